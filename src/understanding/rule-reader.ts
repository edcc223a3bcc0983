import type { Territory } from '../territory/territory.types.js';
import {
  type CategoryModel,
  type CategoryTable,
  classify,
  matterScore,
  wordScores,
} from './category.rules.js';
import { caseNumbersIn, readCommand } from './command.rules.js';
import { readIntent } from './intent.rules.js';
import { readKind } from './kind.rules.js';
import { fold, isWordless, plain } from './normalise.rules.js';
import {
  readAbout,
  readAbuse,
  readAnonymity,
  readAnswer,
  readChoice,
  readCorrection,
  readOnBehalfOf,
} from './person.rules.js';
import { maskPhones } from './phones.rules.js';
import { matchPlace } from './place.rules.js';
import { placeIndexOf } from './place-index.rules.js';
import { readPlace } from './place-reading.rules.js';
import { isExplicitRating, readRating } from './rating.rules.js';
import { pieces } from './split.rules.js';
import {
  type Category,
  type Command,
  type Intent,
  type Kind,
  type Meaning,
  type PlaceMatch,
  type PlaceText,
  type Problem,
  Reader,
  type Utterance,
} from './understanding.types.js';
import { readUrgency } from './urgency.rules.js';

/** More of a text is not read for what it wants; danger is looked for in all of it. */
const READ_LENGTH = 3000;
/** Word weight from which a piece of a text is taken for a matter of its own. */
const LEAST_MATTER = 2;
const NO_CATEGORY_INTENTS: ReadonlySet<Intent> = new Set(['greet', 'thanks', 'other']);

function unmatched(place: PlaceText): PlaceMatch {
  return { ...place, routing: 'none', candidates: [] };
}

/** Drops what is undefined, so that optional fields are really absent. */
function present<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as T;
}

/** Reads by rules and word lists alone: no training needed, the same answer for the same text. */
export class RuleReader extends Reader {
  constructor(
    private readonly table: CategoryTable,
    private readonly model?: CategoryModel,
  ) {
    super();
  }

  override read(utterance: Utterance, territory?: Territory): Meaning {
    const masked = maskPhones(utterance.text);
    const whole = fold(masked.text);
    const text = plain(masked.text.slice(0, READ_LENGTH));
    const index = territory && placeIndexOf(territory);
    const place = readPlace(masked.text, index);
    const command = readCommand(masked.text.slice(0, READ_LENGTH), utterance.speaker);
    const { urgency, danger } = readUrgency(whole);
    const rating = this.rating(utterance, command);
    const subScores = wordScores(text, this.table);
    const intent = this.intent(utterance, text, {
      place,
      command,
      danger,
      rating,
      matter: matterScore(subScores),
    });
    const kind = readKind(text);
    const category = classify(text, this.table, this.model, subScores);
    return present<Meaning>({
      intent: intent.intent,
      intentConfidence: intent.confidence,
      command,
      kind: intent.intent === 'suggest' && kind !== '举报' ? '建议' : kind,
      category,
      urgency: NO_CATEGORY_INTENTS.has(intent.intent) ? 'normal' : urgency,
      danger,
      place: index ? matchPlace(place, index) : unmatched(place),
      problems: this.problems(text, kind, category),
      isEmpty: isWordless(utterance.text),
      rating,
      about: readAbout(text),
      wantsAnonymity: readAnonymity(text),
      onBehalfOf: readOnBehalfOf(text),
      correction: readCorrection(text),
      answer: readAnswer(text),
      choice: readChoice(utterance.text),
      isAbusive: readAbuse(text),
      caseNumbers: caseNumbersIn(text),
      phones: masked.phones,
    });
  }

  private rating({ text, context }: Utterance, command: Command | undefined): Meaning['rating'] {
    if (command?.word === '评价') return readRating(command.rest) ?? { verdict: 'unclear' };
    const head = text.slice(0, READ_LENGTH);
    return context === 'rating' || isExplicitRating(head, context) ? readRating(head) : undefined;
  }

  private intent(
    { speaker, context }: Utterance,
    text: string,
    read: {
      place: PlaceText;
      matter: number;
      command?: Command;
      danger?: Meaning['danger'];
      rating?: Meaning['rating'];
    },
  ): { intent: Intent; confidence: number } {
    const { place, matter, command, danger, rating } = read;
    if (command) return { intent: command.intent, confidence: 0.98 };
    if (text === '' || !/[\p{L}\p{N}]/u.test(text)) {
      const isRating = context === 'rating' && rating !== undefined;
      return { intent: isRating ? 'rate' : 'other', confidence: isRating ? 0.8 : 0.9 };
    }
    return readIntent({
      s: text.toLowerCase(),
      speaker,
      context,
      danger,
      rating,
      matterScore: matter,
      namesPlace:
        place.estate !== undefined ||
        place.landmark !== undefined ||
        place.road !== undefined ||
        place.building !== undefined,
      namesDoor:
        place.building !== undefined ||
        place.room !== undefined ||
        place.unit !== undefined ||
        place.estate !== undefined,
    });
  }

  /** Pieces about different things are problems of their own; pieces without a matter belong to the one before. */
  private problems(text: string, kind: Kind, category: Category): Problem[] {
    const parts = pieces(text);
    if (parts.length < 2) return [{ ...category, text, kind }];
    const problems: Problem[] = [];
    for (const part of parts) {
      const subScores = wordScores(part, this.table);
      const found = classify(part, this.table, this.model, subScores);
      const last = problems.at(-1);
      const isMatter = matterScore(subScores) >= LEAST_MATTER;
      const isSame =
        last !== undefined &&
        (found.subcategory ?? found.category) === (last.subcategory ?? last.category);
      if (last && (!isMatter || isSame))
        problems[problems.length - 1] = { ...last, text: `${last.text}，${part}` };
      else problems.push({ ...found, text: part, kind: readKind(part) });
    }
    return problems.length === 1 ? [{ ...category, text, kind }] : problems;
  }
}
