import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { stopwatch } from '../../kernel/clock.js';
import {
  NO_WAITING_FOR_DISK,
  openScratchServer,
  type ScratchDatabase,
  type ScratchServer,
} from '../../persistence/scratch-database.js';
import { SandboxStage } from './sandbox-stage.js';
import { ServicePool } from './service-pool.js';
import { TemplateShelf } from './template-shelf.js';
import { failureReport, PLAY_TEXTS } from './transcript.texts.js';
import { CRASH_POINTS, type CrashPoint, type Transcript } from './transcript.types.js';
import { parseTranscript } from './transcript-parser.js';
import { TranscriptFailure, TranscriptPlayer } from './transcript-player.js';

/** Where a runner works. */
export interface RunnerProps {
  /** Server in which the databases are made; undefined = the embedded one. */
  readonly databaseUrl?: string;
  /** Data folder of the service beside which we run; only looked at. */
  readonly dataDir: string;
  /** Absolute path of the compiled `service-child.js`. */
  readonly childEntry: string;
  /** Profile of files that name none. */
  readonly method: string;
}

/** How one file went. */
export interface FileResult {
  readonly file: string;
  readonly title: string;
  readonly passed: boolean;
  /** Why it failed, several lines with the talk; undefined when it passed. */
  readonly report?: string;
  readonly durationMs: number;
}

/** Plays transcript files, each on a fresh database through a service of its own. */
export class TranscriptRunner {
  private readonly secretKey = randomBytes(32).toString('base64');
  private readonly shelf: TemplateShelf;
  private plays = 0;

  private constructor(
    private readonly props: RunnerProps,
    server: ScratchServer,
    private readonly workDir: string,
    private readonly pool: ServicePool,
    private readonly leave: () => Promise<void>,
  ) {
    this.shelf = new TemplateShelf(server, pool, this.secretKey, workDir);
  }

  /** @throws OperationalError when the database server cannot be reached or started */
  static async open(props: RunnerProps): Promise<TranscriptRunner> {
    const pool = new ServicePool(props.childEntry);
    pool.warm();
    try {
      const server = await openScratchServer(props, NO_WAITING_FOR_DISK);
      const workDir = await mkdtemp(join(tmpdir(), 'linli-transcripts-'));
      const leave = async () => {
        await pool.close();
        await server.close();
        await rm(workDir, { recursive: true, force: true });
      };
      return new TranscriptRunner(props, server, workDir, pool, leave);
    } catch (error) {
      await pool.close();
      throw error;
    }
  }

  /** Ends everything that was started, databases included. */
  close(): Promise<void> {
    return this.leave();
  }

  /** Plays one file; one with `restart hard` once for each point at which the service may die. Never throws for the file's sake. */
  async play(file: string): Promise<FileResult> {
    const elapsed = stopwatch();
    let title = file;
    try {
      const transcript = parseTranscript(file, await readFile(file, 'utf8'));
      title = transcript.title;
      for (const point of crashPointsOf(transcript)) await this.playOnce(transcript, point);
      return { file, title, passed: true, durationMs: elapsed() };
    } catch (error) {
      return { file, title, passed: false, report: reportOf(error), durationMs: elapsed() };
    }
  }

  /** @throws TranscriptFailure at the line that names a roster which cannot be loaded */
  private async databaseOf({ file, settings, worldLine }: Transcript): Promise<ScratchDatabase> {
    const { world } = settings;
    try {
      return await this.shelf.copy(world && resolve(dirname(resolve(file)), world));
    } catch (error) {
      if (!(error instanceof Error) || worldLine === undefined) throw error;
      const expected = PLAY_TEXTS.doable(`world ${world}`);
      throw new TranscriptFailure(file, worldLine, expected, error.message, '');
    }
  }

  private async playOnce(transcript: Transcript, crashAt: CrashPoint | undefined): Promise<void> {
    const { method, pacePerMinute } = transcript.settings;
    const file = resolve(transcript.file);
    const database = await this.databaseOf(transcript);
    if (crashAt) this.pool.warm();
    this.plays += 1;
    const dataDir = join(this.workDir, String(this.plays));
    await mkdir(dataDir);
    const props = {
      database,
      dataDir,
      file,
      secretKey: this.secretKey,
      method: method ?? this.props.method,
      sendPerMinute: pacePerMinute ?? 0,
    };
    const player = new TranscriptPlayer(transcript, new SandboxStage(props, this.pool), crashAt);
    try {
      await player.play();
    } catch (error) {
      throw crashAt && error instanceof TranscriptFailure
        ? new CrashPlayError(crashAt, error)
        : error;
    }
  }
}

/** A play with a crash failed; says where the service was killed. */
class CrashPlayError extends Error {
  constructor(
    readonly point: CrashPoint,
    readonly failure: TranscriptFailure,
  ) {
    super(failure.message);
  }
}

function crashPointsOf(transcript: Transcript): readonly (CrashPoint | undefined)[] {
  const isHard = transcript.steps.some((step) => step.kind === 'restart' && step.hard);
  return isHard ? CRASH_POINTS : [undefined];
}

function reportOf(error: unknown): string {
  if (error instanceof CrashPlayError) return tellFailure(error.failure, error.point);
  if (error instanceof TranscriptFailure) return tellFailure(error);
  return error instanceof Error ? error.message : String(error);
}

function tellFailure(failure: TranscriptFailure, killedAt?: CrashPoint): string {
  const { file, line, expected, found, talk } = failure;
  const place = `${file}:${line}`;
  return failureReport({ place, expected, found, talk, ...(killedAt && { killedAt }) });
}
