import { prepare } from './setup/prepare.mjs';
import { say } from './setup/project.mjs';
import { runNode } from './setup/run-node.mjs';
import { runTests } from './setup/run-tests.mjs';

const bin = (path) => `node_modules/${path}`;

/** Every step ends with 0 only when it has nothing to say, warnings included. */
const steps = [
  ['types', () => runNode([bin('typescript/bin/tsc'), '-p', 'config/tools/tsconfig.check.json'])],
  [
    'lint',
    () =>
      runNode([
        bin('@biomejs/biome/bin/biome'),
        'check',
        '--config-path=config/tools',
        '--error-on-warnings',
        'src',
        'test',
      ]),
  ],
  [
    'boundaries',
    () =>
      runNode([
        bin('dependency-cruiser/bin/dependency-cruise.mjs'),
        '--config',
        'config/tools/dependency-cruiser.cjs',
        'src',
      ]),
  ],
  ['unused code', () => runNode([bin('knip/bin/knip.js'), '--config', 'config/tools/knip.json'])],
  ['tests', () => runTests([])],
];

await prepare();
const skipTests = process.argv.includes('--without-tests');
const failed = [];
for (const [name, run] of steps) {
  if (name === 'tests' && skipTests) continue;
  say(`── ${name}`);
  if ((await run()) !== 0) failed.push(name);
}
const total = steps.length - (skipTests ? 1 : 0);
process.stdout.write(`check: ${total - failed.length} passed, ${failed.length} failed\n`);
if (failed.length > 0) say(`failed: ${failed.join(', ')}`);
process.exitCode = failed.length > 0 ? 1 : 0;
