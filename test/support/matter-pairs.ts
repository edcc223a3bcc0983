import { readFileSync } from 'node:fs';
import type { PendingReport } from '../../src/conversation/conversation.types.js';
import { sameAmong, sharedMatterOf } from '../../src/conversation/neighbours.rules.js';
import { decidePlace, pendingReport } from '../../src/conversation/report.rules.js';
import type { Address, Territory } from '../../src/territory/territory.types.js';
import { placeIndexOf } from '../../src/understanding/place-index.rules.js';
import type { PlacedMatter } from '../../src/understanding/shared-matter.rules.js';
import type { Reader } from '../../src/understanding/understanding.types.js';

/** Two messages of two people, and whether a person would say that they mean the same. */
export interface MatterPair {
  readonly same: boolean;
  readonly one: Said;
  readonly other: Said;
  readonly line: string;
}

interface Said {
  readonly home: Address | undefined;
  readonly text: string;
}

/** The labelled pairs of a file in `test/fixtures/same-matter`. */
export function matterPairs(name: string): MatterPair[] {
  const text = readFileSync(`test/fixtures/same-matter/${name}`, 'utf8');
  return text
    .split('\n')
    .filter((line) => /^[+-] /.test(line))
    .map((line) => {
      const [mark, home, said, otherHome, other] = line.split('|').map((part) => part.trim());
      if (!mark || !home || !said || !otherHome || !other) throw new Error(`bad pair: ${line}`);
      return {
        same: mark === '+',
        one: { home: homeOf(home), text: said },
        other: { home: homeOf(otherHome), text: other },
        line,
      };
    });
}

/** What the service would do with the second message while the first is an open case: offer it, or not. */
export function isOffered(pair: MatterPair, reader: Reader, territory: Territory): boolean {
  const first = placed(pair.one, reader, territory);
  const second = placed(pair.other, reader, territory);
  return first !== undefined && second !== undefined && sameAmong(second, [first]) !== undefined;
}

/** How many of the offers are right, and how many of the same matters are offered. */
export function scoreOf(pairs: readonly MatterPair[], offered: (pair: MatterPair) => boolean) {
  const said = pairs.filter(offered);
  const right = said.filter(({ same }) => same).length;
  return {
    pairs: pairs.length,
    precision: right / said.length,
    recall: right / pairs.filter(({ same }) => same).length,
  };
}

export function placed(
  { home, text }: Said,
  reader: Reader,
  territory: Territory,
): PlacedMatter | undefined {
  const meaning = reader.read({ text, speaker: 'resident', context: 'none' }, territory);
  const report: PendingReport = pendingReport(meaning, text, []);
  const decision = decidePlace({
    place: report.place,
    places: placeIndexOf(territory),
    territory,
    asked: false,
    ...(home && { home }),
  });
  return decision.kind === 'matched' ? sharedMatterOf(report, decision.place) : undefined;
}

/** 「3-2-501」 lies in 灵西小区; 「双岗新村1-1-301」, 「双岗巷33」 name their estate; 「?」 is no home. */
function homeOf(text: string): Address | undefined {
  if (text === '?') return undefined;
  const [, estate = '', door = ''] = /^([^\d]*)(.*)$/.exec(text) ?? [];
  const [building, unit, room] = door.split('-');
  return {
    estate: estate || '灵西小区',
    ...(building && { building }),
    ...(unit && { unit }),
    ...(room && { room }),
  };
}
