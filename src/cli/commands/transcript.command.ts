import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { type Command, CommanderError } from 'commander';
import { loadEnvironment } from '../../config/environment.js';
import { PROJECT_DIR } from '../../config/project-dir.js';
import { ProgressLine } from '../progress-line.js';
import { playAll } from '../transcript/play-all.js';
import { TRANSCRIPT_TEXTS } from '../transcript/transcript.texts.js';
import { findTranscripts, NoTranscriptError } from '../transcript/transcript-files.js';
import { TranscriptRunner } from '../transcript/transcript-runner.js';

/** Exit code of bad usage (contracts section 3). */
const EXIT_USAGE = 2;
const EXIT_INTERRUPTED = 130;
/** More services at a time only wait for one another on the machines it was tried on (2 cores). */
const MOST_PARALLEL = 4;
/** Profile of files that name none: the default of `LINLI_METHOD`, whatever the service here is set to. */
const DEFAULT_METHOD = 'hefei-luyang';

/** `linli transcript`: plays chat transcripts through the whole service; exit 1 when any failed. */
export function register(program: Command): void {
  program
    .command('transcript')
    .description(TRANSCRIPT_TEXTS.description)
    .argument('<文件或文件夹...>', TRANSCRIPT_TEXTS.argument)
    .action(async (paths: string[]) => {
      const files = await filesOf(paths);
      process.exitCode = await play(files);
    });
}

async function filesOf(paths: readonly string[]): Promise<string[]> {
  try {
    return await findTranscripts(paths);
  } catch (error) {
    if (!(error instanceof NoTranscriptError)) throw error;
    throw new CommanderError(EXIT_USAGE, 'linli.noTranscript', error.message);
  }
}

/** @returns the exit code */
async function play(files: readonly string[]): Promise<number> {
  const runner = await openRunner();
  const interrupted = () => void runner.close().finally(() => process.exit(EXIT_INTERRUPTED));
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  try {
    return await playAndTell(runner, files);
  } finally {
    process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
    await runner.close();
  }
}

function openRunner(): Promise<TranscriptRunner> {
  const environment = loadEnvironment();
  return TranscriptRunner.open({
    ...(environment.DATABASE_URL && { databaseUrl: environment.DATABASE_URL }),
    dataDir: resolve(environment.LINLI_DATA_DIR || 'data'),
    childEntry: join(PROJECT_DIR, 'dist/cli/transcript/service-child.js'),
    method: DEFAULT_METHOD,
  });
}

/** Failures and the closing line are the answer; how far it is goes to the terminal. */
async function playAndTell(runner: TranscriptRunner, files: readonly string[]): Promise<number> {
  const progress = new ProgressLine();
  const parallel = Math.min(MOST_PARALLEL, availableParallelism(), files.length);
  let played = 0;
  const results = await playAll(runner, files, parallel, (result) => {
    played += 1;
    progress.show(TRANSCRIPT_TEXTS.playing(played, files.length, result.title));
    if (!result.report) return;
    progress.clear();
    process.stdout.write(`${result.report}\n\n`);
  });
  progress.clear();
  const failed = results.filter((result) => !result.passed).length;
  process.stdout.write(`${results.length - failed} passed, ${failed} failed\n`);
  return failed > 0 ? 1 : 0;
}
