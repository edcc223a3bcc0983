import type { ChannelPerson } from '../../messages/messages.types.js';
import type { CaseFacts, CrashPoint } from './transcript.types.js';

/** Under which settings the child runs the service. */
export interface ServiceStart {
  readonly databaseUrl: string;
  readonly dataDir: string;
  readonly secretKey: string;
  readonly method: string;
  /** 0 = unpaced. */
  readonly sendPerMinute: number;
  /** ISO instant at which the clock stands. */
  readonly at: string;
  /** The last service on this database was killed. */
  readonly afterKill: boolean;
}

/** What loads a roster into a database without running the service. */
export interface WorldImport {
  readonly databaseUrl: string;
  readonly dataDir: string;
  readonly secretKey: string;
  /** Absolute path of a workbook or folder. */
  readonly path: string;
}

/** What the parent asks of the child; each is answered once, when all is quiet again. Instants are ISO texts. */
export interface ServiceCalls {
  importWorld(world: WorldImport): Promise<void>;
  start(start: ServiceStart): Promise<void>;
  stop(): Promise<void>;
  settle(): Promise<void>;
  setClock(at: string): Promise<void>;
  advanceTo(at: string): Promise<void>;
  arm(point: CrashPoint | undefined): Promise<void>;
  bindResident(person: ChannelPerson, home: string): Promise<void>;
  bindStaff(person: ChannelPerson, staffNo: string): Promise<void>;
  caseNumbers(): Promise<readonly string[]>;
  inspect(caseNumber: string): Promise<CaseFacts | undefined>;
  countCases(reporter?: ChannelPerson): Promise<number>;
}

export interface ServiceCall {
  readonly serviceCall: number;
  readonly method: keyof ServiceCalls;
  readonly args: readonly unknown[];
}

/** `refused`: the transcript asked for something that cannot be done; otherwise the service failed. */
export interface ServiceAnswer {
  readonly serviceAnswer: number;
  readonly result?: unknown;
  readonly fault?: { readonly refused: boolean; readonly message: string };
}

/** The child tells that the clock moved on the way to a later time. */
export interface ClockNotice {
  readonly clockMoved: string;
}
