import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

const SUPPORT = import.meta.dirname;

/** Another process under the control of a test. */
export interface TestProcess {
  readonly pid: number;
  /** Everything it wrote so far, standard output and error together. */
  readonly output: () => string;
  /** Resolves with the match once the output holds the pattern; rejects when the process ends without it. */
  said(pattern: RegExp): Promise<RegExpExecArray>;
  /** Closes its standard input: the sign to end for our own helpers. */
  finish(): Promise<number>;
  signal(name: NodeJS.Signals): void;
  /** Resolves with the exit code; 128 + number for a signal is written as -1. */
  readonly exited: Promise<number>;
}

/** Runs a TypeScript helper of `test/support` in a process of its own. */
export function startHelper(file: string, args: readonly string[]): TestProcess {
  const register = join(SUPPORT, 'typescript-register.mjs');
  return startProcess(['--no-warnings', '--import', register, join(SUPPORT, file), ...args]);
}

/** Runs `node` with the arguments. */
export function startProcess(
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): TestProcess {
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'pipe'], ...options });
  const listener = new OutputListener(child);
  const exited = new Promise<number>((resolve) => {
    child.once('close', (code) => resolve(code ?? -1));
  });
  return {
    pid: child.pid ?? 0,
    output: () => listener.text,
    said: (pattern) => listener.said(pattern),
    finish: () => {
      child.stdin?.end();
      return exited;
    },
    signal: (name) => child.kill(name),
    exited,
  };
}

class OutputListener {
  text = '';
  private ended = false;
  private readonly waiting = new Set<() => void>();

  constructor(child: ChildProcess) {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (chunk: string) => {
        this.text += chunk;
        this.wake();
      });
    }
    child.once('close', () => {
      this.ended = true;
      this.wake();
    });
  }

  said(pattern: RegExp): Promise<RegExpExecArray> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const match = pattern.exec(this.text);
        if (!match && !this.ended) return;
        this.waiting.delete(look);
        if (match) resolve(match);
        else reject(new Error(`the process ended without saying ${pattern}:\n${this.text}`));
      };
      this.waiting.add(look);
      look();
    });
  }

  private wake(): void {
    for (const look of [...this.waiting]) look();
  }
}
