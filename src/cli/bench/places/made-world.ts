import type { Coverage, OrgUnit, Territory } from '../../../territory/territory.types.js';
import type { Dice } from './dice.js';
import { NameMaker } from './made-names.js';

/** A made-up district, with what its people could name. */
export interface MadeWorld {
  readonly territory: Territory;
  readonly estates: readonly MadeEstate[];
  readonly lanes: readonly MadeEstate[];
  readonly landmarks: readonly { readonly name: string; readonly gridId: string }[];
  /** Estates that are not in the roster. */
  readonly strange: readonly string[];
  readonly communities: readonly OrgUnit[];
  readonly grids: readonly OrgUnit[];
}

/** An estate or lane with the grid of each building; a lane's house numbers are its buildings. */
export interface MadeEstate {
  readonly name: string;
  readonly communityId: string;
  readonly nickname?: string;
  /** Road and number, by which it is known as well. */
  readonly address?: string;
  /** A building whose first unit lies in one grid and the second in another. */
  readonly divided?: { readonly label: string; readonly gridIds: readonly [string, string] };
  /** Empty where one grid has all of it and no building is listed. */
  readonly buildings: ReadonlyMap<string, string>;
  readonly gridIds: readonly string[];
}

export interface WorldSize {
  readonly communities: number;
  /** Of each community. */
  readonly grids: number;
}

const letters = ['A', 'B', 'C', 'D', 'E', 'F'];

class Maker {
  readonly units: [string, OrgUnit][] = [];
  readonly coverages: Coverage[] = [];
  readonly estates: MadeEstate[] = [];
  readonly lanes: MadeEstate[] = [];
  readonly landmarks: { name: string; gridId: string }[] = [];
  readonly names: NameMaker;

  constructor(
    readonly dice: Dice,
    outside: readonly string[],
  ) {
    this.names = new NameMaker(dice, outside);
  }

  unit(unit: OrgUnit): OrgUnit {
    this.units.push([unit.id, unit]);
    return unit;
  }

  community(number: number, parentId: string, grids: number): OrgUnit {
    const id = `C${String(number).padStart(3, '0')}`;
    const name = `${this.names.community()}社区`;
    const community = { id, communityId: id, name, level: '社区', parentId, aliases: [] };
    this.unit(community);
    const gridIds = Array.from({ length: grids }, (_, i) => this.grid(community, number, i + 1).id);
    const groups = this.estateGroups(gridIds);
    for (const group of groups) this.estate(id, group);
    if (this.dice.chance(0.7)) this.lane(id, this.dice.pick(gridIds));
    return community;
  }

  private grid(community: OrgUnit, communityNumber: number, number: number): OrgUnit {
    // A street of squares, about 300 m each.
    const lng = 117 + communityNumber * 0.02 + number * 0.003;
    const lat = 31 + (communityNumber % 7) * 0.01;
    const ring = [
      [0, 0],
      [0.003, 0],
      [0.003, 0.003],
      [0, 0.003],
    ].map(([x = 0, y = 0]) => ({ lng: lng + x, lat: lat + y }));
    return this.unit({
      id: `G${String(communityNumber).padStart(2, '0')}${String(number).padStart(2, '0')}`,
      communityId: community.id,
      name: `${community.name}第${number}网格`,
      level: '网格',
      parentId: community.id,
      aliases: [],
      checkinPoint: { lng: lng + 0.0015, lat: lat + 0.0015 },
      ...(this.dice.chance(0.6) && { boundary: ring }),
    });
  }

  /** Large estates lie in two or three grids, most in one. */
  private estateGroups(gridIds: readonly string[]): string[][] {
    const groups: string[][] = [];
    for (let i = 0; i < gridIds.length; ) {
      const width = this.dice.chance(0.3) ? this.dice.between(2, 3) : 1;
      groups.push(gridIds.slice(i, i + width));
      i += width;
      const last = gridIds[i - 1];
      if (last !== undefined && this.dice.chance(0.5)) groups.push([last]);
    }
    return groups;
  }

