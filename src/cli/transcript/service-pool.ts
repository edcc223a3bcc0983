import { ServiceProcess } from './service-process.js';

/** Loading Nest and Wechaty costs seconds of work, so a process serves several files; a fresh one now and then. */
const MOST_USES = 60;

/** Child processes with everything loaded, waiting for a service to run. */
export class ServicePool {
  private readonly idle: ServiceProcess[] = [];
  private readonly uses = new Map<ServiceProcess, number>();

  /** @param entry absolute path of the compiled `service-child.js` */
  constructor(private readonly entry: string) {}

  /** A process in which no service runs. */
  take(): ServiceProcess {
    const ready = this.idle.shift();
    if (ready && !ready.isGone) return this.used(ready);
    return ready ? this.take() : this.used(new ServiceProcess(this.entry));
  }

  /** Loads a process ahead of need, where none waits. */
  warm(): void {
    if (this.idle.length === 0) this.idle.push(new ServiceProcess(this.entry));
  }

  /** Gives a process back after its service stopped. */
  async release(process: ServiceProcess): Promise<void> {
    if (process.isGone) return;
    if ((this.uses.get(process) ?? 0) >= MOST_USES) return process.kill();
    this.idle.push(process);
  }

  /** Ends every waiting process. */
  async close(): Promise<void> {
    await Promise.all(this.idle.splice(0).map((process) => process.kill()));
  }

  private used(process: ServiceProcess): ServiceProcess {
    this.uses.set(process, (this.uses.get(process) ?? 0) + 1);
    return process;
  }
}
