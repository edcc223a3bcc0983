import type { Meaning, PlacedReference } from '../understanding/understanding.types.js';
import type { DialogState } from './conversation.types.js';
import type { Turn } from './turn.js';
import { type PointedCase, pointedAt } from './which-case.rules.js';

/** Words around the choice that name nothing: 「就灯那件吧」. */
const FRAME =
  /^(?:就|是|说的是|我说的是|选)?|(?:的?(?:那|这)(?:一)?[件个处位]|的|吧|啊|呀|哈|。|！|!)+$/gu;
const LONGEST = 12;

/** 「灯那件」「双岗新村的」: which of the offered ones is named by its own words; 1-based, undefined when none or several. */
export function chosenByWords(text: string, dialog: DialogState | undefined): number | undefined {
  const labels = labelsOf(dialog);
  const words = text.trim().replace(FRAME, '');
  if (labels.length === 0 || words.length === 0 || [...words].length > LONGEST) return undefined;
  const fitting = labels.flatMap((label, index) => (label.includes(words) ? [index + 1] : []));
  return fitting.length === 1 ? fitting[0] : undefined;
}

type ChooseCase = Extract<DialogState, { name: 'choose-case' }>;

/** The cases of the list that are chosen: by number in it, 「最后一个」, or by what the words point at; none = no answer. */
export function chosenOf(dialog: ChooseCase, { choice, caseNumbers }: Meaning): readonly string[] {
  const picked = dialog.options.at(choice === -1 ? -1 : (choice ?? dialog.options.length + 1) - 1);
  return picked ? [picked] : dialog.options.filter((option) => caseNumbers.includes(option));
}

/** What words may be about a list that was offered: so much of what they name has to be in it. */
const LONGEST_POINTING = 10;

/** 「灯那件」「不是灯，是下水道」「2栋那个」: the numbers of the offered cases that the words point at. */
export function pointedIn(
  dialog: ChooseCase,
  reference: PlacedReference,
  { now, recent }: Pick<Turn, 'now' | 'recent'>,
): readonly string[] {
  const named = reference.isMarked || reference.runs.join('').length <= LONGEST_POINTING;
  const pointed = named && pointedAt(reference, offeredIn(dialog, recent), { now });
  if (!pointed || pointed.files.length === dialog.options.length) return [];
  const isAnswer = pointed.files.length === 1 || pointed.areAllMeant;
  return isAnswer ? pointed.files.map(({ number }) => number) : [];
}

/** The offered cases; of those that are not the speaker's own only what the list told: 「L1001 灵西小区3栋，楼道灯坏了」. */
function offeredIn({ options, labels }: ChooseCase, own: Turn['recent']): PointedCase[] {
  return options.map((number, index) => {
    const known = own.find((file) => file.number === number);
    if (known) return known;
    const [place = '', ...text] = (labels?.[index] ?? '').replace(number, '').trim().split('，');
    return { number, place, text: text.join('，') };
  });
}

function labelsOf(dialog: DialogState | undefined): readonly string[] {
  switch (dialog?.name) {
    case 'choose-place':
      return dialog.options.map((option) => option.label);
    case 'choose-person':
    case 'choose-category':
      return dialog.labels ?? [];
    default:
      return [];
  }
}
