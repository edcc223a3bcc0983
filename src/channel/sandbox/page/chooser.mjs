import { api } from './api.mjs';
import { avatar, fill, h, icon } from './dom.mjs';
import { describe, loadPhone, show, state, takePhone } from './state.mjs';
import { orTell } from './toast.mjs';

/** Order of the groups; roles that are not named come last. */
const GROUPS = ['居民', '网格员', '社区书记', '驻点干部', '街道', '区一线办'];

/**
 * Asks who a phone belongs to.
 * @param {string} [replaced] key of the phone that becomes somebody else's; undefined = one more phone
 */
export function openChooser(replaced) {
  const list = h('div', { class: 'chooser-list' });
  const search = h('input', {
    type: 'search',
    placeholder: '找名字、门牌、职务',
    'aria-label': '找人',
    autocomplete: 'off',
    oninput: () => draw(),
  });
  const dialog = h(
    'dialog',
    { class: 'chooser', 'aria-label': '这部手机是谁的', onclose: () => dialog.remove() },
    h(
      'header',
      {},
      h('h2', {}, replaced ? '这部手机换给谁' : '再加一部手机'),
      h(
        'button',
        { type: 'button', class: 'plain', 'aria-label': '关闭', onclick: () => dialog.close() },
        icon('close', 20),
      ),
    ),
    h('label', { class: 'search' }, icon('search', 18), search),
    list,
  );
  const choose = (key) => {
    dialog.close();
    return put(key, replaced);
  };
  const draw = () => fill(list, ...groups(search.value.trim(), choose));
  // A click on the veil is a click on the dialog itself.
  dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());
  draw();
  document.body.append(dialog);
  dialog.showModal();
  search.focus();
}

/** Shows a phone: in place of another one, or beside the others. */
export async function put(key, replaced) {
  await orTell(async () => {
    if (key === 'new') {
      const phone = await api.addStranger();
      takePhone(phone);
      state.cast.strangers.push({ key: phone.person.key, name: phone.person.displayName });
      return place(phone.person.key, replaced);
    }
    await loadPhone(key);
    return place(key, replaced);
  });
}

function place(key, replaced) {
  const keys = replaced
    ? state.shown.map((one) => (one === replaced ? key : one))
    : [...state.shown, key];
  show(keys, key);
  document
    .querySelector(`[data-phone="${CSS.escape(key)}"]`)
    ?.scrollIntoView({ inline: 'center', block: 'nearest' });
}

function groups(wanted, choose) {
  const { staff, residents, strangers } = state.cast;
  const people = [...residents, ...staff, ...strangers]
    .map(({ key }) => ({ key, ...describe(key) }))
    .filter(({ name, line }) => !wanted || `${name}${line}`.includes(wanted));
  const roles = [...new Set([...GROUPS, ...people.map(({ role }) => role)])].filter(
    (role) => role !== '陌生人',
  );
  const known = roles.map((role) =>
    group(
      role,
      people.filter((one) => one.role === role),
      choose,
    ),
  );
  const strange = people.filter((one) => one.role === '陌生人');
  return [
    ...known,
    group(
      '陌生人',
      [...strange, { key: 'new', name: '新的陌生人', line: '第一次来，还不是好友' }],
      choose,
    ),
  ];
}

function group(role, people, choose) {
  if (people.length === 0) return undefined;
  return h(
    'section',
    {},
    h('h3', {}, role),
    h('div', { class: 'chooser-people' }, ...people.map((one) => personButton(one, choose))),
  );
}

function personButton({ key, name, line }, choose) {
  const isShown = state.shown.includes(key);
  const unread = state.phones.get(key)?.unread ?? 0;
  return h(
    'button',
    { type: 'button', disabled: isShown, onclick: () => choose(key) },
    key === 'new'
      ? h('span', { class: 'avatar is-new', 'aria-hidden': 'true' }, '+')
      : avatar(name),
    h(
      'span',
      {},
      h('b', {}, name),
      h('small', {}, isShown ? '已经在桌上' : line.replace(/^(居民|陌生人) · /, '')),
    ),
    unread > 0 && h('i', { class: 'badge', 'aria-label': `${unread} 条新消息` }, String(unread)),
  );
}
