import {
  loadPhone,
  state,
  takeCases,
  takeMessage,
  takePeople,
  takeRecall,
  takeTime,
  tell,
} from './state.mjs';

const HANDLERS = {
  message: takeMessage,
  recalled: ({ messageId }) => takeRecall(messageId),
  people: takePeople,
  clock: takeTime,
  beat: takeTime,
  cases: ({ changed }) => takeCases(changed),
  account: (account) => {
    state.account = account;
    tell('account');
  },
  hello: (all) => {
    takeTime(all);
    state.account = all.account;
    takePeople(all.people);
    if (all.cases) {
      state.cases = new Map();
      takeCases(all.cases);
    }
    tell('account');
    // The stream could not say what was missed: the phones are read anew.
    for (const key of state.shown) loadPhone(key).catch(() => undefined);
  },
};

/** Listens to the service for as long as the page is open; the browser comes back by itself and says where it was. */
export function listen() {
  const source = new EventSource('/api/sandbox/stream');
  for (const [type, handle] of Object.entries(HANDLERS)) {
    source.addEventListener(type, (event) => handle(JSON.parse(event.data)));
  }
  source.addEventListener('open', () => connected(true));
  source.addEventListener('error', () => {
    connected(false);
    // A refusal (the service starts, the session ended) closes it for good.
    if (source.readyState === EventSource.CLOSED) setTimeout(listen, 2_000);
  });
}

function connected(isConnected) {
  if (state.isConnected === isConnected) return;
  state.isConnected = isConnected;
  tell('account');
}
