import { parentPort, workerData } from 'node:worker_threads';
import { type LessonPlan, learnFromLedger } from './category-lesson.rules.js';
import type { LessonOutcome } from './category-lesson-thread.js';
import { packModel, unpackModel } from './category-model-file.js';
import { loadCategoryTable } from './category-table.js';

/** A lesson in a thread of its own: one task in, one outcome out. */
const { plan, inUse } = workerData as { plan: LessonPlan; inUse?: Uint8Array };
const table = loadCategoryTable();
const lesson = learnFromLedger(plan, table, inUse && unpackModel(inUse, table));
const outcome: LessonOutcome = {
  figures: lesson.figures,
  ...(lesson.isKept && { weights: packModel(lesson.model) }),
};
parentPort?.postMessage(outcome);
