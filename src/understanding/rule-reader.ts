import type { Territory } from '../territory/territory.types.js';
import {
  type CategoryModel,
  type CategoryTable,
  classify,
  matterScore,
  wordScores,
} from './category.rules.js';
import { readCategoryWish } from './category-wish.rules.js';
import { caseNumbersIn, readCommand } from './command.rules.js';
import type { BlendedIntent } from './intent-blend.rules.js';
import { type ReadSigns, readIntentAndDanger } from './intent-reading.rules.js';
import { readKind } from './kind.rules.js';
import { bare, fold, isWordless, plain } from './normalise.rules.js';
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
import { spellOut } from './pinyin.rules.js';
import { matchPlace } from './place.rules.js';
import { placeIndexOf } from './place-index.rules.js';
import { isOnlyDoor, readPlace } from './place-reading.rules.js';
import { soundsOf } from './place-sounds.rules.js';
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
  type SpeakerRole,
  type Utterance,
} from './understanding.types.js';
import { type UrgencyRead as Heard, readUrgency } from './urgency.rules.js';

/** More of a text is not read for what it wants; danger is looked for in all of it. */
const READ_LENGTH = 3000;
/** Who leaves a number wants to be rung, not to be told one. */
const HOLDS_PHONE = /\d{7}|^我的?(?:电话|手机|号码)/;
/** Word weight from which a piece of a text is taken for a matter of its own. */
const LEAST_MATTER = 2;
/** 「再表扬一下小李」: whoever is praised, no example phrase tells more. */
const PRAISE = /表扬|夸(?:一?夸|一下)|点个?赞|锦旗|感谢信/;
/** Sentences about work under way or nothing at all: a danger word in them (「火灾隐患已清理」) cries for nobody. */
const CALM_INTENTS: ReadonlySet<Intent> = new Set([
  'greet',
  'thanks',
  'other',
  'accept',
  'note',
  'visit',
  'resolve',
  'return',
  'transfer',
  'todo',
  'leave',
  'checkin',
  'notice',
  'assign',
  'supervise',
  'extend',
]);

function unmatched(place: PlaceText): PlaceMatch {
  return { ...place, routing: 'none', candidates: [] };
}

/** Drops what is undefined, so that optional fields are really absent. */
function present<T extends object>(value: T): T {
  const kept: Partial<T> = {};
  for (const name in value) if (value[name] !== undefined) kept[name] = value[name];
  return kept as T;
}

/** The forms of one text: as written without phone numbers, folded, and cut for reading. */
interface Texts {
  /** Nothing but a door. */
  readonly onlyDoor: boolean;
  /** About somebody on duty, for somebody else, in praise, or from somebody who stays unnamed. */
  readonly isPersonal: boolean;
  readonly written: string;
  readonly whole: string;
  readonly text: string;
  readonly place: PlaceText;
}

/** A danger that examples hear or take back changes what a text is called for. */
function urgencyOf(heard: Heard, danger: Meaning['danger']): Meaning['urgency'] {
  if (danger !== undefined) return 'emergency';
  return heard.urgency === 'emergency' ? 'high' : heard.urgency;
}

type Matter = Pick<
  Meaning,
  | 'intent'
  | 'intentConfidence'
  | 'command'
  | 'kind'
  | 'category'
  | 'urgency'
  | 'danger'
  | 'problems'
  | 'rating'
>;

function peopleIn(text: string) {
  return {
    about: readAbout(text),
    wantsAnonymity: readAnonymity(text),
    onBehalfOf: readOnBehalfOf(text),
    correction: readCorrection(text),
    answer: readAnswer(text),
    isAbusive: readAbuse(text),
  };
}

function isPersonal({ about, wantsAnonymity, onBehalfOf }: ReturnType<typeof peopleIn>): boolean {
  return about !== undefined || wantsAnonymity || onBehalfOf !== undefined;
}

