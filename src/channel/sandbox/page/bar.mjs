import { api } from './api.mjs';
import { openChooser } from './chooser.mjs';
import { fill, h, icon } from './dom.mjs';
import { closePopover, menu, openPopover } from './popover.mjs';
import { on, state } from './state.mjs';
import { dayText, minuteText, nextMorning, now, stampText } from './time.mjs';
import { orTell } from './toast.mjs';

const MOVES = [
  ['+10 分钟', () => ({ minutes: 10 })],
  ['+1 小时', () => ({ minutes: 60 })],
  ['+1 天', () => ({ minutes: 1440 })],
  ['到明早 8 点', () => ({ to: nextMorning() })],
];

/** How the bot account stands: what is shown, and how bad it is. */
const ACCOUNTS = {
  logged_in: ['小邻在线', 'good'],
  starting: ['小邻正在上线', 'wait'],
  absent: ['小邻掉线了', 'bad'],
  logged_out: ['小邻退出登录了', 'bad'],
};

/** Builds the bar on top: the time with the buttons that move it, and the state of the bot account. */
export function buildBar() {
  buildTime(document.getElementById('time'));
  buildAccount(document.getElementById('account'));
}

function buildTime(root) {
  const minute = h('strong', { class: 'time-minute' });
  const day = h('span', { class: 'time-day' });
  const face = h('div', { class: 'time-face', 'aria-live': 'off' }, minute, day);
  const buttons = MOVES.map(([label, move]) =>
    h('button', { type: 'button', class: 'chip', onclick: () => moveTime(move()) }, label),
  );
  const custom = h(
    'button',
    { type: 'button', class: 'chip', onclick: () => askTime(custom) },
    '自定义',
  );
  const quiet = h('span', {
    class: 'time-quiet',
    title: '夜里除了急事和回话，小邻不给人发消息；点“到明早 8 点”接着看',
  });
  fill(root, face, h('div', { class: 'time-moves' }, quiet, ...buttons, custom));
  const draw = () => {
    minute.textContent = minuteText(now());
    day.textContent = state.isMoving ? '时间在走…' : dayText(now());
    root.classList.toggle('is-moving', state.isMoving);
    quiet.hidden = !(state.quietUntil > now());
    if (!quiet.hidden) quiet.textContent = `夜里不打扰，${minuteText(state.quietUntil)} 再推送`;
    for (const button of [...buttons, custom]) button.disabled = state.isMoving;
  };
  on('clock', draw);
  setInterval(draw, 1_000);
  draw();
}

function moveTime(move) {
  return orTell(() => api.moveTime(move));
}

/** Asks for a date and a time of day. */
function askTime(anchor) {
  const input = h('input', {
    type: 'datetime-local',
    value: stampText(now()).replace(' ', 'T'),
    min: stampText(now()).replace(' ', 'T'),
    'aria-label': '走到什么时候',
    required: true,
  });
  const onsubmit = (event) => {
    event.preventDefault();
    closePopover();
    void moveTime({ to: input.value.slice(0, 16).replace('T', ' ') });
  };
  const form = h(
    'form',
    { class: 'ask-time', onsubmit },
    h('p', {}, '走到这个时候，路上到点的事会一件件发生。'),
    input,
    h('button', { class: 'primary' }, '出发'),
  );
  openPopover(anchor, form, { label: '把时间拨到' });
}

function buildAccount(root) {
  const dot = h('span', { class: 'dot' });
  const text = h('span', {});
  const pill = h(
    'button',
    {
      type: 'button',
      class: 'account',
      'aria-haspopup': 'true',
      onclick: () => openPopover(pill, accountMenu(), { label: '小邻的账号' }),
    },
    dot,
    text,
    icon('down', 16),
  );
  const add = h(
    'button',
    { type: 'button', class: 'add-phone', onclick: () => openChooser() },
    icon('plus', 18),
    h('span', {}, '加一部手机'),
  );
  const open = h(
    'button',
    {
      type: 'button',
      class: 'open-cases',
      onclick: () => document.body.classList.toggle('shows-cases'),
    },
    icon('list', 20),
    h('span', {}, '办件'),
    h('b', { class: 'badge', id: 'case-count' }),
  );
  fill(root, pill, add, open);
  const draw = () => {
    const [label, tone] = state.isConnected
      ? (ACCOUNTS[state.account.connection] ?? ['', 'wait'])
      : ['页面正在重连', 'wait'];
    text.textContent = label;
    pill.dataset.tone = tone;
  };
  on('account', draw);
  draw();
}

function accountMenu() {
  const act = (to) => () => orTell(() => api.moveAccount(to));
  return state.account.phone === 'online'
    ? menu([
        ['断开网络', act('down'), '这时说的话它听不到'],
        ['退出登录', act('logout'), '像有人在手机上点了退出'],
        ['换个号重新登录', act('relogin'), '每个人的微信号都会变'],
      ])
    : menu([
        ['恢复', act(state.account.phone === 'down' ? 'up' : 'login'), '该说的话会补上'],
        state.account.phone === 'logged-out' && ['换个号重新登录', act('relogin')],
      ]);
}
