import { api } from './api.mjs';
import { shownText } from './content.mjs';
import { menu, openPopover } from './popover.mjs';
import { orTell } from './toast.mjs';

const LONG_PRESS_MS = 450;

/** What can be done with a message. */
export function openBubbleMenu(bubble, { key, message, isOwn, composer, at }) {
  const text = shownText(message.content);
  const items = [
    ['引用', () => composer.quote(message, `${isOwn ? '我' : '小邻'}：${text}`)],
    message.content.kind === 'text' && [
      '复制',
      () => navigator.clipboard?.writeText(message.content.text),
    ],
    isOwn && ['撤回', () => orTell(() => api.recall(key, message.id))],
  ];
  openPopover(bubble, menu(items), { label: '这条消息', class: 'is-dark prefers-above', at });
}

/** Right button, or a finger that stays. */
export function watchLongPress(element, open) {
  let timer;
  element.addEventListener('contextmenu', (event) => {
    event.preventDefault();
    open({ x: event.clientX, y: event.clientY });
  });
  element.addEventListener('pointerdown', (event) => {
    if (event.pointerType !== 'touch') return;
    timer = setTimeout(() => open(), LONG_PRESS_MS);
  });
  for (const type of ['pointerup', 'pointercancel', 'pointermove', 'pointerleave']) {
    element.addEventListener(type, () => clearTimeout(timer));
  }
}
