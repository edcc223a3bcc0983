import { Injectable } from '@nestjs/common';
import { ResidentService } from '../people/resident.service.js';
import { StaffService } from '../people/staff.service.js';
import type { Territory } from '../territory/territory.types.js';
import type { Enquiry } from '../understanding/advice/advice.types.js';
import { type Turn, UNKNOWN_COMMUNITY } from './turn.js';

/** Puts a message up for a large model, together with all that is known of names in it. */
@Injectable()
export class EnquiriesService {
  constructor(
    private readonly staff: StaffService,
    private readonly residents: ResidentService,
  ) {}

  async of(turn: Turn, text: string): Promise<Enquiry> {
    const { resident, contact } = turn.speaker;
    const [staff, residents] = await Promise.all([
      this.staff.listNamedIn(turn.tx, text),
      this.residents.listNamedIn(turn.tx, text),
    ]);
    const people = [contact.displayName, resident?.name ?? '', ...residents];
    return {
      communityId: turn.communityId ?? UNKNOWN_COMMUNITY,
      text,
      known: {
        people: [...people, ...staff.map(({ name }) => name)],
        places: placesIn(turn.territory, text),
      },
    };
  }
}

/** Names of places of the roster that stand in the text. */
function placesIn({ coverages, units }: Territory, text: string): string[] {
  const ofDoors = coverages.flatMap(({ estate, aliases, landmarks }) => [
    estate,
    ...aliases,
    ...landmarks,
  ]);
  const ofUnits = [...units.values()].flatMap(({ name, aliases }) => [name, ...aliases]);
  return [...new Set([...ofDoors, ...ofUnits])].filter((name) => text.includes(name));
}
