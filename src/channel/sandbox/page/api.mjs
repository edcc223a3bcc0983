/** Asks the service; every failure becomes an Error with one sentence to show. */
async function ask(path, options) {
  const answer = await fetch(`/api/sandbox/${path}`, options).catch(() => undefined);
  if (!answer) throw new Error('连不上服务了，请看看它还开着没有。');
  const body = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(body.error ?? '没有办成，请再试一次。');
  return body;
}

function post(path, body = {}) {
  const headers = { 'content-type': 'application/json' };
  return ask(path, { method: 'POST', headers, body: JSON.stringify(body) });
}

const phone = (key, rest) => `phones/${encodeURIComponent(key)}/${rest}`;

/** The HTTP interface of the sandbox. */
export const api = {
  cast: () => ask('cast'),
  openPhone: (key) => post('phones', { key }),
  addStranger: () => post('strangers'),
  say: (key, said) => post(phone(key, 'messages'), said),
  recall: (key, messageId) => post(phone(key, 'recall'), { messageId }),
  befriend: (key) => post(phone(key, 'friendship')),
  moveTime: (move) => post('time', move),
  moveAccount: (to) => post('account', { to }),
  /** @param {{ kind: string, seconds?: number, blob: Blob, name: string }} file */
  sendFile: (key, { kind, seconds, blob, name }) => {
    const form = new FormData();
    form.append('kind', kind);
    if (seconds) form.append('seconds', String(seconds));
    form.append('file', blob, name);
    return ask(phone(key, 'files'), { method: 'POST', body: form });
  },
  fileUrl: (messageId) => `/api/sandbox/files/${encodeURIComponent(messageId)}`,
};
