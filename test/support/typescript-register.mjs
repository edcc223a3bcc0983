import { register } from 'node:module';

/** For `node --import`: lets a process that a test starts run our TypeScript as it stands. */
register('./typescript-loader.mjs', import.meta.url);