/** A command as it was written; else as its pinyin or traditional characters spell it. */
function commandIn(written: string, whole: string, speaker: SpeakerRole): Command | undefined {
  const command = readCommand(written.slice(0, READ_LENGTH), speaker);
  return (
    command ?? (whole === written ? undefined : readCommand(whole.slice(0, READ_LENGTH), speaker))
  );
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
    const index = territory && placeIndexOf(territory);
    const whole = spellOut(fold(masked.text), index && soundsOf(index).spelt);
    const text = plain(whole.slice(0, READ_LENGTH));
    const place = readPlace(whole, index);
    const people = peopleIn(text);
    return present<Meaning>({
      ...this.matter(utterance, {
        isPersonal: isPersonal(people) || PRAISE.test(text),
        written: masked.text,
        whole,
        text,
        place,
        onlyDoor: place.building !== undefined && isOnlyDoor(masked.text, index),
      }),
      ...people,
      place: index ? matchPlace(place, index) : unmatched(place),
      isEmpty: isWordless(utterance.text),
      choice: readChoice(utterance.text),
      caseNumbers: caseNumbersIn(text),
      phones: masked.phones,
    });
  }

  /** What is wanted and what it is about. */
  private matter(
    utterance: Utterance,
    { written, whole, text, place, onlyDoor, isPersonal }: Texts,
  ): Matter {
    const command = this.command(written, whole, utterance.speaker);
    const heard = readUrgency(whole);
    const rating = this.rating(utterance, command);
    const words = wordScores(text, this.table);
    const matter = matterScore(words);
    const { intent, confidence, danger } = this.intent(utterance, text, {
      place,
      command,
      danger: heard.danger,
      rating,
      matter,
      onlyDoor,
      isPersonal,
    });
    const kind = readKind(text, this.table.kinds);
    const category = classify(text, this.table, this.model, words);
    const isCalm = CALM_INTENTS.has(intent);
    return {
      intent,
      intentConfidence: confidence,
      command,
      kind: intent === 'suggest' && kind !== '举报' ? '建议' : kind,
      category,
      urgency: isCalm ? 'normal' : urgencyOf(heard, danger),
      danger: isCalm ? undefined : danger,
      problems: this.problems(text, kind, category),
      rating,
    };
  }

  private command(written: string, whole: string, speaker: SpeakerRole): Command | undefined {
    const command = commandIn(written, whole, speaker);
    if (command || speaker === 'resident') return command;
    return readCategoryWish(written, this.table);
  }

  private rating({ text, context }: Utterance, command: Command | undefined): Meaning['rating'] {
    if (command?.word === '评价') return readRating(command.rest) ?? { verdict: 'unclear' };
    const head = text.slice(0, READ_LENGTH);
    return context === 'rating' || isExplicitRating(head, context) ? readRating(head) : undefined;
  }

  private intent(
    { text: said, speaker, context }: Utterance,
    text: string,
    read: {
      place: PlaceText;
      matter: number;
      onlyDoor: boolean;
      isPersonal: boolean;
      command?: Command;
      danger?: Meaning['danger'];
      rating?: Meaning['rating'];
    },
  ): BlendedIntent {
    const { place, matter, onlyDoor, isPersonal, command, danger, rating } = read;
    if (command) return { intent: command.intent, confidence: 0.98, ...(danger && { danger }) };
    if (text === '' || !/[\p{L}\p{N}]/u.test(text)) {
      const isRating = context === 'rating' && rating !== undefined;
      return { intent: isRating ? 'rate' : 'other', confidence: isRating ? 0.8 : 0.9 };
    }
    const signs: ReadSigns = {
      s: text.toLowerCase(),
      b: bare(text),
      isPersonal: isPersonal || HOLDS_PHONE.test(said),
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
      isOnlyDoor: onlyDoor,
    };
    return readIntentAndDanger(signs, this.table.intents);
  }

  /** Pieces about different things are problems of their own; pieces without a matter belong to the one before. */
  private problems(text: string, kind: Kind, category: Category): Problem[] {
    const parts = pieces(text);
    if (parts.length < 2) return [{ ...category, text, kind }];
    const problems: Problem[] = [];
    for (const part of parts) {
      const words = wordScores(part, this.table);
      const found = classify(part, this.table, this.model, words);
      const last = problems.at(-1);
      const isMatter = matterScore(words) >= LEAST_MATTER;
      const isSame =
        last !== undefined &&
        (found.subcategory ?? found.category) === (last.subcategory ?? last.category);
      if (last && (!isMatter || isSame))
        problems[problems.length - 1] = { ...last, text: `${last.text}，${part}` };
      else problems.push({ ...found, text: part, kind: readKind(part, this.table.kinds) });
    }
    return problems.length === 1 ? [{ ...category, text, kind }] : problems;
  }
}
