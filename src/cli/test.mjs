import { prepare } from './setup/prepare.mjs';
import { runTests } from './setup/run-tests.mjs';

await prepare();
process.exitCode = await runTests(process.argv.slice(2));
