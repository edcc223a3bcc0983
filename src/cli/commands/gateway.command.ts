import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import { type Command, CommanderError } from 'commander';
import { shown } from '../../channel/sandbox/sandbox.texts.js';
import { SandboxNetwork } from '../../channel/sandbox/sandbox-network.js';
import { SystemClock } from '../../kernel/clock.js';
import { GATEWAY_TEXTS } from '../gateway.texts.js';

/** Exit code of bad usage (contracts section 3). */
const EXIT_USAGE = 2;
const DEFAULT_PORT = '8788';

/** `linli gateway`: the sandbox phones behind a gateway of their own, for trying the remote puppet by hand. */
export function register(program: Command): void {
  program
    .command('gateway')
    .description(GATEWAY_TEXTS.description)
    .option('--port <n>', GATEWAY_TEXTS.port, DEFAULT_PORT)
    .option('--token <t>', GATEWAY_TEXTS.token)
    .action((options: { port: string; token?: string }) => serve(options));
}

async function serve(options: { port: string; token?: string }): Promise<void> {
  const endpoint = `127.0.0.1:${readPort(options.port)}`;
  const token = readToken(options.token ?? `insecure_${randomUUID()}`);
  const network = new SandboxNetwork(new SystemClock());
  // Loaded late: it brings all of gRPC, which nobody needs who only asks for help.
  const { SandboxGateway } = await import('../../channel/gateway/sandbox-gateway.js');
  const gateway = new SandboxGateway(network, { endpoint, token });
  await gateway.start();
  process.stdout.write(GATEWAY_TEXTS.opened(endpoint, token));
  network.watch((event) => {
    if (event.type !== 'message' || !event.message.fromUs) return;
    const { personKey, roomKey, content } = event.message;
    print(GATEWAY_TEXTS.received(personKey ?? roomKey ?? '', shown(content)));
  });
  await talk(network);
  await gateway.stop();
}

/** Lets the terminal speak for everybody until it is closed or interrupted. */
function talk(network: SandboxNetwork): Promise<void> {
  const lines = createInterface({ input: process.stdin });
  const stop = () => lines.close();
  process.once('SIGINT', stop).once('SIGTERM', stop);
  lines.on('line', (line) => {
    const [, person, text] = /^\s*([^>\s]+)\s*>\s*(.+)$/.exec(line) ?? [];
    if (person && text) network.say(person, text);
    else if (line.trim() === GATEWAY_TEXTS.logout) askToScan(network);
    else if (line.trim() === GATEWAY_TEXTS.login) network.login();
    else if (line.trim()) print(GATEWAY_TEXTS.unreadable);
  });
  return new Promise((resolve) => void lines.on('close', resolve));
}

/** The account leaves; the code for its next login is made up, and only `login` here makes one. */
function askToScan(network: SandboxNetwork): void {
  network.logout();
  network.tellOfScan('waiting', `https://login.example/l/${randomUUID()}`);
}

function readPort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port;
  throw new CommanderError(EXIT_USAGE, 'linli.badPort', GATEWAY_TEXTS.badPort);
}

function readToken(token: string): string {
  if (/^insecure_[\w-]+$/.test(token)) return token;
  throw new CommanderError(EXIT_USAGE, 'linli.badToken', GATEWAY_TEXTS.badToken);
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
