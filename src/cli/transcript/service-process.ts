import { type ChildProcess, fork } from 'node:child_process';
import type { IpcEnd } from '../../channel/sandbox/sandbox-wire.js';
import type { ClockNotice, ServiceAnswer, ServiceCalls } from './service-protocol.types.js';
import { StageError } from './stage.port.js';
import { PLAY_TEXTS } from './transcript.texts.js';

/** The process ended while it was asked something, or before. */
export class ServiceGoneError extends Error {
  constructor(
    readonly signal: NodeJS.Signals | null,
    lastWords: string,
  ) {
    super(PLAY_TEXTS.serviceGone(signal, lastWords));
  }
}

/** How long a service may take to stop before it is killed. */
const STOP_TIMEOUT_MS = 15_000;
const LAST_WORDS_LENGTH = 2000;

interface Waiting {
  resolve(result: unknown): void;
  reject(cause: Error): void;
}

/** One child process that runs the service, as the parent sees it. */
export class ServiceProcess {
  readonly ipc: IpcEnd;
  private readonly child: ChildProcess;
  private readonly waiting = new Map<number, Waiting>();
  private lastCall = 0;
  private gone: ServiceGoneError | undefined;
  private lastWords = '';

  /** Called when the clock moves on the way to a later time. */
  onClockMoved: (at: Date) => void = () => undefined;

  /** @param entry absolute path of the compiled `service-child.js` */
  constructor(entry: string) {
    this.child = fork(entry, [], {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      // Watching the parent's debugger or coverage flags would slow every child down.
      execArgv: ['--no-warnings', '--enable-source-maps'],
    });
    this.ipc = this.child as IpcEnd;
    this.child.on('message', (message) => this.hear(message));
    this.child.on('exit', (_code, signal) => this.end(signal));
    this.child.on('error', () => this.end(null));
    this.child.stdout?.on('data', (chunk) => this.keepWords(chunk));
    this.child.stderr?.on('data', (chunk) => this.keepWords(chunk));
  }

  get isGone(): boolean {
    return this.gone !== undefined;
  }

  /**
   * Asks the child for something.
   * @throws StageError what it refused; ServiceGoneError when it ended; Error when the service failed
   */
  call<M extends keyof ServiceCalls>(
    method: M,
    ...args: Parameters<ServiceCalls[M]>
  ): ReturnType<ServiceCalls[M]> {
    const answer = new Promise((resolve, reject) => {
      if (this.gone) return reject(this.gone);
      this.lastCall += 1;
      this.waiting.set(this.lastCall, { resolve, reject });
      // The callback keeps a send to a process that is just gone from becoming an uncaught error; its exit rejects.
      this.child.send({ serviceCall: this.lastCall, method, args }, () => undefined);
    });
    return answer as ReturnType<ServiceCalls[M]>;
  }

  /** Stops the service and leaves the process running, ready for another start. Kills it when it does not stop. */
  async stopService(): Promise<void> {
    const timer = setTimeout(() => this.child.kill('SIGKILL'), STOP_TIMEOUT_MS);
    try {
      await this.call('stop');
    } finally {
      clearTimeout(timer);
    }
  }

  /** Kills it without warning; resolves when it is gone. */
  async kill(): Promise<void> {
    if (this.gone) return;
    const exit = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill('SIGKILL');
    await exit;
  }

  private hear(message: unknown): void {
    if (typeof message !== 'object' || message === null) return;
    if ('clockMoved' in message) this.onClockMoved(new Date((message as ClockNotice).clockMoved));
    if ('serviceAnswer' in message) this.settle(message as ServiceAnswer);
  }

  private settle({ serviceAnswer, result, fault }: ServiceAnswer): void {
    const waiting = this.waiting.get(serviceAnswer);
    this.waiting.delete(serviceAnswer);
    if (!fault) waiting?.resolve(result);
    else waiting?.reject(fault.refused ? new StageError(fault.message) : new Error(fault.message));
  }

  private end(signal: NodeJS.Signals | null): void {
    this.gone ??= new ServiceGoneError(signal, this.lastWords.trim());
    for (const waiting of this.waiting.values()) waiting.reject(this.gone);
    this.waiting.clear();
  }

  private keepWords(chunk: Buffer): void {
    this.lastWords = (this.lastWords + chunk.toString('utf8')).slice(-LAST_WORDS_LENGTH);
  }
}
