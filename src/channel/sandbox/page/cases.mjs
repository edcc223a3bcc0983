import { caseCard } from './case-card.mjs';
import { fill, h, icon } from './dom.mjs';
import { on, state } from './state.mjs';

const REDRAW_MS = 20_000;

/** The side panel: the life of every case, as it happens. */
export function buildCases() {
  const root = document.getElementById('cases');
  const count = h('span', { class: 'cases-count' });
  const list = h('div', { class: 'cases-list' });
  const close = h(
    'button',
    {
      type: 'button',
      class: 'plain cases-close',
      'aria-label': '收起办件',
      onclick: () => document.body.classList.remove('shows-cases'),
    },
    icon('close', 22),
  );
  fill(root, h('header', {}, h('h2', {}, '办件'), count, close), list);
  const open = new Set();
  const draw = (changed = []) => {
    const cases = [...state.cases.values()].sort(
      (a, b) => b.openedAt.localeCompare(a.openedAt) || numberOf(b) - numberOf(a),
    );
    const running = cases.filter((one) => !one.closedAt).length;
    count.textContent = cases.length > 0 ? `${running} 件在办 · 共 ${cases.length} 件` : '';
    const badge = document.getElementById('case-count');
    if (badge) badge.textContent = running > 0 ? String(running) : '';
    const toggle = (number) => {
      if (!open.delete(number)) open.add(number);
      draw();
    };
    fill(
      list,
      ...(cases.length > 0
        ? cases.map((one) =>
            caseCard(one, {
              isOpen: open.has(one.number),
              isNew: changed.includes(one.number),
              toggle,
            }),
          )
        : [emptyNote()]),
    );
  };
  on('cases', draw);
  on('clock', () => draw());
  setInterval(draw, REDRAW_MS);
  draw();
}

function numberOf({ number }) {
  return Number(number.replace(/\D/g, ''));
}

function emptyNote() {
  return h(
    'div',
    { class: 'cases-empty' },
    h('img', { src: '/page/icon.svg', alt: '', width: '56', height: '56' }),
    h('p', {}, '还没有办件'),
    h('small', {}, '让居民说一句哪里不对，这里会画出它从登记到结案的每一步。'),
  );
}
