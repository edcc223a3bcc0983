import { api } from './api.mjs';
import { setNow } from './time.mjs';

/**
 * What the page knows. `phones` by key of the person: `{ person, messages, unread, isLoaded }`; `shown` are the keys of
 * the phones side by side, `active` the one that a narrow screen shows.
 */
export const state = {
  cast: { staff: [], residents: [], strangers: [], firstKeys: [], spots: [] },
  phones: new Map(),
  shown: [],
  active: '',
  cases: new Map(),
  account: { phone: 'online', connection: 'starting' },
  isMoving: false,
  quietUntil: undefined,
  isConnected: false,
};

const listeners = new Map();

/** Calls back on news of a kind: `phone` (with its key), `shown`, `cases`, `clock`, `account`, `message`. */
export function on(kind, listener) {
  listeners.set(kind, [...(listeners.get(kind) ?? []), listener]);
}

/** Tells the listeners of a kind. */
export function tell(kind, detail) {
  for (const listener of listeners.get(kind) ?? []) listener(detail);
}

const SHOWN_KEY = 'linli.phones';

/** Everybody who can have a phone, with one line about who they are. */
export function describe(key) {
  const staff = state.cast.staff.find((one) => one.key === key);
  if (staff) {
    const post = staff.post === '辅' ? '（辅）' : '';
    return { name: staff.name, role: staff.role, line: `${staff.role}${post} · ${staff.unit}` };
  }
  const resident = state.cast.residents.find((one) => one.key === key);
  if (resident) return { name: resident.name, role: '居民', line: `居民 · ${resident.home}` };
  const name = state.phones.get(key)?.person.displayName ?? '陌生人';
  return { name, role: '陌生人', line: '陌生人 · 小邻还不认识' };
}

/** The phone of somebody, made when it is first heard of. */
export function phoneOf(key, displayName = '') {
  const known = state.phones.get(key);
  if (known) return known;
  const person = { key, displayName, isFriend: true };
  const phone = { person, messages: [], unread: 0, isLoaded: false };
  state.phones.set(key, phone);
  return phone;
}

/** Reads a phone anew from the service. */
export async function loadPhone(key) {
  takePhone(await api.openPhone(key));
}

/** Takes over a phone as the service gave it. */
export function takePhone({ person, messages }) {
  const phone = phoneOf(person.key);
  phone.person = person;
  const known = new Map(messages.map((message) => [message.id, message]));
  // What the stream told while the answer was on its way is newer.
  for (const message of phone.messages) if (!known.has(message.id)) known.set(message.id, message);
  phone.messages = [...known.values()];
  phone.isLoaded = true;
  tell('phone', person.key);
}

/** Puts a message on its phone; the same one again changes nothing. */
export function takeMessage(message) {
  if (message.roomKey || !message.personKey) return;
  const phone = phoneOf(message.personKey);
  if (phone.messages.some((one) => one.id === message.id)) return;
  phone.messages.push(message);
  if (message.fromUs) phone.unread += 1;
  tell('phone', message.personKey);
  if (message.fromUs) tell('message', message);
}

/** Marks a message as taken back. */
export function takeRecall(messageId) {
  for (const phone of state.phones.values()) {
    const message = phone.messages.find((one) => one.id === messageId);
    if (!message) continue;
    message.isRecalled = true;
    tell('phone', phone.person.key);
  }
}

/** Everything on the phone was seen. */
export function markRead(key) {
  const phone = state.phones.get(key);
  if (!phone?.unread) return;
  phone.unread = 0;
  tell('unread', key);
}

/** Shows these phones side by side, and remembers it. */
export function show(keys, active = state.active) {
  state.shown = [...new Set(keys)];
  state.active = state.shown.includes(active) ? active : (state.shown[0] ?? '');
  localStorage.setItem(SHOWN_KEY, JSON.stringify(state.shown));
  tell('shown');
}

/** The phones shown last time that still are somebody's; else those that the sample begins with. */
export function rememberedPhones() {
  const { staff, residents, strangers, firstKeys } = state.cast;
  const known = new Set([...staff, ...residents, ...strangers].map((one) => one.key));
  try {
    const keys = JSON.parse(localStorage.getItem(SHOWN_KEY) ?? '[]');
    const kept = keys.filter((key) => known.has(key));
    if (kept.length > 0) return kept;
  } catch {
    // Something else wrote there; it is only a convenience.
  }
  return firstKeys;
}

/** Takes over the time of the service. */
export function takeTime({ now, isMoving, quietUntil }) {
  setNow(now);
  state.isMoving = isMoving;
  state.quietUntil = quietUntil && new Date(quietUntil);
  tell('clock');
}

/** Takes over cases that are new or changed. */
export function takeCases(changed) {
  for (const one of changed) state.cases.set(one.number, one);
  tell(
    'cases',
    changed.map((one) => one.number),
  );
}

/** Takes over who is a friend, and names. */
export function takePeople(people) {
  for (const { key, displayName, isFriend } of people) {
    const phone = state.phones.get(key);
    if (
      !phone ||
      (phone.person.isFriend === isFriend && phone.person.displayName === displayName)
    ) {
      continue;
    }
    phone.person = { key, displayName, isFriend };
    tell('phone', key);
  }
}
