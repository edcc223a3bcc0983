import { matchPlace } from '../../../understanding/place.rules.js';
import { placeIndexOf } from '../../../understanding/place-index.rules.js';
import { readPlace } from '../../../understanding/place-reading.rules.js';
import { round } from '../measurement.js';
import { Dice } from './dice.js';
import { makeMessages } from './made-messages.js';
import { makeWorld } from './made-world.js';

/** How fast places are read and matched in a whole district; processor time, so that neighbours on the machine count less. */
export interface PlacesSpeed {
  readonly grids: number;
  readonly estates: number;
  /** Turning the roster inside out, once for each version of it. */
  readonly indexMs: number;
  readonly microsPerMessage: number;
}

/** As many grids as the largest district that one process has to carry. */
const DISTRICT = { communities: 100, grids: 25 };
const MESSAGES = 4_000;
const ROUNDS = 5;

/** Reads and matches messages of every way against a made-up district. */
export function measurePlacesSpeed(seed: number): PlacesSpeed {
  const dice = new Dice(seed);
  const world = makeWorld(dice, DISTRICT);
  const messages = makeMessages(world, MESSAGES, dice);
  const indexMs = cpuMs(() => placeIndexOf(world.territory));
  const index = placeIndexOf(world.territory);
  const readAll = () => {
    for (const { text, home } of messages)
      matchPlace(readPlace(text, index), index, home ? { home } : {});
  };
  readAll();
  const rounds = Array.from({ length: ROUNDS }, () => cpuMs(readAll));
  return {
    grids: world.grids.length,
    estates: world.estates.length,
    indexMs: round(indexMs, 0),
    microsPerMessage: round((Math.min(...rounds) * 1_000) / messages.length, 1),
  };
}

function cpuMs(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}
