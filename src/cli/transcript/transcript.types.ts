import type { Pattern } from './pattern.rules.js';

/** Where a line stands, for every message about it. */
export interface LineRef {
  /** 1-based. */
  readonly line: number;
  /** The line as written, trimmed. */
  readonly source: string;
}

/** What somebody sends. Texts may hold `{name}` for something captured earlier. */
export type Said =
  | { readonly kind: 'text'; readonly text: string; readonly quote?: Pattern }
  /** `path` is relative to the transcript; undefined = a small picture of the player's own. */
  | { readonly kind: 'picture'; readonly path?: string }
  | { readonly kind: 'voice'; readonly seconds: number }
  /** GCJ-02. */
  | { readonly kind: 'location'; readonly lng: number; readonly lat: number; readonly name: string }
  | { readonly kind: 'video'; readonly path?: string }
  | { readonly kind: 'file'; readonly name: string }
  | {
      readonly kind: 'chat-record';
      readonly lines: readonly { readonly name: string; readonly text: string }[];
    };

/** Facts of a case that a `case` line may name. */
export const CASE_KEYS = [
  'status',
  'level',
  'assignee',
  'unit',
  'category',
  'kind',
  'urgency',
  'rating',
  'reopened',
  'supervised',
  'due',
  'place',
  'reporters',
  'parent',
] as const;
export type CaseKey = (typeof CASE_KEYS)[number];

/** A case as `case` lines see it; `-` stands for empty. */
export type CaseFacts = Readonly<Record<CaseKey, string>>;

export type Unit = 'm' | 'h' | 'd' | 'wd';
export type ChannelState = 'down' | 'up' | 'relogin';

/** One line of the talk, read. */
export type Step = LineRef &
  (
    | { readonly kind: 'now'; readonly at: Date }
    | { readonly kind: 'after'; readonly amount: number; readonly unit: Unit }
    | { readonly kind: 'at'; readonly at: Date }
    | { readonly kind: 'resident'; readonly person: string; readonly home: string }
    | { readonly kind: 'staff'; readonly person: string; readonly staffNo: string }
    | { readonly kind: 'say'; readonly person: string; readonly room?: string; readonly said: Said }
    /** `skipping`: the messages before the one that matches count as read. */
    | {
        readonly kind: 'expect';
        readonly person: string;
        readonly pattern: Pattern;
        readonly skipping: boolean;
      }
    | { readonly kind: 'never'; readonly person: string; readonly pattern: Pattern }
    | { readonly kind: 'silence'; readonly person?: string }
    | {
        readonly kind: 'case';
        /** A number or `{name}`. */
        readonly number: string;
        readonly facts: readonly { readonly key: CaseKey; readonly expected: Pattern }[];
      }
    | { readonly kind: 'count'; readonly of?: string; readonly count: number }
    | { readonly kind: 'restart'; readonly hard: boolean }
    | { readonly kind: 'channel'; readonly to: ChannelState }
  );

/** The lines that come first. */
export interface TranscriptSettings {
  /** Relative to the file. */
  readonly world?: string;
  readonly method?: string;
  /** Messages a minute; undefined = unpaced. */
  readonly pacePerMinute?: number;
  readonly lenient: boolean;
}

/** A whole file, read. */
export interface Transcript {
  readonly file: string;
  /** The first comment. */
  readonly title: string;
  readonly settings: TranscriptSettings;
  /** Where the world is named. */
  readonly worldLine?: number;
  readonly steps: readonly Step[];
}

/** Where `restart hard` kills the service. */
export const CRASH_POINTS = ['inbox-committed', 'turn-committed', 'sent-unmarked'] as const;
export type CrashPoint = (typeof CRASH_POINTS)[number];
