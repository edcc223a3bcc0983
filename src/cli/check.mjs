import { prepare } from './setup/prepare.mjs';
import { say } from './setup/project.mjs';
import { runNode } from './setup/run-node.mjs';
import { runTests } from './setup/run-tests.mjs';

const tools = 'config/tools';
const run = (program, ...args) => runNode([`node_modules/${program}`, ...args]);

/** Each ends with 0 only when it has nothing to say, warnings included. `--only=<name>` runs a single one. */
const steps = {
  types: () => run('typescript/bin/tsc', '-p', `${tools}/tsconfig.check.json`),
  lint: () =>
    run(
      '@biomejs/biome/bin/biome',
      'check',
      `--config-path=${tools}`,
      '--error-on-warnings',
      'src',
      'test',
    ),
  boundaries: () =>
    run(
      'dependency-cruiser/bin/dependency-cruise.mjs',
      '--config',
      `${tools}/dependency-cruiser.cjs`,
      'src',
    ),
  unused: () => run('knip/bin/knip.js', '--config', `${tools}/knip.json`),
  tests: () => runTests([]),
};

const only = process.argv
  .find((argument) => argument.startsWith('--only='))
  ?.slice('--only='.length);
const chosen = Object.keys(steps).filter((name) => only === undefined || name === only);
if (chosen.length === 0) {
  say(`没有 ${only} 这一步，可选：${Object.keys(steps).join(' ')}`);
  process.exit(2);
}

await prepare();
const failed = [];
for (const name of chosen) {
  say(`── ${name}`);
  if ((await steps[name]()) !== 0) failed.push(name);
}
say(failed.length > 0 ? `没有通过：${failed.join(' ')}` : '全部通过');
process.exitCode = failed.length > 0 ? 1 : 0;
