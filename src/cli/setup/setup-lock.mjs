import { linkSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { projectDir } from './project.mjs';

/** Outside node_modules and dist, which come and go under the lock. */
const folder = join(projectDir, '.setup');

/**
 * Does the work while no other process of this project installs or builds. The lock is a row of files `lock.1`,
 * `lock.2` …, the highest number holds it; see src/persistence/embedded/folder-lock.ts, which cannot be used before
 * it is built. A holder that was killed is passed over.
 * @param {() => Promise<void>} work
 * @param {() => void} onWait called once when somebody else holds the lock
 */
export async function underSetupLock(work, onWait) {
  mkdirSync(folder, { recursive: true });
  let mine = tryTake();
  if (mine === undefined) onWait();
  while (mine === undefined) {
    await delay(200);
    mine = tryTake();
  }
  try {
    await work();
  } finally {
    writeFileSync(pathOf(mine), '');
  }
}

function tryTake() {
  const latest = latestNumber();
  if (latest > 0 && isHeld(latest)) return undefined;
  const mine = latest + 1;
  if (!link(mine)) return undefined;
  if (latestNumber() !== mine) {
    rmSync(pathOf(mine), { force: true });
    return undefined;
  }
  for (const older of numbers().filter((number) => number < mine)) {
    rmSync(pathOf(older), { force: true });
  }
  return mine;
}

function link(number) {
  const draft = join(folder, `draft-${process.pid}`);
  writeFileSync(draft, `${process.pid} ${startOf(process.pid)}`);
  try {
    linkSync(draft, pathOf(number));
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function isHeld(number) {
  const [pid, start] = readText(pathOf(number)).split(' ');
  if (!pid) return false;
  try {
    process.kill(Number(pid), 0);
  } catch (error) {
    if (error.code !== 'EPERM') return false;
  }
  return startOf(pid) === start;
}

/** Ticks since boot at which the process was started; empty where the system does not tell. */
function startOf(pid) {
  const stat = readText(`/proc/${pid}/stat`);
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}

function numbers() {
  return readdirSync(folder)
    .map((file) => Number(/^lock\.(\d+)$/.exec(file)?.[1]))
    .filter((number) => number > 0);
}

function latestNumber() {
  return Math.max(0, ...numbers());
}

function pathOf(number) {
  return join(folder, `lock.${number}`);
}

function readText(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
