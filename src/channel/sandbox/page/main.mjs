import { api } from './api.mjs';
import { buildBar } from './bar.mjs';
import { buildCases } from './cases.mjs';
import { put } from './chooser.mjs';
import { buildPhones } from './phone.mjs';
import { describe, loadPhone, on, phoneOf, rememberedPhones, show, state } from './state.mjs';
import { listen } from './stream.mjs';
import { toast } from './toast.mjs';

const RETRY_MS = 1_500;
const MOST_BY_ITSELF = 3;
const NARROW = matchMedia('(max-width: 760px)');

buildBar();
buildCases();
buildPhones();
await loadCast();
show(rememberedPhones());
for (const key of state.shown) loadPhone(key).catch(() => undefined);
on('message', ({ personKey }) => noticeHidden(personKey));
listen();

/** The people of the sample; the service may still be on its way up. */
async function loadCast() {
  for (;;) {
    try {
      state.cast = await api.cast();
      for (const { key, name } of state.cast.strangers) phoneOf(key, name);
      return;
    } catch (error) {
      state.problem = error.message;
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}

/** Somebody whose phone is not on the table heard something: it is put there, or offered. */
function noticeHidden(key) {
  if (state.shown.includes(key)) {
    if (NARROW.matches && key !== state.active) offer(key, () => show(state.shown, key));
    return;
  }
  if (!NARROW.matches && state.shown.length < MOST_BY_ITSELF) void put(key);
  else offer(key, () => put(key));
}

function offer(key, open) {
  const { name, role } = describe(key);
  toast(`${name}（${role}）的手机亮了`, open, '看看');
}
