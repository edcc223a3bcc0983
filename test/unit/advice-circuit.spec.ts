import { describe, expect, it } from '@jest/globals';
import {
  type Circuit,
  CLOSED,
  failedAgain,
  isResting,
  isTrial,
} from '../../src/understanding/advice/circuit.rules.js';

const NOW = new Date('2026-12-01T01:00:00Z');
const later = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);

function after(failures: number): Circuit {
  let circuit = CLOSED;
  for (let i = 0; i < failures; i++) circuit = failedAgain(circuit, NOW);
  return circuit;
}

describe('a large model that fails', () => {
  it.each([
    [0, 0],
    [1, 0],
    [2, 0],
    [3, 1],
    [4, 2],
    [5, 4],
    [7, 16],
    [8, 30],
    [500, 30],
  ])('after %d failures in a row is left alone for %d minutes', (failures, minutes) => {
    const circuit = after(failures);
    expect(isResting(circuit, new Date(later(minutes).getTime() - 1))).toBe(minutes > 0);
    expect(isResting(circuit, later(minutes))).toBe(false);
    expect(isTrial(circuit)).toBe(minutes > 0);
  });
});
