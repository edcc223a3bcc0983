import type { CaseMedia } from '../cases/cases.types.js';
import { communityOf } from '../territory/territory.rules.js';
import type { Address, Coverage, Territory } from '../territory/territory.types.js';
import { describePlace, hasPlace, matchPlace } from '../understanding/place.rules.js';
import type { PlaceIndex } from '../understanding/place-index.rules.js';
import type { Meaning, PlaceMatch, PlaceText } from '../understanding/understanding.types.js';
import type { PendingReport, PlaceOption } from './conversation.types.js';

/** A numbered choice longer than this is not read by anybody; then the place is asked in words. */
const MAX_OPTIONS = 5;

/** Where a report leads once its place was held against the roster. */
export type PlaceDecision =
  | { readonly kind: 'matched'; readonly place: PlaceMatch; readonly gridId: string }
  | {
      readonly kind: 'choose';
      readonly place: PlaceMatch;
      readonly options: readonly PlaceOption[];
    }
  | {
      readonly kind: 'ask';
      readonly why: 'nothing-said' | 'not-found' | 'building-missing';
      readonly place: PlaceMatch;
    }
  /** A person sorts it: the secretary of the community, or the street when that is not known either. */
  | { readonly kind: 'triage'; readonly place: PlaceMatch; readonly communityId?: string };

export interface PlaceQuestion {
  readonly place: PlaceText;
  readonly places: PlaceIndex;
  readonly territory: Territory;
  readonly home?: Address;
  readonly communityId?: string;
  /** The grid of a worker who reports what he saw himself. */
  readonly ownGridId?: string;
  /** Whether the place was already asked for: nobody is asked twice. */
  readonly asked: boolean;
}

/** Decides between opening, offering a choice, asking once, and leaving it to a person. */
export function decidePlace(question: PlaceQuestion): PlaceDecision {
  const isSaid = hasPlace(question.place) || question.place.isHome === true;
  const match = matchOf(question, isSaid);
  if (match.gridId && match.routing === 'matched') {
    return { kind: 'matched', place: withoutOwnRoom(match, question.place), gridId: match.gridId };
  }
  const own = question.ownGridId;
  if (own && match.routing === 'ambiguous' && match.candidates.includes(own))
    return { kind: 'matched', place: ownPlace(match, own, question), gridId: own };
  if (!isSaid && question.ownGridId) {
    return { kind: 'matched', place: match, gridId: question.ownGridId };
  }
  return match.routing === 'ambiguous'
    ? decideAmbiguous(question, match)
    : decideUnknown(question, match, isSaid);
}

/** A worker who names a door means one on the own round. */
function ownPlace(match: PlaceMatch, gridId: string, { territory }: PlaceQuestion): PlaceMatch {
  const row = territory.coverages.find((one) => one.gridId === gridId && fits(one, match));
  return { ...match, ...optional('estate', match.estate ?? row?.estate) };
}

/** The words held against the roster; who names nothing means the own home. */
function matchOf({ place, places, home, communityId }: PlaceQuestion, isSaid: boolean): PlaceMatch {
  const meant = isSaid || !home ? place : { ...place, isHome: true };
  return matchPlace(meant, places, {
    ...optional('home', home),
    ...optional('communityId', communityId),
  });
}

/** No grid fits: asked once, unless it is clear whose secretary can sort it. */
function decideUnknown(
  { place, territory, communityId, home, asked }: PlaceQuestion,
  match: PlaceMatch,
  isSaid: boolean,
): PlaceDecision {
  const known = communityOfCandidates(match, territory) ?? communityId;
  const isForSecretary = known !== undefined && (isSaid || home !== undefined);
  if (asked || isForSecretary) return triage(match, known);
  return { kind: 'ask', why: hasPlace(place) ? 'not-found' : 'nothing-said', place: match };
}

/** 「3栋2单元楼道」 said by somebody of 501 is about the hallway: the home completes the estate, not the room. */
function withoutOwnRoom(match: PlaceMatch, said: PlaceText): PlaceMatch {
  if (said.room || !said.building) return match;
  const { room: _own, ...place } = match;
  return place;
}

function decideAmbiguous(question: PlaceQuestion, match: PlaceMatch): PlaceDecision {
  const options = placeOptions(match, question.territory);
  const oneEstate = match.estate !== undefined && match.building === undefined && !match.landmark;
  if (oneEstate && !question.asked) return { kind: 'ask', why: 'building-missing', place: match };
  if (!oneEstate && options.length > 1 && options.length <= MAX_OPTIONS)
    return { kind: 'choose', place: match, options };
  return triage(match, communityOfCandidates(match, question.territory) ?? question.communityId);
}

function triage(place: PlaceMatch, communityId: string | undefined): PlaceDecision {
  return { kind: 'triage', place, ...(communityId && { communityId }) };
}

/** The community all candidates share; undefined when they lie in several. */
function communityOfCandidates(match: PlaceMatch, territory: Territory): string | undefined {
  const communities = new Set(match.candidates.map((gridId) => communityOf(gridId, territory)?.id));
  return communities.size === 1 ? [...communities][0] : undefined;
}

/**
 * The candidates as real places: 「灵西小区3栋」「光明新村3栋」; told apart by unit or community where the words would be
 * the same.
 */
