import { api } from './api.mjs';
import { messageRows } from './bubble.mjs';
import { openChooser } from './chooser.mjs';
import { Composer } from './composer.mjs';
import { avatar, fill, h, icon, sync } from './dom.mjs';
import { hintsFor } from './hints.mjs';
import { describe, markRead, on, show, state } from './state.mjs';
import { minuteText, now } from './time.mjs';
import { orTell } from './toast.mjs';

const phones = new Map();
const NEAR_END_PX = 120;

/** Draws the phones side by side and the tabs of a narrow screen, and keeps them up to date. */
export function buildPhones() {
  on('shown', drawShown);
  on('phone', (key) => {
    phones.get(key)?.draw();
    drawTabs();
  });
  on('unread', (key) => {
    phones.get(key)?.drawUnread();
    drawTabs();
  });
  on('message', ({ personKey }) => {
    const phone = phones.get(personKey);
    phone?.buzz();
    // Whoever is writing there sees it come.
    if (phone?.root.contains(document.activeElement)) markRead(personKey);
  });
  setInterval(() => {
    for (const { clock } of phones.values()) clock.textContent = minuteText(now());
  }, 1_000);
  on('clock', () => {
    for (const { clock } of phones.values()) clock.textContent = minuteText(now());
  });
}

function drawShown() {
  for (const key of phones.keys()) if (!state.shown.includes(key)) phones.delete(key);
  const elements = state.shown.map((key) => {
    if (!phones.has(key)) phones.set(key, buildPhone(key));
    const { root } = phones.get(key);
    root.classList.toggle('is-active', key === state.active);
    return root;
  });
  const stage = document.getElementById('phones');
  sync(stage, elements);
  stage.style.setProperty('--count', String(Math.max(1, elements.length)));
  for (const key of state.shown) phones.get(key).draw(true);
  drawTabs();
}

function drawTabs() {
  const tabs = state.shown.map((key) => {
    const { name } = describe(key);
    const unread = state.phones.get(key)?.unread ?? 0;
    const isActive = key === state.active;
    return h(
      'button',
      {
        type: 'button',
        class: isActive ? 'is-active' : '',
        'aria-pressed': String(isActive),
        onclick: () => show(state.shown, key),
      },
      avatar(name),
      h('span', {}, name),
      unread > 0 && !isActive && h('b', { class: 'badge' }, String(unread)),
    );
  });
  const add = h(
    'button',
    { type: 'button', class: 'tab-add', 'aria-label': '加一部手机', onclick: () => openChooser() },
    icon('plus', 18),
  );
  fill(document.getElementById('tabs'), ...tabs, add);
}

/** One phone: whose it is, the screen with the talk, and what writes into it. */
function buildPhone(key) {
  const { name, line } = describe(key);
  const clock = h('span', { class: 'status-time' }, minuteText(now()));
  const chat = h('div', {
    class: 'chat',
    role: 'log',
    tabindex: '0',
    'aria-label': `${name}和小邻的聊天`,
  });
  const hints = h('div', { class: 'hints' });
  const unread = h('b', { class: 'badge' });
  const composer = new Composer(key);
  const homeBar = h('div', { class: 'home-bar' });
  const inside = [status(clock), titleBar(), chat, hints, composer.root, homeBar];
  const device = h('div', { class: 'device' }, h('div', { class: 'screen' }, ...inside));
  const root = h(
    'article',
    {
      class: 'phone',
      'data-phone': key,
      'aria-label': `${name}的手机`,
      onpointerdown: () => markRead(key),
      onfocusin: () => markRead(key),
    },
    owner(key, name, line, unread),
    device,
  );
  const phone = {
    root,
    clock,
    draw: (toEnd) => draw(key, { chat, hints, composer, phone }, toEnd),
    rows: new Map(),
  };
  phone.drawUnread = () => drawUnread(key, unread, root);
  phone.buzz = () => buzz(root);
  root.addEventListener('animationend', () => root.classList.remove('is-buzzing'));
  stayAtEnd(chat);
  return phone;
}

