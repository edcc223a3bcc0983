import type { CaseFacts, ChannelState, CrashPoint, Said } from './transcript.types.js';

/** What the stage tells the player while it works. */
export interface StageListener {
  /** A message of the bot reached a phone or a room; media as `[图片 …]`. */
  heard(to: string, text: string): void;
  /** The clock of the service moved, by itself or on the way to a later time. */
  clockMoved(at: Date): void;
  /** The service was killed at the armed point and is being started again. */
  crashed(point: CrashPoint): void;
}

/** Something the transcript asked for cannot be done; the message is one sentence about why. */
export class StageError extends Error {}

/**
 * What somebody sends, with nothing left to fill in. `quoted` is the whole text of the bot's message, or with `quotesSelf`
 * what the speaker wrote before.
 */
export type Spoken =
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly quoted?: string;
      readonly quotesSelf?: true;
    }
  | Exclude<Said, { kind: 'text' }>;

/**
 * The service under test with its phones. Every call resolves when all is quiet again: inbox, due timers and due sends
 * empty.
 * @throws StageError what the service refused; any other error: the service failed
 */
export abstract class Stage {
  /** Starts the service with its clock standing at the time. */
  abstract begin(at: Date, listener: StageListener): Promise<void>;
  /** Stops everything and removes the database; harmless when nothing runs. */
  abstract end(): Promise<void>;

  abstract bindResident(person: string, home: string): Promise<void>;
  abstract bindStaff(person: string, staffNo: string): Promise<void>;
  abstract say(person: string, spoken: Spoken, room?: string): Promise<void>;

  /** Sets the clock, to an earlier time too. */
  abstract setClock(at: Date): Promise<void>;
  /** Moves the clock, running everything that falls due on the way, in order. */
  abstract advanceTo(at: Date): Promise<void>;
  abstract turnChannel(to: ChannelState): Promise<void>;

  /** Stops the service and starts it anew; `hard`: it is killed without warning. */
  abstract restart(hard: boolean): Promise<void>;
  /** The service kills itself at the point, the next time it gets there; undefined disarms it. */
  abstract arm(point: CrashPoint | undefined): Promise<void>;

  abstract caseNumbers(): Promise<readonly string[]>;
  abstract inspect(caseNumber: string): Promise<CaseFacts | undefined>;
  /** Cases without merged ones; of one reporter or of all. */
  abstract countCases(reporter?: string): Promise<number>;
}
