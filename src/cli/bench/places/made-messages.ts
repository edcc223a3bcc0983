import type { Dice } from './dice.js';
import { HOME_WAYS } from './home-ways.js';
import type { MadeMessage } from './made-message.js';
import type { MadeWorld } from './made-world.js';
import { PLACE_WAYS } from './place-ways.js';

/** Draws that come to nothing are drawn again, so often for each message. */
const MOST_TRIES = 20;

/** So many messages about a world, the same for the same dice. */
export function makeMessages(world: MadeWorld, count: number, dice: Dice): MadeMessage[] {
  const bag = Object.entries({ ...PLACE_WAYS, ...HOME_WAYS }).flatMap(([way, [weight, make]]) =>
    Array.from({ length: weight }, () => ({ way, make })),
  );
  const messages: MadeMessage[] = [];
  for (let tries = 0; messages.length < count && tries < count * MOST_TRIES; tries += 1) {
    const { way, make } = dice.pick(bag);
    const message = make(world, dice);
    if (message) messages.push({ way, ...message });
  }
  return messages;
}