function owner(key, name, line, unread) {
  return h(
    'header',
    { class: 'owner' },
    h(
      'button',
      {
        type: 'button',
        class: 'owner-who',
        title: '换一个人',
        'aria-label': `${name}，${line}。换一个人`,
        onclick: () => openChooser(key),
      },
      avatar(name),
      h('span', { class: 'owner-text' }, h('b', {}, name), h('small', {}, line)),
      icon('down', 18),
    ),
    unread,
    h(
      'button',
      {
        type: 'button',
        class: 'plain',
        'aria-label': `收起${name}的手机`,
        onclick: () => show(state.shown.filter((one) => one !== key)),
      },
      icon('close', 18),
    ),
  );
}

function status(clock) {
  return h(
    'div',
    { class: 'status', 'aria-hidden': 'true' },
    clock,
    h('span', { class: 'island' }),
    h('span', { class: 'signal' }, h('i'), h('i'), h('i'), h('i'), h('b')),
  );
}

function titleBar() {
  return h('div', { class: 'title' }, icon('back', 22), h('span', {}, '小邻'), icon('more', 22));
}

function draw(key, { chat, hints, composer, phone }, toEnd = false) {
  const { person, messages, isLoaded } = state.phones.get(key) ?? { messages: [] };
  const isNearEnd = chat.scrollHeight - chat.scrollTop - chat.clientHeight < NEAR_END_PX;
  const before = phone.rows.size;
  sync(chat, [
    ...emptyNote(person, messages, isLoaded),
    ...messageRows(key, messages, phone.rows, composer),
  ]);
  const hasNew = phone.rows.size !== before;
  if (toEnd || isNearEnd || (hasNew && messages.at(-1)?.fromUs === false)) {
    requestAnimationFrame(() => chat.scrollTo({ top: chat.scrollHeight }));
  }
  drawHints(hints, hintsFor(describe(key).role, messages), composer);
  phone.drawUnread();
}

function drawHints(hints, texts, composer) {
  const buttons = texts.map((text) =>
    h('button', { type: 'button', class: 'hint', onclick: () => composer.write(text) }, text),
  );
  fill(hints, ...(buttons.length > 0 ? [h('span', {}, '试试'), ...buttons] : []));
}

/** A stranger first asks to become a friend; everybody else just writes. */
function emptyNote(person, messages, isLoaded) {
  if (!isLoaded) return [h('p', { class: 'chat-note' }, '正在打开…')];
  if (person.isFriend)
    return messages.length > 0
      ? []
      : [h('p', { class: 'chat-note' }, '说一句话试试，小邻听得懂大白话')];
  const ask = h(
    'button',
    { type: 'button', class: 'primary', onclick: () => orTell(() => api.befriend(person.key)) },
    '加小邻为好友',
  );
  return [
    h(
      'div',
      { class: 'befriend' },
      avatar('小邻', true),
      h('b', {}, '小邻'),
      h('small', {}, '社区公用号 · 有事找它'),
      ask,
    ),
  ];
}

function drawUnread(key, badge, root) {
  const count = state.phones.get(key)?.unread ?? 0;
  badge.textContent = count > 0 ? String(count) : '';
  badge.hidden = count === 0;
  root.classList.toggle('has-unread', count > 0);
}

/** Keeps the newest in view when the bar below grows, or a picture gets its size. */
function stayAtEnd(chat) {
  let height = 0;
  let isAtEnd = true;
  const look = () => {
    isAtEnd = chat.scrollHeight - chat.scrollTop - chat.clientHeight < NEAR_END_PX;
  };
  const keep = () => isAtEnd && chat.scrollTo({ top: chat.scrollHeight });
  chat.addEventListener('scroll', look, { passive: true });
  chat.addEventListener('load', keep, { capture: true });
  new ResizeObserver(() => {
    if (chat.clientHeight !== height) keep();
    height = chat.clientHeight;
  }).observe(chat);
}

/** The phone lights up and shakes. */
function buzz(root) {
  root.classList.remove('is-buzzing');
  // Without a look at the layout in between the animation would not start anew.
  void root.offsetWidth;
  root.classList.add('is-buzzing');
}
