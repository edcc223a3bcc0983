import type { DialogState } from './conversation.types.js';

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

interface Words {
  readonly text: string;
  readonly place: string;
}

const NAMED = /^(?:就是|我的|我那个|那个)?(.{1,8}?)的?(?:那|这)(?:一)?(?:件|个|桩|事)/u;

/** 「灯那件不用了」: the one case whose own words are named; undefined when none or several have them. */
export function namedByWords<T extends Words & { readonly told?: Words }>(
  text: string,
  files: readonly T[],
): T | undefined {
  const words = NAMED.exec(text.trim())?.[1];
  if (!words) return undefined;
  const fitting = files.filter((file) => {
    const { text: said, place } = file.told ?? file;
    return said.includes(words) || place.includes(words);
  });
  return fitting.length === 1 ? fitting[0] : undefined;
}

function labelsOf(dialog: DialogState | undefined): readonly string[] {
  switch (dialog?.name) {
    case 'choose-place':
      return dialog.options.map((option) => option.label);
    case 'choose-case':
    case 'choose-person':
    case 'choose-category':
      return dialog.labels ?? [];
    default:
      return [];
  }
}
