import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** An example message that we wrote ourselves, with the code of its subcategory or the name of its kind. */
export interface Example {
  readonly text: string;
  readonly code: string;
}

/** The example messages as they stand in the files, before they are unfolded. */
export interface ExampleFiles {
  /** A line may leave choices open: `路灯(坏了|不亮)`. */
  readonly lines: readonly Example[];
  /** What people put around a matter: `请问{}`. */
  readonly frames: readonly string[];
  /** What letters say besides their matter; may leave choices open. */
  readonly fillers: readonly string[];
  /** Requests by kind; `{}` stands for a matter. */
  readonly requests: readonly Example[];
  /** Matters that any kind of request may be about. */
  readonly matters: readonly string[];
  /** All of it as text: whether something changed. */
  readonly source: string;
}

const DEFAULT_FOLDER = new URL('../../config/examples/', import.meta.url);
const FRAMES = 'frames.txt';
const LETTERS = 'letters.txt';
const KINDS = 'kinds.txt';
const MATTERS = '事情';
/** How often each choice of a request is drawn. */
const REQUEST_LAPS = 6;
/** Letters for each plain example. */
const LETTER_SHARE = 0.5;
const PLACES = 'ABCDEFGHIJKLM';

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}

function examplesIn(text: string): Example[] {
  let code = '';
  return linesOf(text).flatMap((line) => {
    const heading = /^\[([\w\u4e00-\u9fa5]+)\]$/.exec(line)?.[1];
    if (heading === undefined) return [{ text: line, code }];
    code = heading;
    return [];
  });
}

/** Reads a folder of example messages: one file a first-level label, `[code]` before the lines of a subcategory. */
export function readExampleFiles(folder: string | URL = DEFAULT_FOLDER): ExampleFiles {
  const path = folder instanceof URL ? fileURLToPath(folder) : folder;
  const names = readdirSync(path)
    .filter((name) => name.endsWith('.txt'))
    .sort();
  const texts = names.map((name) => readFileSync(join(path, name), 'utf8').replaceAll('\r', ''));
  const named = (name: string) => linesOf(texts[names.indexOf(name)] ?? '');
  const kinds = examplesIn(texts[names.indexOf(KINDS)] ?? '');
  return {
    lines: texts.flatMap((text, i) =>
      [FRAMES, LETTERS, KINDS].includes(names[i] ?? '') ? [] : examplesIn(text),
    ),
    frames: named(FRAMES),
    fillers: named(LETTERS),
    requests: kinds.filter(({ code }) => code !== MATTERS),
    matters: kinds.filter(({ code }) => code === MATTERS).map(({ text }) => text),
    source: texts.join('\f'),
  };
}

/** Numbers that look like chance and are the same every time. */
export class Draw {
  private state = 3;

  below(count: number): number {
    this.state = (Math.imul(this.state, 1664525) + 1013904223) >>> 0;
    return Math.floor((this.state / 2 ** 32) * count);
  }

  of<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T;
  }

  order(count: number): number[] {
    const order = Array.from({ length: count }, (_, i) => i);
    for (let i = count - 1; i > 0; i--) {
      const j = this.below(i + 1);
      [order[i], order[j]] = [order[j] as number, order[i] as number];
    }
    return order;
  }
}

const groupsOf = (line: string) =>
  line.split(/\(([^)]*)\)/).map((part, i) => (i % 2 ? part.split('|') : [part]));

/** Every choice of a line at least once, not every combination. */
export function unfold(line: string, draw: Draw): string[] {
  const groups = groupsOf(line);
  const orders = groups.map((group) => draw.order(group.length));
  const shifts = groups.map((group) => draw.below(group.length));
  const count = Math.max(...groups.map((group) => group.length));
  const variants = Array.from({ length: count }, (_, v) =>
    groups
      .map((group, g) => {
        const lap = Math.floor(v / group.length);
        return group[orders[g]?.[(v + lap * (shifts[g] ?? 0)) % group.length] ?? 0] ?? '';
      })
      .join(''),
  );
  return [...new Set(variants)];
}

function placed(text: string, draw: Draw): string {
  return text.replace(/X(?=[市县区镇])/g, () => `${draw.of([...PLACES])}${1 + draw.below(9)}`);
}

/** Some matters of one subcategory among what letters say besides. */
function letter(list: readonly string[], fillers: readonly string[], draw: Draw): string {
  const parts = draw.below(10) < 7 ? [draw.of(fillers)] : [];
  for (let matters = 2 + draw.below(4); matters > 0; matters--) {
    parts.push(draw.of(list));
    if (draw.below(10) < 6) parts.push(draw.of(fillers));
  }
  return [...parts, draw.of(fillers)].join(',');
}

/** Unfolds the files into messages and letters; the same ones every time. */
export function unfoldExamples({ lines, frames, fillers }: ExampleFiles): Example[] {
  const draw = new Draw();
  const plain = lines.flatMap(({ text, code }) =>
    unfold(text, draw).map((variant) => ({ text: variant, code })),
  );
  const told = plain.map(({ text, code }) => ({
    text: placed((frames.length > 0 ? draw.of(frames) : '{}').replace('{}', text), draw),
    code,
  }));
  const said = fillers.flatMap((line) => unfold(line, draw));
  if (said.length === 0) return told;
  const byCode = new Map<string, string[]>();
  for (const { text, code } of plain) byCode.set(code, [...(byCode.get(code) ?? []), text]);
  const letters = [...byCode].flatMap(([code, list]) =>
    Array.from({ length: Math.max(1, Math.round(list.length * LETTER_SHARE)) }, () => ({
      text: placed(letter(list, said, draw), draw),
      code,
    })),
  );
  return [...told, ...letters];
}

/** Unfolds the requests by kind; the same ones every time. */
export function unfoldRequests({ requests, matters }: ExampleFiles): Example[] {
  const draw = new Draw();
  return requests.flatMap(({ text, code }) => {
    const groups = groupsOf(text);
    const count = REQUEST_LAPS * Math.max(...groups.map((group) => group.length));
    return Array.from({ length: count }, (_, i) => ({
      text: groups
        .map((group) => group[(i + draw.below(group.length)) % group.length] ?? '')
        .join('')
        .replace('{}', () => draw.of(matters)),
      code,
    }));
  });
}
