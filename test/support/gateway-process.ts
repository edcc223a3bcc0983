import { SandboxGateway } from '../../src/channel/gateway/sandbox-gateway.js';
import type { ScanNews } from '../../src/channel/login-scan.rules.js';
import { shown } from '../../src/channel/sandbox/sandbox.texts.js';
import type { SandboxSaid } from '../../src/channel/sandbox/sandbox.types.js';
import {
  SandboxNetwork,
  type SandboxSayOptions,
} from '../../src/channel/sandbox/sandbox-network.js';
import { samplePicture, sampleVoice } from '../../src/channel/sandbox/sandbox-samples.js';
import { SystemClock } from '../../src/kernel/clock.js';
import { answerAsks, tell } from './spoken-process.js';

/** A gateway in a process of its own, whose phones the test plays. */
const network = new SandboxNetwork(new SystemClock());
const gateway = new SandboxGateway(network, {
  endpoint: process.env.GATEWAY_ENDPOINT ?? '',
  token: process.env.GATEWAY_TOKEN ?? '',
});

network.watch((event) => {
  if (event.type !== 'message' || !event.message.fromUs) return;
  tell({ received: shown(event.message.content), by: event.message.personKey });
});

answerAsks({
  say: (person: string, said: SandboxSaid | string, options?: SandboxSayOptions) =>
    network.say(person, said, options).id,
  picture: (person: string) => network.say(person, { kind: 'picture', source: samplePicture() }).id,
  voice: (person: string, seconds: number) =>
    network.say(person, { kind: 'voice', seconds, source: sampleVoice(seconds) }).id,
  zeros: (person: string, name: string, zeros: number) =>
    network.say(person, { kind: 'file', source: { name, zeros } }).id,
  recall: (person: string, id: string) => network.recall(person, id).id,
  befriend: (person: string, hello: string) => network.requestFriendship(person, hello).id,
  person: (person: string) => network.person(person),
  state: () => network.accountState,
  logout: () => network.logout(),
  login: () => network.login(),
  relogin: () => network.relogin(),
  scan: (status: ScanNews['status'], code?: string) => network.tellOfScan(status, code),
});

await gateway.start();
tell({ ready: true });
