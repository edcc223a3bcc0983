import './typescript-register.mjs';

/** The thread of a lesson, run from our TypeScript as it stands. */
await import('../../src/understanding/category-lesson.worker.ts');
