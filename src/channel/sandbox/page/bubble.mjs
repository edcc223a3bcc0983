import { api } from './api.mjs';
import { openBubbleMenu, watchLongPress } from './bubble-menu.mjs';
import { contentOf } from './content.mjs';
import { avatar, h, icon } from './dom.mjs';
import { describe } from './state.mjs';
import { chatTime } from './time.mjs';

const GAP_MS = 5 * 60_000;

/**
 * The rows of a talk: times, notes and bubbles. Rows that did not change are taken from `rows`, so that a voice goes on
 * playing while others write.
 */
export function messageRows(key, messages, rows, composer) {
  const seen = new Set();
  let lastAt = Number.NEGATIVE_INFINITY;
  const list = [];
  for (const message of messages) {
    // Who takes something back sees a note where it stood; the notice itself is for the other side.
    if (message.content.kind === 'recall') continue;
    const at = Date.parse(message.sentAt);
    const take = (id, make) => {
      if (!rows.has(id)) rows.set(id, make());
      seen.add(id);
      list.push(rows.get(id));
    };
    if (Math.abs(at - lastAt) > GAP_MS) {
      take(`${message.id}/time`, () => h('time', { class: 'chat-time' }));
      // Today's 09:32 is 昨天 09:32 tomorrow.
      list.at(-1).textContent = chatTime(new Date(at));
    }
    lastAt = at;
    take(`${message.id}${message.isRecalled ? '/recalled' : ''}`, () =>
      rowOf(key, message, composer),
    );
  }
  for (const id of rows.keys()) if (!seen.has(id)) rows.delete(id);
  return list;
}

function rowOf(key, message, composer) {
  const isOwn = !message.fromUs;
  if (message.isRecalled)
    return h('p', { class: 'chat-note' }, isOwn ? '你撤回了一条消息' : '小邻撤回了一条消息');
  const bubble = h(
    'div',
    { class: `bubble is-${message.content.kind}` },
    contentOf(message, api.fileUrl(message.id)),
  );
  const open = (at) => openBubbleMenu(bubble, { key, message, isOwn, composer, at });
  watchLongPress(bubble, open);
  const more = h(
    'button',
    { type: 'button', class: 'bubble-more', 'aria-label': '引用或撤回', onclick: () => open() },
    icon('more', 16),
  );
  const { quote } = message.content;
  return h(
    'div',
    { class: `row ${isOwn ? 'is-own' : ''}` },
    avatar(isOwn ? describe(key).name : '小邻', !isOwn),
    h(
      'div',
      { class: 'row-body' },
      h('div', { class: 'row-line' }, bubble, more),
      quote && h('div', { class: 'quoted' }, `${quote.name}：${quote.text}`),
    ),
  );
}
