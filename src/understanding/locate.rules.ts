import type { LngLat } from '../territory/territory.types.js';
import type { PlaceIndex } from './place-index.rules.js';

/** Where a shared location leads. */
export interface Located {
  readonly gridId: string;
  readonly how: 'inside' | 'nearest';
  /** 0 inside a boundary, else metres to the grid's check-in point. */
  readonly meters: number;
}

/** Beyond this a check-in point says nothing about who is responsible: about ten minutes on foot. */
const NEAREST_LIMIT_METERS = 800;
const EARTH_RADIUS_METERS = 6_371_000;

/** Metres between two points, good to a fraction of a percent over a city. */
export function metersBetween(a: LngLat, b: LngLat): number {
  const toRadians = Math.PI / 180;
  const x = (b.lng - a.lng) * toRadians * Math.cos(((a.lat + b.lat) / 2) * toRadians);
  const y = (b.lat - a.lat) * toRadians;
  return Math.sqrt(x * x + y * y) * EARTH_RADIUS_METERS;
}

/** Whether a point lies in a ring; the ring need not be closed. */
export function isInside(point: LngLat, ring: readonly LngLat[]): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const a = ring[i];
    const b = ring[j];
    if (!a || !b) continue;
    const isCrossing = a.lat > point.lat !== b.lat > point.lat;
    if (isCrossing && point.lng < ((b.lng - a.lng) * (point.lat - a.lat)) / (b.lat - a.lat) + a.lng)
      inside = !inside;
  }
  return inside;
}

function areaOf(ring: readonly LngLat[]): number {
  let sum = 0;
  ring.forEach((a, i) => {
    const b = ring[(i + 1) % ring.length];
    if (b) sum += a.lng * b.lat - b.lng * a.lat;
  });
  return Math.abs(sum);
}

/**
 * The grid of a shared location (GCJ-02): the smallest boundary around it, else the nearest check-in point.
 * @param limitMeters how far the nearest check-in point may be
 * @returns undefined when the point is nobody's
 */
export function locate(
  point: LngLat,
  index: PlaceIndex,
  limitMeters = NEAREST_LIMIT_METERS,
): Located | undefined {
  const { grids } = index;
  const around = grids
    .filter((unit) => unit.boundary && unit.boundary.length >= 3 && isInside(point, unit.boundary))
    .sort((a, b) => areaOf(a.boundary ?? []) - areaOf(b.boundary ?? []))[0];
  if (around) return { gridId: around.id, how: 'inside', meters: 0 };
  let nearest: Located | undefined;
  for (const unit of grids) {
    if (!unit.checkinPoint) continue;
    const meters = metersBetween(point, unit.checkinPoint);
    if (meters <= limitMeters && (!nearest || meters < nearest.meters))
      nearest = { gridId: unit.id, how: 'nearest', meters };
  }
  return nearest;
}
