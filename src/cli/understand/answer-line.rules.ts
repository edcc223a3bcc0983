import type { Territory } from '../../territory/territory.types.js';
import type {
  Meaning,
  Reader,
  SpeakerRole,
  TalkContext,
} from '../../understanding/understanding.types.js';
import { understandTexts as texts } from './understand.texts.js';

const SPEAKERS: readonly SpeakerRole[] = ['resident', 'worker', 'secretary', 'cadre'];
const CONTEXTS: readonly TalkContext[] = ['none', 'open_case', 'resolved', 'rating'];

interface Question {
  readonly id?: unknown;
  readonly text: string;
  readonly speaker: SpeakerRole;
  readonly context: TalkContext;
}

class BadLine {
  constructor(
    readonly reason: string,
    readonly id?: unknown,
  ) {}
}

function oneOf<T extends string>(
  value: unknown,
  known: readonly T[],
  field: string,
  id: unknown,
): T | BadLine {
  if (value === undefined || value === null) return known[0] as T;
  return known.find((name) => name === value) ?? new BadLine(texts.unknown(field, known), id);
}

function questionOf(line: string): Question | BadLine {
  let input: unknown;
  try {
    input = JSON.parse(line);
  } catch {
    return new BadLine(texts.notJson);
  }
  const { id, text, speaker, context } = Object(input) as Record<string, unknown>;
  if (typeof text !== 'string') return new BadLine(texts.notText, id);
  const who = oneOf(speaker, SPEAKERS, 'speaker', id);
  const where = oneOf(context, CONTEXTS, 'context', id);
  if (who instanceof BadLine) return who;
  return where instanceof BadLine ? where : { id, text, speaker: who, context: where };
}

function placeOf({ place }: Meaning): Record<string, string | null> {
  const { estate, building, unit, room, landmark, road, roadNo } = place;
  const parts = { estate, building, unit, room, landmark, road, roadNo };
  return Object.fromEntries(Object.entries(parts).map(([name, value]) => [name, value ?? null]));
}

function answerOf(id: unknown, meaning: Meaning): Record<string, unknown> {
  const { intent, kind, category, urgency, place, problems } = meaning;
  return {
    id: id ?? null,
    intent,
    kind,
    category: category.category,
    subcategory: category.subcategory ?? null,
    confidence: category.confidence,
    alternatives: category.alternatives,
    urgency,
    place: placeOf(meaning),
    grid: place.gridId ?? null,
    routing: place.routing,
    candidates: place.candidates,
    problems: problems.map((problem) => ({
      text: problem.text,
      kind: problem.kind,
      category: problem.category,
      subcategory: problem.subcategory ?? null,
    })),
  };
}

/** The answer to one line of `understand` (contracts section 6); a line that cannot be read answers what is wrong with it. */
export function answerLine(
  line: string,
  reader: Reader,
  territory?: Territory,
): Record<string, unknown> {
  const question = questionOf(line);
  if (question instanceof BadLine) {
    return { ...(question.id !== undefined && { id: question.id }), error: question.reason };
  }
  return answerOf(question.id, reader.read(question, territory));
}
