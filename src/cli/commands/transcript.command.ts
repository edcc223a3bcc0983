import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { Command } from 'commander';
import { loadEnvironment } from '../../config/environment.js';
import { PROJECT_DIR } from '../../config/project-dir.js';
import { playAll } from '../transcript/play-all.js';
import { findTranscripts, NoTranscriptError } from '../transcript/transcript-files.js';
import { type FileResult, TranscriptRunner } from '../transcript/transcript-runner.js';

/** Exit code of every command for bad usage (contracts section 3). */
const EXIT_USAGE = 2;
/** More services at a time than this only wait for each other on the machines it was tried on (2 cores). */
const MOST_PARALLEL = 4;
const DEFAULT_METHOD = 'hefei-luyang';

/** `linli transcript <file or folder>…`: plays chat transcripts through the whole service. */
export function transcriptCommand(): Command {
  return new Command('transcript')
    .description(
      'play chat transcripts (*.chat.txt) through the whole service, each on a database of its own',
    )
    .argument('[paths...]', 'files, or folders with everything below them')
    .addHelpText('after', '\nExit code: 0 all passed, 1 any failed, 2 bad usage.')
    .action(async (paths: string[]) => {
      process.exitCode = await playTranscripts(paths);
    });
}

/**
 * Plays the transcripts and prints what failed and the closing line.
 * @returns the exit code
 */
export async function playTranscripts(paths: readonly string[]): Promise<number> {
  const files = await filesOf(paths);
  if (typeof files === 'string') {
    process.stderr.write(`transcript: ${files}\n`);
    return EXIT_USAGE;
  }
  const environment = loadEnvironment();
  const runner = await TranscriptRunner.open({
    ...(environment.DATABASE_URL && { databaseUrl: environment.DATABASE_URL }),
    dataDir: resolve(environment.LINLI_DATA_DIR || join(PROJECT_DIR, 'data')),
    childEntry: join(PROJECT_DIR, 'dist/cli/transcript/service-child.js'),
    method: DEFAULT_METHOD,
  });
  const interrupted = () => void runner.close().finally(() => process.exit(130));
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  try {
    return await playAndTell(runner, files);
  } finally {
    process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
    await runner.close();
  }
}

async function filesOf(paths: readonly string[]): Promise<string[] | string> {
  if (paths.length === 0)
    return 'names no transcript; expected a file or folder, e.g. test/scenarios';
  try {
    return await findTranscripts(paths);
  } catch (error) {
    if (error instanceof NoTranscriptError) return error.message;
    throw error;
  }
}

async function playAndTell(runner: TranscriptRunner, files: readonly string[]): Promise<number> {
  const parallel = Math.min(MOST_PARALLEL, availableParallelism(), files.length);
  const results = await playAll(runner, files, parallel, tell);
  const failed = results.filter((result) => !result.passed).length;
  process.stdout.write(`${results.length - failed} passed, ${failed} failed\n`);
  return failed > 0 ? 1 : 0;
}

/** Passed files are progress and go to the terminal; failures are the answer. */
function tell(result: FileResult): void {
  const seconds = (result.durationMs / 1000).toFixed(1);
  const line = `${result.passed ? 'passed' : 'FAILED'} ${result.file} (${result.title}) ${seconds} s\n`;
  if (process.stderr.isTTY || !result.passed) process.stderr.write(line);
  if (result.report) process.stdout.write(`${result.report}\n\n`);
}
