import { parseMinute } from '../../kernel/calendar.js';
import { namesIn, parsePattern } from './pattern.rules.js';
import { parseSaid } from './said-parser.js';
import { SYNTAX_TEXTS } from './transcript.texts.js';
import {
  CASE_KEYS,
  type CaseKey,
  type LineRef,
  type Step,
  type Transcript,
  type TranscriptSettings,
  type Unit,
} from './transcript.types.js';

/** A line that is no line of a transcript; the message reads `file:line: what was found; expected what`. */
export class TranscriptSyntaxError extends Error {
  constructor(file: string, line: number, fault: string) {
    super(`${file}:${line}: ${fault}`);
    this.name = 'TranscriptSyntaxError';
  }
}

type Body<K extends Step['kind']> = Omit<Extract<Step, { kind: K }>, keyof LineRef>;
type AnyBody = { [K in Step['kind']]: Body<K> }[Step['kind']];
type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type SettingsDraft = Mutable<TranscriptSettings>;

/** A fault without its place; the parser adds file and line. */
class Fault extends Error {}

/** Reads one kind of line: undefined = not of this kind; throws Fault when it is, but wrong. */
type LineReader = (line: string) => AnyBody | undefined;

/**
 * Reads a transcript (contracts section 5).
 * @param file as it is to be named in faults
 * @throws TranscriptSyntaxError at the first line that cannot be read
 */
