import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../persistence/unit-of-work.js';
import { TerritoryService } from '../../territory/territory.service.js';
import type { LngLat } from '../../territory/territory.types.js';

/** A spot that can be sent as a location with one click; GCJ-02. */
export interface SandboxSpot extends LngLat {
  readonly name: string;
  readonly address: string;
}

const MOST_SPOTS = 40;
/** Landmarks of one grid lie some 30 m apart, so that their pins differ. */
const STEP_DEGREES = 0.0003;

/** Landmarks of the roster, around the check-in point of their grid. */
@Injectable()
export class SandboxPlaces {
  constructor(
    private readonly territory: TerritoryService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  async list(): Promise<SandboxSpot[]> {
    const { coverages, units } = await this.unitOfWork.autocommit((tx) =>
      this.territory.current(tx),
    );
    const spots = coverages.flatMap(({ gridId, estate, landmarks }) => {
      const unit = units.get(gridId);
      const street = units.get(unit?.communityId ?? '')?.name ?? '';
      const point = unit?.checkinPoint;
      if (!point) return [];
      return landmarks.map((name, index) => ({
        name,
        address: `${street}${estate}`,
        lng: point.lng + index * STEP_DEGREES,
        lat: point.lat,
      }));
    });
    return spots.slice(0, MOST_SPOTS);
  }
}
