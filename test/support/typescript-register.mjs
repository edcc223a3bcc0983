import { register } from 'node:module';

// `node --import` this file to run our TypeScript in a process of its own, without a build.
register('./typescript-loader.mjs', import.meta.url);
