import { Worker } from 'node:worker_threads';
import type { ExamFigures, LessonPlan } from './category-lesson.rules.js';

/** What came out of the thread. */
export interface LessonOutcome {
  readonly figures: ExamFigures;
  /** The packed model; undefined when it is not kept. */
  readonly weights?: Uint8Array;
}

/** The thread was stopped before it was done. */
export class LessonStoppedError extends Error {
  constructor() {
    super('the lesson was stopped');
  }
}

/** Gives lessons in a thread beside the service: nobody who writes meanwhile waits for it. */
export class LessonThread {
  private worker: Worker | undefined;

  /** @param entry the thread's program */
  constructor(private readonly entry = new URL('./category-lesson.worker.js', import.meta.url)) {}

  /**
   * Learns and examines; one lesson at a time.
   * @param inUse the packed model in use; undefined: what is shipped
   * @throws LessonStoppedError when `stop` was called; whatever went wrong in the thread
   */
  run(plan: LessonPlan, inUse?: Uint8Array): Promise<LessonOutcome> {
    const worker = new Worker(this.entry, { workerData: { plan, inUse } });
    this.worker = worker;
    return new Promise<LessonOutcome>((resolve, reject) => {
      worker.once('message', resolve).once('error', reject);
      // After a message or an error the promise is settled already.
      worker.once('exit', () => reject(new LessonStoppedError()));
    }).finally(() => {
      this.worker = undefined;
      return worker.terminate();
    });
  }

  /** Ends a lesson that is under way. */
  async stop(): Promise<void> {
    await this.worker?.terminate();
  }
}
