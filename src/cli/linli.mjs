import { prepare } from './setup/prepare.mjs';

await prepare();
await import('../../dist/cli/linli-main.js');
