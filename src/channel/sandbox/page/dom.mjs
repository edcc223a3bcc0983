/**
 * Makes an element. Text only ever becomes a text node, so that nothing anybody wrote is read as markup.
 * @param {string} tag
 * @param {Record<string, unknown>} props `class`, `on<event>` listeners, `style` as custom properties, other attributes
 * @param {...(Node | string | null | undefined | false)} children
 */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) set(element, name, value);
  element.append(...children.flat().filter((child) => child || child === 0));
  return element;
}

/** Replaces everything inside an element. */
export function fill(element, ...children) {
  element.replaceChildren(...children.flat().filter(Boolean));
  return element;
}

/** Puts exactly these elements inside, touching only what differs: what stays keeps its focus, and is not read out again. */
export function sync(parent, elements) {
  const kept = new Set(elements);
  for (const child of [...parent.children]) if (!kept.has(child)) child.remove();
  for (const [index, element] of elements.entries()) {
    const there = parent.children[index];
    if (there !== element) parent.insertBefore(element, there ?? null);
  }
}

function set(element, name, value) {
  if (value === undefined || value === null || value === false) return;
  if (name === 'class') element.className = value;
  else if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
  else if (name === 'style') {
    for (const [key, text] of Object.entries(value)) element.style.setProperty(key, text);
  } else element.setAttribute(name, value === true ? '' : String(value));
}

const SVG = 'http://www.w3.org/2000/svg';

/** Line icons on a 24-point grid. */
const PATHS = {
  voice: 'M9 8.5a5 5 0 0 1 0 7M12.3 5.8a9 9 0 0 1 0 12.4M6.2 11.3a1 1 0 0 1 0 1.4',
  keyboard: 'M3.5 7h17v10h-17zM7 10h.01M10.3 10h.01M13.7 10h.01M17 10h.01M8 14h8',
  plus: 'M12 6v12M6 12h12',
  close: 'm6.5 6.5 11 11m0-11-11 11',
  down: 'm7 10 5 5 5-5',
  back: 'm14.5 6-6 6 6 6',
  more: 'M6 12h.01M12 12h.01M18 12h.01',
  picture: 'M4 5.5h16v13H4zM4 16l4.8-4.5 4 3.5 2.7-2.2L20 16.5M15.5 9.3h.01',
  pin: 'M12 20.5s6.5-5.6 6.5-10.5a6.5 6.5 0 0 0-13 0c0 4.9 6.5 10.5 6.5 10.5zM12 12.2a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6z',
  file: 'M7 3.5h7l4 4v13H7zM14 3.5v4h4M9.8 12.5h5.4M9.8 16h5.4',
  mic: 'M12 14.5a3 3 0 0 0 3-3v-5a3 3 0 0 0-6 0v5a3 3 0 0 0 3 3zM6.5 11.5a5.5 5.5 0 0 0 11 0M12 17v3.5',
  lamp: 'M8 14.5a5.5 5.5 0 1 1 8 0c-1 1-1.5 1.7-1.5 3h-5c0-1.3-.5-2-1.5-3zM10 20.5h4',
  clock: 'M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM12 7.5v5l3.2 2',
  list: 'M8.5 6.5h11M8.5 12h11M8.5 17.5h11M4.5 6.5h.01M4.5 12h.01M4.5 17.5h.01',
  search: 'M10.5 16.5a6 6 0 1 0 0-12 6 6 0 0 0 0 12zM15 15l5 5',
};

/** An icon for the eye only; what it means stands beside it or in the label of its button. */
export function icon(name, size = 24) {
  const svg = document.createElementNS(SVG, 'svg');
  const attributes = { viewBox: '0 0 24 24', width: size, height: size, 'aria-hidden': 'true' };
  for (const [key, value] of Object.entries(attributes)) svg.setAttribute(key, String(value));
  svg.classList.add('icon');
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', PATHS[name]);
  svg.append(path);
  return svg;
}

/** Colours of avatars, dark enough for white letters. */
const HUES = [
  '#3a7ca5',
  '#b5651d',
  '#7a5c99',
  '#2f7f6f',
  '#a8485c',
  '#5b6c8f',
  '#8a6d1f',
  '#4f7a3a',
];

/** A square made of the first character of a name; the bot has its own. */
export function avatar(name, isBot = false) {
  if (isBot) return h('img', { class: 'avatar', src: '/page/icon.svg', alt: '' });
  const sum = [...name].reduce((all, sign) => (all * 31 + sign.codePointAt(0)) % 997, 7);
  const style = { '--hue': HUES[sum % HUES.length] };
  return h('span', { class: 'avatar', style, 'aria-hidden': 'true' }, [...name][0] ?? '·');
}
