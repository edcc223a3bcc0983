import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const SUPPORT = join(process.cwd(), 'test/support');

/** What a process that a test started tells. */
export type Told = Readonly<Record<string, unknown>>;

/** Another process that runs a TypeScript file of `test/support` and is talked with in plain messages. */
export class SpokenProcess {
  private readonly told: Told[] = [];
  private readonly waiting = new Set<() => void>();
  private asked = 0;

  private constructor(
    private readonly name: string,
    private readonly child: ChildProcess,
  ) {
    child.on('message', (message) => {
      this.told.push(message as Told);
      this.wake();
    });
    child.on('exit', () => this.wake());
  }

  /** Starts it and waits until it says that it is ready. */
  static async start(file: string, env: Record<string, string>): Promise<SpokenProcess> {
    const child = fork(join(SUPPORT, file), {
      execArgv: ['--no-warnings', '--import', join(SUPPORT, 'typescript-register.mjs')],
      env: { ...process.env, NODE_OPTIONS: '', ...env },
    });
    const started = new SpokenProcess(file, child);
    await started.until('ready', ({ ready }) => ready === true);
    return started;
  }

  /** Has it do something. */
  async ask(command: string, ...args: unknown[]): Promise<unknown> {
    this.asked += 1;
    const ask = this.asked;
    this.child.send({ ask, command, args });
    const answer = await this.until(command, (told) => told.answer === ask);
    if (answer.fault) throw new Error(String(answer.fault));
    return answer.result;
  }

  /** The first thing told, since the start or `forget`, that fits. @throws Error after the deadline, or when it exits */
  async until(what: string, fits: (told: Told) => boolean, deadlineMs = 30_000): Promise<Told> {
    let isOver = false;
    const timer = setTimeout(() => {
      isOver = true;
      this.wake();
    }, deadlineMs);
    try {
      for (;;) {
        const found = this.told.find(fits);
        if (found) return found;
        const isGone = this.child.exitCode !== null || this.child.signalCode !== null;
        if (isOver || isGone) {
          throw new Error(`${this.name}: no ${what}; told: ${JSON.stringify(this.told.slice(-8))}`);
        }
        await new Promise<void>((resolve) => this.waiting.add(resolve));
      }
    } finally {
      clearTimeout(timer);
    }
  }

  /** From now on only what is told from now on counts. */
  forget(): void {
    this.told.length = 0;
  }

  async kill(signal: 'SIGTERM' | 'SIGKILL' = 'SIGKILL'): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const gone = once(this.child, 'exit');
    this.child.kill(signal);
    await gone;
  }

  private wake(): void {
    for (const resolve of this.waiting) resolve();
    this.waiting.clear();
  }
}

/** The other side: answers what is asked, and tells. */
export function answerAsks(does: Record<string, (...args: never[]) => unknown>): void {
  process.on('message', (message: { ask: number; command: string; args: never[] }) => {
    const { ask, command, args } = message;
    Promise.resolve()
      .then(() => does[command]?.(...args))
      .then(
        (result) => tell({ answer: ask, result }),
        (cause: Error) => tell({ answer: ask, fault: `${cause.name} ${cause.message}` }),
      );
  });
  process.on('disconnect', () => process.exit());
}

export function tell(told: Told): void {
  process.send?.(told);
}
