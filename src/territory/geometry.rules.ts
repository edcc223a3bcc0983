import type { LngLat } from './territory.types.js';

/** Mean radius of the earth in metres (IUGG). */
const EARTH_RADIUS_M = 6_371_009;

/** Whether the point lies inside the ring (even-odd rule). The ring need not repeat its first point. */
export function isInside(point: LngLat, ring: readonly LngLat[]): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
    const a = ring[i] as LngLat;
    const b = ring[j] as LngLat;
    const straddles = a.lat > point.lat !== b.lat > point.lat;
    if (
      straddles &&
      point.lng < ((b.lng - a.lng) * (point.lat - a.lat)) / (b.lat - a.lat) + a.lng
    ) {
      inside = !inside;
    }
  }
  return inside;
}

/** Great-circle distance in metres; both points in the same coordinate system. */
export function metresBetween(a: LngLat, b: LngLat): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const halfLat = Math.sin(radians(b.lat - a.lat) / 2);
  const halfLng = Math.sin(radians(b.lng - a.lng) / 2);
  const chord = halfLat ** 2 + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * halfLng ** 2;
  return 2 * EARTH_RADIUS_M * Math.asin(Math.sqrt(chord));
}

/** The candidate nearest to the point, with its distance in metres; undefined when there is none. */
export function nearest<T extends { readonly point: LngLat }>(
  point: LngLat,
  candidates: readonly T[],
): { readonly candidate: T; readonly metres: number } | undefined {
  let best: { candidate: T; metres: number } | undefined;
  for (const candidate of candidates) {
    const metres = metresBetween(point, candidate.point);
    if (!best || metres < best.metres) best = { candidate, metres };
  }
  return best;
}
