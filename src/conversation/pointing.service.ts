import { Injectable } from '@nestjs/common';
import type { CaseFile } from '../cases/cases.types.js';
import { readReference } from '../understanding/reference.rules.js';
import {
  type Meaning,
  type PlacedReference,
  Reader,
  type TalkContext,
} from '../understanding/understanding.types.js';
import { isUnfinished } from './case-standing.rules.js';
import { pointedIn } from './choice.rules.js';
import { startsWithRating } from './rating-words.rules.js';
import type { Turn } from './turn.js';
import { pointedAt } from './which-case.rules.js';

/** What the words of a text point at. */
export interface Pointing {
  readonly reference: PlacedReference;
  /** A part of the text does nothing but point, and at something that is there. */
  readonly isMarked: boolean;
  /** The one of the speaker's own cases that is surely meant. */
  readonly file?: CaseFile;
  /** Numbers of those that were offered in a choice. */
  readonly chosen: readonly string[];
}

/** From here the few words that point tell of a class of matters. Ours. */
const NAMES_A_CLASS = 0.3;
/** 「另一件呢」 */
const ASKS = /[呢?？]\s*$/u;

/** Tells in a text the words that say which case is meant from the wish beside them. */
@Injectable()
export class PointingService {
  constructor(private readonly reader: Reader) {}

  /** What the words point at; undefined for somebody who has nothing that can be meant. */
  of(turn: Turn, text: string): Pointing | undefined {
    const reference = this.reference(turn, text);
    if (!reference) return undefined;
    const { dialog } = turn.state;
    const chosen = dialog?.name === 'choose-case' ? pointedIn(dialog, reference, turn) : [];
    const told = [...turn.recent].reverse();
    const pointed = pointedAt(reference, told, { now: turn.now });
    const isSomewhere = pointed !== undefined && pointed.files.length > 0;
    const isOwn = isSomewhere || reference.isOther || chosen.length > 0;
    const [file] = pointed?.files ?? [];
    return {
      reference,
      chosen,
      isMarked: reference.isMarked && (isOwn || turn.speaker.staff !== undefined),
      ...(file && pointed?.isSure && pointed.files.length === 1 && { file }),
    };
  }

  /** The wish without the words that only say which case is meant. */
  wish(
    turn: Turn,
    text: string,
    whole: Meaning,
    { reference, isMarked, chosen, context }: Pointing & { readonly context: TalkContext },
  ): Meaning {
    const caseNumbers = chosen.length > 0 ? chosen : whole.caseNumbers;
    const pointed = { ...whole, caseNumbers, reference };
    if (!isMarked) return pointed;
    if (reference.wish === undefined) return withLastWish(pointed, turn, text);
    const wish = this.reader.read(
      { text: reference.wish, speaker: turn.role, context },
      turn.territory,
    );
    return { ...wish, caseNumbers, reference };
  }

  /** What is said of a case that is still worked on is no verdict on the one that is solved. */
  isOfAnother(turn: Turn, pointing: Pointing | undefined): boolean {
    const { file, reference } = pointing ?? {};
    if (!file || !reference || !isUnfinished(file)) return false;
    const text = reference.wish ?? reference.phrase;
    const { rating } = this.reader.read(
      { text, speaker: turn.role, context: 'none' },
      turn.territory,
    );
    return rating === undefined && !startsWithRating(text);
  }

  /** What the words point with. */
  private reference(turn: Turn, text: string): PlacedReference | undefined {
    const waits = turn.state.dialog?.name === 'choose-case';
    if (turn.recent.length === 0 && !turn.speaker.staff && !waits) return undefined;
    const reference = readReference(text);
    const { place, category } = this.reader.read(
      // Where no part stands out the text is read as it is: the turn reads the same again to answer it.
      { text: reference.isMarked ? reference.phrase : text, speaker: turn.role, context: 'none' },
      turn.territory,
    );
    const isTold = category.confidence >= NAMES_A_CLASS && category.subcategory !== undefined;
    return { ...reference, place, ...(isTold && { subcategory: category.subcategory }) };
  }
}

/** The words only say which case: what was wished a moment ago is wished of this one. */
function withLastWish(meaning: Meaning, { state, now }: Turn, text: string): Meaning {
  const { correction: _ofNothing, ...read } = meaning;
  const { done } = state;
  if (ASKS.test(text)) return { ...read, intent: 'progress' };
  const isFresh = done !== undefined && done.until > now.toISOString();
  return isFresh && meaning.reference?.not ? { ...read, intent: done.intent } : meaning;
}
