import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { projectDir } from './project.mjs';

/**
 * Runs a Node program in the project folder and waits for it. Signals that reach us are passed on and waited for.
 * @param {string[]} args what comes after `node`
 * @param {{quiet?: boolean, env?: NodeJS.ProcessEnv}} options quiet: its standard output goes to standard error
 * @returns {Promise<number>} its exit code; 128 + number of the signal that ended it
 */
export function runNode(args, { quiet = false, env = process.env } = {}) {
  const stdio = quiet ? ['ignore', 2, 2] : 'inherit';
  const child = spawn(process.execPath, args, { cwd: projectDir, env, stdio });
  const passOn = (signal) => child.kill(signal);
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, passOn);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      for (const each of signals) process.off(each, passOn);
      resolve(code ?? 128 + (signal ? constants.signals[signal] : 0));
    });
  });
}
