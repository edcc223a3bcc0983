import { prepare } from './setup/prepare.mjs';

// The service runs in this very process, so that a signal to npm or to its group reaches it.
await prepare();
await import('../../dist/main.js');
