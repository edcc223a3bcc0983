import { Injectable } from '@nestjs/common';
import type { CaseMedia } from '../cases/cases.types.js';
import { hasPlace } from '../understanding/place.rules.js';
import { type Meaning, type PlaceText, Reader } from '../understanding/understanding.types.js';
import type { PendingMatter, PendingReport } from './conversation.types.js';
import { optional, pendingReport } from './report.rules.js';
import type { Turn } from './turn.js';

type Told = Omit<PendingMatter, 'place'> & { readonly place: PlaceText };

/** Reads the matters of one text: each has its own class, urgency and, where it names one, its own place. */
@Injectable()
export class MattersService {
  constructor(private readonly reader: Reader) {}

  reportOf(turn: Turn, meaning: Meaning, text: string, media: readonly CaseMedia[]): PendingReport {
    const whole = pendingReport(meaning, text, media);
    if (meaning.problems.length < 2) return whole;
    const [first, ...others] = gravestFirst(
      meaning.problems.map((problem) => this.matterOf(turn, problem)),
    ) as [Told, ...Told[]];
    // A danger that only the whole tells of stays whole.
    if (meaning.urgency === 'emergency' && first.urgency !== 'emergency') return whole;
    const { danger: _ofAll, about: _whom, subcategory: _sub, ...shared } = whole;
    return {
      ...shared,
      ...first,
      place: hasPlace(first.place) ? first.place : whole.place,
      others: withPlaces(others),
    };
  }

  private matterOf(
    turn: Turn,
    { text, kind, category, subcategory }: Meaning['problems'][number],
  ): Told {
    const { urgency, danger, about, place } = this.reader.read(
      { text, speaker: 'resident', context: 'none' },
      turn.territory,
    );
    return {
      text,
      kind,
      category,
      ...optional('subcategory', subcategory),
      urgency,
      ...optional('danger', danger),
      ...optional('about', about),
      place,
    };
  }
}

/** A danger is answered first, wherever it stood in the text. */
function gravestFirst(matters: readonly Told[]): readonly Told[] {
  const isGrave = ({ urgency }: Told) => urgency === 'emergency';
  return [...matters.filter(isGrave), ...matters.filter((one) => !isGrave(one))];
}

/** What names no place of its own lies where the one before it does. */
function withPlaces(matters: readonly Told[]): PendingMatter[] {
  let named: PlaceText | undefined;
  return matters.map(({ place, ...matter }) => {
    if (hasPlace(place)) named = placeTextOf(place);
    return { ...matter, ...optional('place', named) };
  });
}

function placeTextOf({
  estate,
  building,
  unit,
  room,
  landmark,
  road,
  roadNo,
  area,
  isHome,
}: PlaceText): PlaceText {
  return {
    ...optional('estate', estate),
    ...optional('building', building),
    ...optional('unit', unit),
    ...optional('room', room),
    ...optional('landmark', landmark),
    ...optional('road', road),
    ...optional('roadNo', roadNo),
    ...optional('area', area),
    ...optional('isHome', isHome),
  };
}
