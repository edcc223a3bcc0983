import type { Address } from '../../territory/territory.types.js';
import { readDoor } from '../../understanding/address.rules.js';

/**
 * Reads the home of an `is resident` line: the estate, a blank, and the door as far as it is told (灵西小区 3栋2单元501).
 * A number of a lane (双岗巷 12号) is a building.
 * @returns undefined when no estate is named or the door cannot be read
 */
export function readHome(text: string): Address | undefined {
  const [estate = '', ...rest] = text.trim().split(/\s+/);
  const door = rest.join('');
  if (estate === '') return undefined;
  if (door === '') return readTogether(estate);
  const read = readDoor(door);
  if (read) return { estate, building: read.building, unit: read.unit, room: read.room };
  const lane = /^(\d+)号?$/.exec(door);
  return lane ? { estate, building: lane[1] } : undefined;
}

/** 灵西小区3栋2单元501, without a blank. */
function readTogether(text: string): Address | undefined {
  const read = readDoor(text);
  if (!read) return { estate: text };
  const estate = text.slice(0, read.start);
  return estate ? { estate, building: read.building, unit: read.unit, room: read.room } : undefined;
}