export function placeOptions(match: PlaceMatch, territory: Territory): PlaceOption[] {
  const named = withOfficialName(match, territory);
  const candidates = new Set(match.candidates);
  const rows = territory.coverages.filter((row) => candidates.has(row.gridId) && fits(row, named));
  const gridsOf = new Map<string, Set<string>>();
  for (const { gridId, estate } of rows) {
    const label = describePlace({ ...named, estate });
    gridsOf.set(label, (gridsOf.get(label) ?? new Set()).add(gridId));
  }
  const options = new Map<string, PlaceOption>();
  for (const row of rows) {
    const plain = describePlace({ ...named, estate: row.estate });
    const isShared = (gridsOf.get(plain)?.size ?? 0) > 1;
    const label = isShared ? toldApart(row, named, territory) : plain;
    if (!options.has(label)) options.set(label, { gridId: row.gridId, label });
  }
  return [...options.values()];
}

/** 「双岗」, which two estates may be called, is none of their names: the candidates say which are meant. */
function withOfficialName(match: PlaceMatch, territory: Territory): PlaceText {
  const isOfficial = territory.coverages.some((row) => row.estate === match.estate);
  if (isOfficial) return match;
  const { estate: _short, ...rest } = match;
  return rest;
}

function toldApart({ gridId, estate, unit }: Coverage, named: PlaceText, map: Territory): string {
  if (unit !== undefined && named.building !== undefined)
    return describePlace({ ...named, estate, unit });
  return `${communityOf(gridId, map)?.name ?? ''}${describePlace({ ...named, estate })}`;
}

/** Whether the row's doors can be the ones that were named. */
function fits(row: Coverage, named: PlaceText): boolean {
  const isEstate = !named.estate || row.estate === named.estate;
  const isBuilding =
    !named.building ||
    row.buildings.length === 0 ||
    named.building.split('、').some((building) => row.buildings.includes(building));
  return isEstate && isBuilding && (!named.landmark || row.landmarks.includes(named.landmark));
}

/** What a meaning says about one matter, before anything is opened. */
export function pendingReport(
  meaning: Meaning,
  text: string,
  media: readonly CaseMedia[],
): PendingReport {
  return {
    text,
    kind: meaning.kind,
    category: meaning.category.category,
    ...optional('subcategory', meaning.category.subcategory),
    urgency: meaning.urgency,
    ...optional('danger', meaning.danger),
    place: withNeighbour(meaning.place, text),
    ...optional('about', meaning.about),
    anonymous: meaning.wantsAnonymity,
    ...optional('concerned', meaning.onBehalfOf),
    ...optional('phone', meaning.phones[0]),
    media,
    others: [],
  };
}

const NEIGHBOUR = /(?:隔壁|楼[上下]|对门|对面|邻居)(?:家|的)?(\d{3,4})(?![\d栋幢号楼路年元块点])/u;

/** 「隔壁502的张奶奶」: not the own door, the neighbour's in the same house. */
function withNeighbour(place: PlaceText, text: string): PlaceText {
  const room = NEIGHBOUR.exec(text)?.[1];
  if (!room || place.room || place.building) return place;
  return { ...place, isHome: true, room };
}

/** Where a further matter lies: what it names itself, in the estate of the first. */
export function placeBeside(first: PlaceText, own: PlaceText): PlaceText {
  const isElsewhere =
    own.estate ?? own.landmark ?? own.area ?? own.road ?? (own.isHome === true || undefined);
  return isElsewhere === undefined ? { ...optional('estate', first.estate), ...own } : own;
}

/** The matters of a report, one by one, as if each had been told alone. */
export function mattersOf(report: PendingReport): PendingReport[] {
  const { others, subcategory: _sub, danger: _danger, about: _about, ...shared } = report;
  return [
    { ...report, others: [] },
    ...others.map(({ place = report.place, ...other }) => ({
      ...shared,
      ...other,
      place,
      media: [],
      others: [],
    })),
  ];
}

const AT_HOME = /家暴|打(?:我|老婆|孩子|妈)|老公|丈夫|老婆|媳妇|男朋友|前夫|对象|我爸|继父|不敢/u;
const NEXT_DOOR = /楼[上下]|隔壁|对门|邻居|别人家|人家|他家|她家/u;
const ONESELF = /打我|我(?:老公|丈夫|爸|妈|对象|男朋友|前夫|儿子|家)|家暴我|救救我|不敢/u;

/** Who hears it through the wall can ring 110 themselves. */
function isNextDoor(text: string): boolean {
  return NEXT_DOOR.test(text) && !ONESELF.test(text);
}

/** Somebody hurt at home may be watched: no call, no loud push, one person only. */
export function isQuiet(report: PendingReport): boolean {
  return report.danger === 'violence' && AT_HOME.test(report.text) && !isNextDoor(report.text);
}

/** A place as the case keeps it. */
export function addressOf(place: PlaceText): Address {
  return {
    ...optional('estate', place.estate),
    ...optional('building', place.building),
    ...optional('unit', place.unit),
    ...optional('room', place.room),
  };
}

/** `{ [key]: value }`, or nothing when there is no value. */
export function optional<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  return (value === undefined ? {} : { [key]: value }) as { [P in K]?: V };
}
