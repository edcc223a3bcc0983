import type { Address, LngLat } from '../../../territory/territory.types.js';
import type { Dice } from './dice.js';
import type { MadeEstate, MadeWorld } from './made-world.js';

/** What somebody sends, with the grids it may be meant for: one = must be found, several = asked, none = not guessed. */
export interface MadeMessage {
  /** How the place is named. */
  readonly way: string;
  readonly text: string;
  readonly gridIds: readonly string[];
  readonly home?: Address;
  /** A shared location instead of a text. */
  readonly point?: LngLat;
}

/** Draws a message of one way; undefined when the world has nothing for it. */
export type Make = (world: MadeWorld, dice: Dice) => Omit<MadeMessage, 'way'> | undefined;

/** A building drawn from the world. */
export interface DrawnDoor {
  readonly estate: MadeEstate;
  readonly label: string;
  readonly gridId: string;
}

/** Draws an estate and one of its buildings; undefined where it has none listed. */
export function drawDoor(world: MadeWorld, dice: Dice): DrawnDoor | undefined {
  const estate = dice.pick(world.estates);
  const [label, gridId] = dice.pick([...estate.buildings, ['', ''] as const]);
  return label === '' || !gridId ? undefined : { estate, label, gridId };
}

/** The grids in which one of the estates has the building, or may have it. */
export function gridsWith(label: string, estates: readonly MadeEstate[]): string[] {
  const grids = estates.flatMap((one) =>
    one.buildings.size === 0 ? one.gridIds : (one.buildings.get(label) ?? []),
  );
  return [...new Set(grids)];
}