  private estate(communityId: string, gridIds: readonly string[]): void {
    const name = this.estateName();
    const nickname = this.dice.chance(0.3) ? this.names.nickname() : undefined;
    const address = this.dice.chance(0.25)
      ? `${this.names.road()}${this.dice.between(1, 300)}号`
      : undefined;
    const aliases = [nickname, address].filter((alias) => alias !== undefined);
    const isWhole = gridIds.length === 1 && this.dice.chance(0.2);
    const labels = isWhole ? [] : this.labels();
    const share = Math.ceil(labels.length / gridIds.length);
    const buildings = new Map<string, string>();
    for (const [i, gridId] of gridIds.entries()) {
      const own = labels.slice(i * share, (i + 1) * share);
      if (own.length === 0 && !isWhole) continue;
      for (const label of own) buildings.set(label, gridId);
      const landmarks = this.landmarksIn(gridId);
      this.coverages.push({
        communityId,
        gridId,
        estate: name,
        buildings: own,
        aliases,
        landmarks,
      });
    }
    const divided = this.divide(name, communityId, gridIds);
    this.estates.push({ name, communityId, nickname, address, buildings, gridIds, divided });
  }

  private landmarksIn(gridId: string): string[] {
    if (!this.dice.chance(0.5)) return [];
    const name = this.names.landmark();
    this.landmarks.push({ name, gridId });
    return [name];
  }

  /** A building beyond the others, its units in two grids. */
  private divide(
    estate: string,
    communityId: string,
    [first, second]: readonly string[],
  ): MadeEstate['divided'] {
    if (first === undefined || second === undefined || !this.dice.chance(0.5)) return undefined;
    const label = '99';
    const row = { communityId, estate, buildings: [label], aliases: [], landmarks: [] };
    this.coverages.push(
      { ...row, gridId: first, unit: '1' },
      { ...row, gridId: second, unit: '2' },
    );
    return { label, gridIds: [first, second] };
  }

  /** Now and then a name that shares its beginning with one that is there: 二期, or the old village beside the garden. */
  private estateName(): string {
    const known = this.estates.at(-1)?.name;
    if (known === undefined || !this.dice.chance(0.12)) return this.names.estate();
    const twin = /(?:花园|小区|家园)$/.test(known)
      ? `${known.slice(0, -2)}${this.dice.pick(['新村', '公寓', '雅苑'])}`
      : `${known}${this.dice.pick(['二期', '东区'])}`;
    return this.estates.some((estate) => estate.name === twin) ? this.names.estate() : twin;
  }

  private labels(): string[] {
    if (this.dice.chance(0.1)) return letters.slice(0, this.dice.between(2, 6));
    const first = this.dice.chance(0.1) ? 11 : 1;
    return Array.from({ length: this.dice.between(3, 24) }, (_, i) => String(first + i));
  }

  private lane(communityId: string, gridId: string): void {
    const name = this.names.road();
    const first = this.dice.between(1, 80);
    const labels = Array.from({ length: this.dice.between(5, 30) }, (_, i) =>
      String(first + 2 * i),
    );
    this.coverages.push({
      communityId,
      gridId,
      estate: name,
      buildings: labels,
      aliases: [],
      landmarks: [],
    });
    const buildings = new Map(labels.map((label) => [label, gridId] as const));
    this.lanes.push({ name, communityId, buildings, gridIds: [gridId] });
  }
}

/**
 * Makes a district that nobody has seen, the same for the same dice.
 * @param outside names of estates to use instead of made-up ones
 */
export function makeWorld(dice: Dice, size: WorldSize, outside: readonly string[] = []): MadeWorld {
  const maker = new Maker(dice, outside);
  const top = maker.unit({
    id: 'D1',
    communityId: 'D1',
    name: `${maker.names.community()}街道`,
    level: '街道',
    aliases: [],
  });
  const communities = Array.from({ length: size.communities }, (_, i) =>
    maker.community(i + 1, top.id, size.grids),
  );
  const strange = Array.from({ length: 40 }, () => maker.names.estate());
  const units = new Map(maker.units);
  return {
    territory: { version: 1, units, coverages: maker.coverages },
    estates: maker.estates,
    lanes: maker.lanes,
    landmarks: maker.landmarks,
    strange,
    communities,
    grids: [...units.values()].filter((unit) => unit.level === '网格'),
  };
}
