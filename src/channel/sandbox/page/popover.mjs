import { h } from './dom.mjs';

let close = () => undefined;

/**
 * Opens a small window beside an element; a click elsewhere or Escape closes it, and the keyboard goes back.
 * @param {Element} anchor
 * @param {Node} content
 * @param {{ class?: string, label: string, at?: { x: number, y: number } }} options `at`: where, instead of beside
 */
export function openPopover(anchor, content, options) {
  close();
  const box = h(
    'div',
    {
      class: `popover ${options.class ?? ''}`,
      role: 'dialog',
      'aria-label': options.label,
      tabindex: '-1',
    },
    content,
  );
  document.body.append(box);
  place(box, anchor.getBoundingClientRect(), options.at);
  const outside = (event) => {
    if (!box.contains(event.target)) close();
  };
  const onEscape = (event) => {
    if (event.key === 'Escape') close();
  };
  document.addEventListener('pointerdown', outside, true);
  document.addEventListener('keydown', onEscape, true);
  close = () => {
    document.removeEventListener('pointerdown', outside, true);
    document.removeEventListener('keydown', onEscape, true);
    const hadFocus = box.contains(document.activeElement);
    box.remove();
    if (hadFocus) anchor.focus?.();
    close = () => undefined;
  };
  (box.querySelector('[autofocus], input, button') ?? box).focus({ preventScroll: true });
}

/** Closes whatever is open. */
export function closePopover() {
  close();
}

/** A list of actions for a popover: `[label, action, extra?]`. */
export function menu(items) {
  return h(
    'div',
    { class: 'menu' },
    ...items.filter(Boolean).map(([label, action, note]) =>
      h(
        'button',
        {
          type: 'button',
          onclick: () => {
            closePopover();
            action();
          },
        },
        label,
        note && h('small', {}, note),
      ),
    ),
  );
}

const MARGIN = 8;

function place(box, anchor, at) {
  const { offsetWidth: width, offsetHeight: height } = box;
  const wantedX = at ? at.x - width / 2 : anchor.left + anchor.width / 2 - width / 2;
  const above = (at ? at.y : anchor.top) - height - MARGIN;
  const below = (at ? at.y : anchor.bottom) + MARGIN;
  const fitsBelow = below + height + MARGIN <= innerHeight;
  const y =
    box.classList.contains('prefers-above') && above > MARGIN
      ? above
      : fitsBelow
        ? below
        : Math.max(MARGIN, above);
  const x = Math.min(Math.max(MARGIN, wantedX), innerWidth - width - MARGIN);
  box.style.setProperty('left', `${x}px`);
  box.style.setProperty('top', `${y}px`);
}
