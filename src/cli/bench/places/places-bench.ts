import { decidePlace } from '../../../conversation/report.rules.js';
import { locate } from '../../../understanding/locate.rules.js';
import { placeIndexOf } from '../../../understanding/place-index.rules.js';
import type { Reader } from '../../../understanding/understanding.types.js';
import { round } from '../measurement.js';
import { Dice } from './dice.js';
import type { MadeMessage } from './made-message.js';
import { makeMessages } from './made-messages.js';
import { type MadeWorld, makeWorld, type WorldSize } from './made-world.js';

/** What became of the messages: shares of all. */
export interface PlacesTally {
  readonly messages: number;
  /** The grid was known and found. */
  readonly right: number;
  /** Several grids fit, or none: nobody was sent anywhere. */
  readonly rightlyAsked: number;
  /** One grid fits, and still the person was asked or the secretary got it. */
  readonly wronglyAsked: number;
  /** The matter went to a grid that it does not belong to. */
  readonly wrongGrid: number;
}

export interface PlacesResult {
  readonly all: PlacesTally;
  readonly ways: Readonly<Record<string, PlacesTally>>;
  /** The first wrong ones of each way, to be looked at. */
  readonly misses: readonly PlacesMiss[];
}

export interface PlacesMiss {
  readonly way: string;
  readonly text: string;
  readonly expected: readonly string[];
  readonly got: string;
}

type Outcome = 'right' | 'rightlyAsked' | 'wronglyAsked' | 'wrongGrid';

export interface PlacesBench {
  readonly seed: number;
  /** Worlds drawn. */
  readonly worlds: number;
  /** Messages for each world. */
  readonly messages: number;
  readonly size: WorldSize;
  /** Names of estates to draw from instead of made-up ones. */
  readonly names?: readonly string[];
}

/** Holds messages with a known grid against freshly made districts. The same seed gives the same figures everywhere. */
export function measurePlaces(bench: PlacesBench, reader: Reader): PlacesResult {
  const counts = new Map<string, Record<Outcome, number>>();
  const misses: PlacesMiss[] = [];
  for (let number = 0; number < bench.worlds; number += 1) {
    const dice = new Dice(bench.seed * 1_000 + number);
    const world = makeWorld(dice, bench.size, bench.names);
    for (const message of makeMessages(world, bench.messages, dice)) {
      const decision = decide(message, world, reader);
      const outcome = outcomeOf(message, decision);
      const count = counts.get(message.way) ?? {
        right: 0,
        rightlyAsked: 0,
        wronglyAsked: 0,
        wrongGrid: 0,
      };
      count[outcome] += 1;
      counts.set(message.way, count);
      if (outcome === 'wrongGrid' || outcome === 'wronglyAsked')
        misses.push({
          way: message.way,
          text: message.text,
          expected: message.gridIds,
          got: `${decision.gridId ?? '-'} ${decision.how}`,
        });
    }
  }
  return {
    all: tally([...counts.values()]),
    ways: Object.fromEntries([...counts].map(([way, count]) => [way, tally([count])])),
    misses,
  };
}

/** The grid a message leads to; undefined when somebody is asked or a person has to sort it. */
function decide(message: MadeMessage, { territory }: MadeWorld, reader: Reader): Decided {
  const places = placeIndexOf(territory);
  if (message.point) {
    const located = locate(message.point, places);
    return { gridId: located?.gridId, how: located?.how ?? 'nobody is near' };
  }
  const said = { text: message.text, speaker: 'resident', context: 'none' } as const;
  const { place } = reader.read(said, territory);
  const decision = decidePlace({
    place,
    places,
    territory,
    asked: false,
    ...(message.home && { home: message.home }),
  });
  return {
    gridId: decision.kind === 'matched' ? decision.gridId : undefined,
    how: `${decision.kind} ${JSON.stringify(decision.place)}`,
  };
}

interface Decided {
  readonly gridId: string | undefined;
  readonly how: string;
}

function outcomeOf({ gridIds }: MadeMessage, { gridId }: Decided): Outcome {
  if (gridId !== undefined)
    return gridIds.length === 1 && gridId === gridIds[0] ? 'right' : 'wrongGrid';
  return gridIds.length === 1 ? 'wronglyAsked' : 'rightlyAsked';
}

function tally(counts: readonly Record<Outcome, number>[]): PlacesTally {
  const sum = (outcome: Outcome) => counts.reduce((all, count) => all + count[outcome], 0);
  const messages = sum('right') + sum('rightlyAsked') + sum('wronglyAsked') + sum('wrongGrid');
  const share = (outcome: Outcome) => round(sum(outcome) / messages, 4);
  return {
    messages,
    right: share('right'),
    rightlyAsked: share('rightlyAsked'),
    wronglyAsked: share('wronglyAsked'),
    wrongGrid: share('wrongGrid'),
  };
}
