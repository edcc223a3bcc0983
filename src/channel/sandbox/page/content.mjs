import { avatar, h, icon } from './dom.mjs';
import { playVoice } from './play-voice.mjs';

const KB = 1024;

/** What a message shows. @param {string} url where its file is */
export function contentOf({ content, fromUs }, url) {
  const draw = KINDS[content.kind];
  return draw ? draw(content, url, fromUs) : h('span', {}, shownText(content));
}

/** A message in one line: for quotes. */
export function shownText(content) {
  const named = {
    picture: '图片',
    video: '视频',
    sticker: '表情',
    call: '未接来电',
    money: '红包',
  };
  if (content.kind === 'text') return content.text;
  if (content.kind === 'voice') return `[语音] ${content.seconds}″`;
  if (content.kind === 'file') return `[文件] ${content.file.name}`;
  if (content.kind === 'location') return `[位置] ${content.name}`;
  if (content.kind === 'contact-card') return `[名片] ${content.name}`;
  if (content.title) return `[链接] ${content.title}`;
  return `[${named[content.kind] ?? '消息'}]`;
}

const KINDS = {
  text: ({ text }) => h('span', { class: 'text' }, text),
  picture: picture,
  voice: voice,
  video: (_, url) =>
    h('video', { src: url, controls: true, preload: 'metadata', 'aria-label': '视频' }),
  file: file,
  location: location,
  'contact-card': ({ name }) =>
    card('名片', h('div', { class: 'card-row' }, avatar(name), h('b', {}, name)), '个人名片'),
  link: ({ title, description }) =>
    card(
      '链接',
      h('div', { class: 'card-col' }, h('b', {}, title), h('small', {}, description)),
      '链接',
    ),
  'mini-program': ({ title }) => card('小程序', h('b', {}, title), '小程序'),
  'chat-record': ({ title, lines }) =>
    card(
      '聊天记录',
      h(
        'div',
        { class: 'card-col' },
        h('b', {}, title),
        ...lines.slice(0, 4).map((line) => h('small', {}, `${line.name}：${line.text}`)),
      ),
      '聊天记录',
    ),
  sticker: () => h('span', { class: 'sticker', role: 'img', 'aria-label': '表情' }, '😄'),
  call: () => h('span', {}, '📞 未接听'),
};

function picture(content, url) {
  const image = h('img', { src: url, alt: content.file.name, loading: 'lazy' });
  image.addEventListener('error', () => image.replaceWith(h('span', {}, '图片打不开')));
  return h('a', { href: url, target: '_blank', rel: 'noopener', 'aria-label': '看大图' }, image);
}

function voice({ seconds }, url) {
  const button = h(
    'button',
    {
      type: 'button',
      class: 'voice',
      style: { '--seconds': String(Math.min(seconds, 60)) },
      'aria-label': `播放 ${seconds} 秒语音`,
    },
    icon('voice', 20),
    h('span', {}, `${seconds}″`),
  );
  button.addEventListener('click', () => playVoice(button, url));
  return button;
}

function file({ file: { name, bytes } }, url) {
  return h(
    'a',
    { class: 'card-row', href: url, download: name },
    h('span', { class: 'card-col' }, h('b', {}, name), h('small', {}, sizeText(bytes))),
    icon('file', 36),
  );
}

function location({ name, address }) {
  return h(
    'div',
    { class: 'place' },
    h('div', { class: 'card-col' }, h('b', {}, name || '位置'), h('small', {}, address)),
    h('div', { class: 'map', 'aria-hidden': 'true' }, icon('pin', 30)),
  );
}

function card(label, body, foot) {
  return h(
    'div',
    { class: 'card', 'aria-label': label },
    body,
    h('small', { class: 'card-foot' }, foot),
  );
}

function sizeText(bytes) {
  if (bytes < KB) return `${bytes} B`;
  return bytes < KB * KB ? `${Math.round(bytes / KB)} KB` : `${(bytes / KB / KB).toFixed(1)} MB`;
}
