import { withoutIntroductions } from '../../kernel/self-naming.rules.js';
import { CHINESE_DIGIT, toDigits } from '../../understanding/numerals.rules.js';

const GREETING = /^(?:你好|您好|咱们|我们)[，,。！! ]*/u;
/** 「我住…」「家在…」: only to say where. */
const LIVES = /^(?:我|我们|俺|咱们?)?(?:家)?(?:就)?(?:住在?|家在|家是|在|是)(?=\S{2})/u;
const JOINT = /^[的，,。、 \-—]+/u;
const NUMBER = `[\\d${CHINESE_DIGIT}甲乙丙丁]+`;
/** One step of an address: 「3号楼」 「2单元」 「501」 「五零一室」 「15号」. */
const STEP = new RegExp(
  `^第?(${NUMBER})(?:号楼|号院|号|栋|幢|座|单元|室|房|#|门(?!口))(?:楼(?![道下上梯顶]))?|^(\\d{3,4}|[${CHINESE_DIGIT}]{3,4})(?![\\d天次个年月块元人])`,
  'u',
);

/** What was said without the place, which is told beside it; the whole of it where it says nothing else. */
export function withoutPlace(text: string, place: string): string {
  const said = withoutIntroductions(text).replace(GREETING, '');
  const start = said.replace(LIVES, '');
  const named = withoutName(start, place);
  const rest = withoutSteps(named, place);
  if (rest === start) return said || text;
  return rest.length > 1 ? rest : said;
}

/** Cuts the longest beginning that the place has too. */
function withoutName(said: string, place: string): string {
  const name = place.replace(/[\d].*$/u, '');
  for (let length = Math.min(said.length, name.length); length > 1; length -= 1)
    if (name.includes(said.slice(0, length))) return said.slice(length).replace(JOINT, '');
  return said;
}

/** Cuts the steps of the address that the place tells as well, however they are written. */
function withoutSteps(said: string, place: string): string {
  let rest = said;
  for (let match = STEP.exec(rest); match; match = STEP.exec(rest)) {
    const number = toDigits(match[1] ?? match[2] ?? '');
    if (!new RegExp(`(?<!\\d)${number}(?!\\d)`).test(place)) return rest;
    rest = rest.slice(match[0].length).replace(JOINT, '');
  }
  return rest;
}