export function parseTranscript(file: string, content: string): Transcript {
  const settings: SettingsDraft = { lenient: false };
  const steps: Step[] = [];
  let title: string | undefined;
  content
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .forEach((raw, index) => {
      const source = raw.trim();
      if (source.startsWith('#')) title ??= source.replace(/^#+\s*/, '');
      if (source === '' || source.startsWith('#')) return;
      try {
        if (readSetting(source, settings, steps.every(isPreparation))) return;
        steps.push({ line: index + 1, source, ...readStep(source) });
      } catch (error) {
        if (error instanceof Fault) throw new TranscriptSyntaxError(file, index + 1, error.message);
        throw error;
      }
    });
  checkOrder(file, steps);
  return { file, title: title ?? file, settings, steps, ...worldLineIn(content) };
}

/** Where the world is named, for whoever finds that it is not there. */
function worldLineIn(content: string): { worldLine?: number } {
  const worldLine = content.split('\n').findLastIndex((line) => /^\s*world\s[^>]*$/.test(line)) + 1;
  return worldLine > 0 ? { worldLine } : {};
}

function readSetting(line: string, settings: SettingsDraft, first: boolean): boolean {
  const [word = '', rest = ''] = split(line);
  const pace = /^channel\s+pace\s+(.*)$/.exec(line);
  if (!pace && !['world', 'method', 'lenient'].includes(word)) return false;
  if (line.includes('>')) return false;
  if (!first) throw new Fault(SYNTAX_TEXTS.settingTooLate(line));
  if (pace) settings.pacePerMinute = readPace(pace[1] ?? '');
  else if (word === 'lenient') settings.lenient = only(line, 'lenient');
  else if (rest === '') throw new Fault(SYNTAX_TEXTS.valueMissing(line, word));
  else settings[word as 'world' | 'method'] = rest;
  return true;
}

/** Lines before the talk begins; a setting that stands behind them still comes first enough. */
function isPreparation(step: Step): boolean {
  return step.kind === 'now' || step.kind === 'resident' || step.kind === 'staff';
}

function readPace(text: string): number {
  const pace = Number(/^(\d+)\/min$/.exec(text)?.[1]);
  if (!(pace > 0)) throw new Fault(SYNTAX_TEXTS.paceWrong(text));
  return pace;
}

function only(line: string, word: string): true {
  if (line !== word) throw new Fault(SYNTAX_TEXTS.tooMuch(line, word));
  return true;
}

function readStep(line: string): AnyBody {
  for (const read of READERS) {
    const body = read(line);
    if (body) return body;
  }
  throw new Fault(SYNTAX_TEXTS.unreadable(line));
}

const readExpect: LineReader = (line) => {
  const match = /^(bot|never)@([^>]*)>(.*)$/.exec(line);
  if (!match) return undefined;
  const [, word, target = '', text = ''] = match;
  const skipping = word === 'bot' && target.endsWith('*');
  const person = nameOf((skipping ? target.slice(0, -1) : target).trim(), line);
  const pattern = parsePattern(text.trim());
  if (pattern.source === '') throw new Fault(SYNTAX_TEXTS.patternMissing(line));
  return word === 'never'
    ? { kind: 'never', person, pattern }
    : { kind: 'expect', person, pattern, skipping };
};

const readBinding: LineReader = (line) => {
  const match = /^([^>]+?)\s+is\s+(resident|staff)(?:\s+(.*))?$/.exec(line);
  if (!match) return undefined;
  const [, name = '', as, what = ''] = match;
  const person = nameOf(name, line);
  if (what === '') throw new Fault(SYNTAX_TEXTS.bindingMissing(line, as as 'resident' | 'staff'));
  return as === 'staff'
    ? { kind: 'staff', person, staffNo: what }
    : { kind: 'resident', person, home: what };
};

const readSay: LineReader = (line) => {
  const match = /^([^>@]+)(?:@([^>]+))?>(.*)$/.exec(line);
  if (!match) return undefined;
  const [, name = '', room, text = ''] = match;
  const said = parseSaid(text.trim());
  if (typeof said === 'string') throw new Fault(said);
  return {
    kind: 'say',
    person: nameOf(name.trim(), line),
    ...(room && { room: room.trim() }),
    said,
  };
};

const readMoment: LineReader = (line) => {
  const [word = '', rest = ''] = split(line);
  if (word !== 'now' && word !== 'at') return undefined;
  const at = parseMinute(rest);
  if (!at) throw new Fault(SYNTAX_TEXTS.momentWrong(rest, word));
  return { kind: word, at };
};

const readAfter: LineReader = (line) => {
  const [word, rest = ''] = split(line);
  if (word !== 'after') return undefined;
  const match = /^(\d+)(wd|d|h|m)$/.exec(rest);
  if (!match) throw new Fault(SYNTAX_TEXTS.spanWrong(rest));
  return { kind: 'after', amount: Number(match[1]), unit: match[2] as Unit };
};

const readCase: LineReader = (line) => {
  const match = /^case\s+([^>\s]+)\s*>(.*)$/.exec(line);
  if (!match) return undefined;
  return { kind: 'case', number: match[1] ?? '', facts: readFacts((match[2] ?? '').trim()) };
};

/** Values may hold blanks (a due time, a place): each reaches to the next `key=`. */
function readFacts(text: string): Body<'case'>['facts'] {
  const marks = [...text.matchAll(/(?:^|\s)([A-Za-z_]+)=/g)];
  if (marks.length === 0 || marks[0]?.index !== 0) {
    throw new Fault(SYNTAX_TEXTS.factMissing(text));
  }
  return marks.map((mark, i) => {
    const key = CASE_KEYS.find((known) => known === mark[1]);
    if (!key) throw new Fault(SYNTAX_TEXTS.factUnknown(mark[1] ?? '', CASE_KEYS));
    const value = text.slice(mark.index + mark[0].length, marks[i + 1]?.index).trim();
    if (value === '') throw new Fault(SYNTAX_TEXTS.factEmpty(key));
    return { key: key satisfies CaseKey, expected: parsePattern(value) };
  });
}

const readCount: LineReader = (line) => {
  const [word, rest = ''] = split(line);
  if (word !== 'cases') return undefined;
  const match = /^(?:of\s+(\S.*?)\s+)?(\d+)$/.exec(rest);
  if (!match) throw new Fault(SYNTAX_TEXTS.countWrong(line));
  return { kind: 'count', ...(match[1] && { of: match[1] }), count: Number(match[2]) };
};

const readSilence: LineReader = (line) => {
  const [word, person = ''] = split(line);
  if (word !== 'silence') return undefined;
  return { kind: 'silence', ...(person && { person: nameOf(person, line) }) };
};

const readRestart: LineReader = (line) => {
  const [word, how = ''] = split(line);
  if (word !== 'restart') return undefined;
  if (how !== '' && how !== 'hard') throw new Fault(SYNTAX_TEXTS.restartWrong(line));
  return { kind: 'restart', hard: how === 'hard' };
};

const readChannel: LineReader = (line) => {
  const [word, to = ''] = split(line);
  if (word !== 'channel') return undefined;
  if (to === 'down' || to === 'up' || to === 'relogin') return { kind: 'channel', to };
  throw new Fault(SYNTAX_TEXTS.channelWrong(line));
};

/** Lines with `>` first: what a person says may begin with any word. */
const READERS: readonly LineReader[] = [
  readExpect,
  readCase,
  readSay,
  readBinding,
  readMoment,
  readAfter,
  readCount,
  readSilence,
  readRestart,
  readChannel,
];

function nameOf(name: string, line: string): string {
  if (name === '' || /[@*>{}「」]/.test(name)) throw new Fault(SYNTAX_TEXTS.nameWrong(line));
  return name;
}

function split(line: string): string[] {
  const at = line.search(/\s/);
  return at < 0 ? [line] : [line.slice(0, at), line.slice(at).trim()];
}

/** What only the whole file shows: the clock is set before anybody speaks, and names are captured before they are used. */
function checkOrder(file: string, steps: readonly Step[]): void {
  const firstNow = steps.findIndex((step) => step.kind === 'now');
  const firstWord = steps.findIndex((step) => step.kind === 'say');
  if (firstWord >= 0 && firstWord < firstNow) {
    const fault = SYNTAX_TEXTS.nowTooLate;
    throw new TranscriptSyntaxError(file, steps[firstNow]?.line ?? 0, fault);
  }
  const captured = new Set<string>();
  for (const step of steps) {
    const unknown = namesUsed(step).find((name) => !captured.has(name));
    if (unknown) {
      const fault = SYNTAX_TEXTS.notCaptured(unknown);
      throw new TranscriptSyntaxError(file, step.line, fault);
    }
    if (step.kind === 'expect') for (const name of namesIn(step.pattern.source)) captured.add(name);
  }
}

function namesUsed(step: Step): string[] {
  if (step.kind === 'case')
    return [step.number, ...step.facts.map((fact) => fact.expected.source)].flatMap(namesIn);
  if (step.kind !== 'say' || step.said.kind !== 'text') return [];
  return [step.said.text, step.said.quote?.source ?? ''].flatMap(namesIn);
}
