import { heightOf, TIERS, type Tier, tierOf } from '../territory/level.rules.js';
import type { OrgUnit } from '../territory/territory.types.js';
import type { Staff } from './people.types.js';

/** Level of solving of a case; who owns it where a profile says nothing (contracts section 5). */
export type DutyLevel = 'on_spot' | 'community' | 'partners' | 'district';

const TIER_OF_LEVEL: Readonly<Record<DutyLevel, Tier>> = {
  on_spot: 'place',
  community: 'community',
  partners: 'street',
  district: 'district',
};

/** They help, but no case is theirs by default. */
const HELPERS = /律师|志愿者|部门|调解员|共建/u;

/** Who answers for a unit of the tier, the first first; everybody else who is no helper comes after them. */
const ORDER: Readonly<Record<Tier, readonly RegExp[]>> = {
  place: [/网格员|网格长/u, /楼[栋组]长|微网格/u, /包保|联系领导/u],
  grid: [/网格员|网格长|网格管理/u, /驻点干部/u],
  community: [/书记/u, /主任/u, /社区工作|社工|两委/u, /联络员/u, /网格/u],
  street: [/街道|乡镇|镇/u, /书记|主任/u],
  district: [/一线办/u, /区/u],
};
/** A community without grids: the station cadre is the first to answer on the spot (WORKING-METHODS 1). */
const STATION_FIRST: readonly RegExp[] = [/驻点干部/u, /驻点助理/u, ...ORDER.community];

/** Where a search for somebody responsible starts and whom it must not find. */
export interface DutySearch {
  /** The unit and all above it, the top last. */
  readonly chain: readonly OrgUnit[];
  /** Active staff of these units. */
  readonly staff: readonly Staff[];
  readonly level: DutyLevel;
  /** Staff numbers the matter is about. */
  readonly avoid: readonly string[];
  /** Whether the community has grid workers of its own: without them its station cadre is first on the spot. */
  readonly hasGrids: boolean;
}

/**
 * Who answers: the first person of the lowest unit of the level, else of the units above it. A unit whose first person
 * is to be avoided is passed over as a whole, since a stand-in should not judge the one he stands in for; only when
 * nobody else is left does such a colleague answer. Undefined when the roster names nobody at all.
 */
export function findResponsible(search: DutySearch): Staff | undefined {
  const lowest = TIERS.indexOf(TIER_OF_LEVEL[search.level]);
  const units = search.chain.filter((unit) => heightOf(unit.level) >= lowest);
  const ranked = units.map((unit) => rankStaff(unit, search));
  const isAvoided = (person: Staff | undefined) =>
    !!person && search.avoid.includes(person.staffNo);
  const clean = ranked.find(([first]) => first && !isAvoided(first));
  return clean?.[0] ?? ranked.flat().find((person) => !isAvoided(person));
}

/** The staff of one unit in the order in which they answer for it. */
function rankStaff(unit: OrgUnit, search: DutySearch): Staff[] {
  const tier = tierOf(unit.level);
  const isOwnGround = tier === 'community' && unit === search.chain[0];
  const stationFirst = isOwnGround && search.level === 'on_spot' && !search.hasGrids;
  const order = stationFirst ? STATION_FIRST : ORDER[tier];
  const rank = ({ role }: Staff) => {
    const place = order.findIndex((pattern) => pattern.test(role));
    return place < 0 ? order.length : place;
  };
  return search.staff
    .filter((person) => person.unitId === unit.id && !HELPERS.test(person.role))
    .sort(
      (a, b) => rank(a) - rank(b) || postRank(a) - postRank(b) || (a.staffNo < b.staffNo ? -1 : 1),
    );
}

/** 主 first, then those without a post, 辅 last. */
function postRank({ post }: Staff): number {
  if (post?.includes('主') || /^A/iu.test(post ?? '')) return 0;
  return post ? 2 : 1;
}
