import { h } from './dom.mjs';

const SHOWN_MS = 6_000;

/** Says a sentence at the edge of the page for a while. @param {() => void} [action] what a click on it does */
export function toast(text, action, actionLabel = '') {
  const box = h('div', { class: 'toast' }, h('span', {}, text));
  const remove = () => box.remove();
  if (action) {
    const onclick = () => {
      remove();
      action();
    };
    box.append(h('button', { type: 'button', onclick }, actionLabel));
  }
  document.getElementById('toasts').append(box);
  setTimeout(remove, SHOWN_MS);
}

/** Runs something that may fail, and says so if it does. */
export async function orTell(work) {
  try {
    return await work();
  } catch (error) {
    toast(error.message);
    return undefined;
  }
}
