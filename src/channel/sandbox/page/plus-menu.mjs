import { api } from './api.mjs';
import { h, icon } from './dom.mjs';
import { closePopover, openPopover } from './popover.mjs';
import { samplePicture } from './sample-picture.mjs';
import { state, takeMessage } from './state.mjs';
import { orTell } from './toast.mjs';

/** What a phone can send besides words. */
export function openPlusMenu(anchor, key) {
  const send = (work) => orTell(work).then((message) => message && takeMessage(message));
  const tile = (name, label, action) =>
    h(
      'button',
      { type: 'button', class: 'tile', onclick: action },
      h('span', {}, icon(name, 26)),
      label,
    );
  const pick = (kind, accept) => () => {
    closePopover();
    pickFile(
      accept,
      (file) =>
        void send(() =>
          api.sendFile(key, { kind: kindOf(kind, file), blob: file, name: file.name }),
        ),
    );
  };
  const grid = h(
    'div',
    { class: 'tiles' },
    tile('picture', '照片', pick('picture', 'image/*,video/mp4,video/webm,video/quicktime')),
    tile('lamp', '示例照片', () => {
      closePopover();
      void send(async () =>
        api.sendFile(key, { kind: 'picture', blob: await samplePicture(), name: '楼道.jpg' }),
      );
    }),
    tile('mic', '示例语音', () => {
      closePopover();
      void send(() => api.say(key, { kind: 'voice', seconds: 8 }));
    }),
    tile('pin', '位置', () => openSpots(anchor, key, send)),
    tile('file', '文件', pick('file', '')),
  );
  openPopover(anchor, grid, { label: '更多', class: 'prefers-above' });
}

function kindOf(kind, file) {
  if (kind === 'file') return 'file';
  return file.type.startsWith('video/') ? 'video' : 'picture';
}

/** Landmarks of the sample, nearest to nothing in particular: any of them can be where one stands. */
function openSpots(anchor, key, send) {
  const spots = state.cast.spots.map((spot) =>
    h(
      'button',
      {
        type: 'button',
        onclick: () => {
          closePopover();
          void send(() => api.say(key, { kind: 'location', ...spot }));
        },
      },
      icon('pin', 18),
      h('span', {}, h('b', {}, spot.name), h('small', {}, spot.address)),
    ),
  );
  openPopover(anchor, h('div', { class: 'spots' }, h('p', {}, '发送位置'), ...spots), {
    label: '发送位置',
    class: 'prefers-above',
  });
}

function pickFile(accept, use) {
  const input = h('input', { type: 'file', ...(accept && { accept }) });
  input.addEventListener('change', () => input.files?.[0] && use(input.files[0]));
  input.click();
}
