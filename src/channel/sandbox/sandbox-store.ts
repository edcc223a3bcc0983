import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../../kernel/clock.js';
import type { SandboxMessage, SandboxSnapshot } from './sandbox.types.js';
import { SandboxFiles } from './sandbox-files.js';
import { SandboxNetwork } from './sandbox-network.js';

/** How much of the talk the phones remember over a restart; older messages are forgotten, their files stay. */
const KEPT_MESSAGES = 5000;

/** Keeps a network's people and talk in a folder: a snapshot of the directory, a journal of messages, the files. */
export class SandboxStore {
  private readonly directoryPath: string;
  private readonly journalPath: string;

  private constructor(folder: string) {
    this.directoryPath = join(folder, 'directory.json');
    this.journalPath = join(folder, 'messages.jsonl');
  }

  /** Opens the folder (made when missing) and returns the network it holds; from then on every change is kept. */
  static open(folder: string, clock: Clock): SandboxNetwork {
    mkdirSync(folder, { recursive: true });
    const store = new SandboxStore(folder);
    const network = new SandboxNetwork(clock, new SandboxFiles(join(folder, 'files')));
    network.restore(store.read(network.toJSON()));
    store.write(store.journalPath, network.toJSON().messages.map(line).join(''));
    store.saveDirectory(network);
    network.watch((event) => {
      if (event.type === 'message') appendFileSync(store.journalPath, line(event.message));
      else if (event.type === 'recalled') {
        appendFileSync(store.journalPath, line(network.message(event.messageId)));
      } else store.saveDirectory(network);
    });
    return network;
  }

  private read(fresh: SandboxSnapshot): SandboxSnapshot {
    if (!existsSync(this.directoryPath)) return fresh;
    const directory = JSON.parse(readFileSync(this.directoryPath, 'utf8')) as SandboxSnapshot;
    return { ...fresh, ...directory, state: 'online', messages: this.readJournal() };
  }

  /** Later lines win (a message taken back is written again); a line cut off by a crash is passed over. */
  private readJournal(): SandboxMessage[] {
    if (!existsSync(this.journalPath)) return [];
    const messages = new Map<string, SandboxMessage>();
    for (const text of readFileSync(this.journalPath, 'utf8').split('\n')) {
      const message = parsed(text);
      if (message) messages.set(message.id, message);
    }
    return [...messages.values()].slice(-KEPT_MESSAGES);
  }

  private saveDirectory(network: SandboxNetwork): void {
    const { messages: _, ...directory } = network.toJSON();
    this.write(this.directoryPath, JSON.stringify(directory));
  }

  private write(path: string, text: string): void {
    writeFileSync(`${path}.new`, text);
    renameSync(`${path}.new`, path);
  }
}

function line(message: SandboxMessage): string {
  return `${JSON.stringify(message)}\n`;
}

function parsed(text: string): SandboxMessage | undefined {
  try {
    return text ? (JSON.parse(text) as SandboxMessage) : undefined;
  } catch {
    return undefined;
  }
}
