import {
  CARD_MASK,
  IDENTITY_MASK,
  withoutCardNumbers,
} from '../../kernel/personal-numbers.rules.js';
import { SURNAME, TITLE } from '../../kernel/self-naming.rules.js';
import { fold } from '../normalise.rules.js';
import { maskPhones, PHONE_MASK } from '../phones.rules.js';

/** Put in place of what would tell who it is; of the thing itself nothing stays. */
const NAME_MASK = '〔姓名〕';
const ROOM_MASK = '〔室号〕';
const NUMBER_MASK = '〔号码〕';
const PLATE_MASK = '〔车牌〕';
const ACCOUNT_MASK = '〔账号〕';
const LINK_MASK = '〔链接〕';
const MASK = new RegExp(
  [NAME_MASK, ROOM_MASK, NUMBER_MASK, PLATE_MASK, ACCOUNT_MASK, LINK_MASK]
    .concat([PHONE_MASK, IDENTITY_MASK, CARD_MASK])
    .join('|'),
  'gu',
);

/** What the roster and the account know of a text, so that names of people go and names of places stay. */
export interface KnownNames {
  /** Of people: who writes, staff, the display name of the account. */
  readonly people: readonly string[];
  /** Of estates and landmarks; never taken for people. */
  readonly places: readonly string[];
}

const LINK = /(?:https?:\/\/|www\.)[^\s\u3000-\u9fff，。；！？]+/giu;
const MAIL = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/gu;
const ACCOUNT =
  /((?:微信号?|加?[vV]信?|[wW][xX]|[qQ]{2}|抖音号?|支付宝)(?:号码?)?(?:是|为|:|：)?\s*)[A-Za-z0-9_-]{5,}/gu;
const PLATE =
  /[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][·.\s-]?[A-HJ-NP-Z0-9]{5,6}(?![A-Z0-9])/giu;
/** A number that was shortened before it was kept: `199****0001`. */
const SHORTENED = /\d{0,3}\*{2,}\d{0,4}/gu;
/** Six digits or more in a row are nobody's building; so are seven spelled out. */
const LONG_NUMBER = /\d(?:[ -]?\d){5,}|[零〇一二两三四五六七八九幺壹贰叁肆伍陆柒捌玖]{7,}/gu;
/** 「5栋302」「2单元-501」「3-2-501」: a room behind building or unit. */
const ROOM_BEHIND =
  /((?:栋|幢|号楼|座|单元|门|[\d一二三四五六七八九十]+[-－]\d{1,2})\s*[-－]?\s*)(?:\d{3,4}|[零〇一二三四五六七八九]{3,4})(?!\d)/gu;
/** A number of three or four digits that counts nothing: 「隔壁502」. Numbers to call in need stay. */
const ROOM_ALONE =
  /(?<![\d.-])(?!1(?:10|19|20|22)(?!\d))\d{3,4}(?:室|号房|房|户)?(?![\d.]|年|元|块|米|路|分|次|人|天(?!天)|度|斤|平|瓦|伏|号|多|来|毫|公|千|只|个|万|吨|辆|弄|巷|%)/gu;
const ROOM_IN_WORDS = /[零〇一二三四五六七八九]{3,4}(?=室|房|户)/gu;

/** Surnames that are ordinary words as well: only where somebody is introduced. */
const RARE_SURNAME = '[关成单路左常解尤穆房边曾仇万支车米水山]';
const IS_SURNAME = new RegExp(`^(?:${SURNAME}|方)$`, 'u');
const MAY_BE_SURNAME = new RegExp(`^(?:${SURNAME}|方|${RARE_SURNAME})$`, 'u');
const BEGINS_WITH_SURNAME = new RegExp(
  `^(?:${SURNAME}|方|${RARE_SURNAME})[\\p{Script=Han}]{1,3}$`,
  'u',
);
const FAMILIAR = new RegExp(`^[老小阿大](?:${SURNAME}|方)$`, 'u');
const BEFORE_SURNAME = /^(?:.?姓|老|小|阿)$/u;
const INTRODUCES = /^(?:叫|叫做|名叫|姓名|名字|联系人|署名|落款|本人|我是)$/u;
const TITLED = new RegExp(
  `^(?:${TITLE}|书记|主任|队长|经理|班长|所长|局长|站长|老板|总|工|某|家|姐夫|嫂子?)`,
  'u',
);
/** Words that hardly stand in a given name. */
const NO_GIVEN =
  /[的了是在住要想说不没也都就跟被把给让请这那你我他她们吗呢吧啊哦和与或很太又还到去来有]/u;
const HAN = /^\p{Script=Han}+$/u;
const GIVEN_LENGTH = 2;

/** Signs of the private area, one for each thing that is settled: no word, and nobody's name. */
const COVERED = /[\ue000-\uf8ff]/gu;
const FIRST_COVER = 0xe000;

/** Keeps what is settled out of the way while names are looked for. */
class Cover {
  private readonly hidden: string[] = [];

  hide(text: string): string {
    return String.fromCharCode(FIRST_COVER + this.hidden.push(text) - 1);
  }

  lift(text: string): string {
    return text.replace(COVERED, (sign) => this.hidden[sign.charCodeAt(0) - FIRST_COVER] ?? '');
  }
}

/** One character alone is no name to go by. */
function longestFirst(names: readonly string[]): string[] {
  return names.filter((name) => name.length > 1).sort((a, b) => b.length - a.length);
}

const words = new Intl.Segmenter('zh', { granularity: 'word' });

/**
 * The text as a stranger may read it: no phone, card or long number, no name of a person, no room. Names are found by
 * what is known, by how people are called, and by a surname that the dictionary of the language leaves standing alone;
 * rather a word too many goes than a name too few.
 */
export function maskPersonal(text: string, known: KnownNames): string {
  const cover = new Cover();
  const numbers = maskNumbers(fold(withoutCardNumbers(text.replace(COVERED, ''))));
  const places = longestFirst(known.places);
  const people = longestFirst(known.people.map(fold));
  let covered = numbers.replace(MASK, (mask) => cover.hide(mask));
  for (const name of places) covered = covered.replaceAll(name, () => cover.hide(name));
  for (const name of people) covered = covered.replaceAll(name, () => cover.hide(NAME_MASK));
  return cover.lift(maskNames(covered));
}

/** The words of a text without what was put in place of personal things. */
export function withoutMasks(text: string): string {
  return text.replace(MASK, '');
}

function maskNumbers(text: string): string {
  return maskPhones(text.replace(LINK, LINK_MASK).replace(MAIL, ACCOUNT_MASK))
    .text.replace(ACCOUNT, `$1${ACCOUNT_MASK}`)
    .replace(PLATE, PLATE_MASK)
    .replace(SHORTENED, PHONE_MASK)
    .replace(LONG_NUMBER, NUMBER_MASK)
    .replace(ROOM_BEHIND, `$1${ROOM_MASK}`)
    .replace(ROOM_IN_WORDS, ROOM_MASK)
    .replace(ROOM_ALONE, ROOM_MASK);
}

function maskNames(text: string): string {
  const tokens = [...words.segment(text)].map(({ segment }) => segment);
  let masked = '';
  for (let at = 0; at < tokens.length; ) {
    const length = nameAt(tokens, at);
    masked += length > 0 ? NAME_MASK : tokens[at];
    at += Math.max(length, 1);
  }
  return masked;
}

/** How many tokens from here on are a name; 0 = none begins here. */
function nameAt(tokens: readonly string[], at: number): number {
  const token = tokens[at] ?? '';
  const isIntroduced = introduced(tokens, at);
  if (FAMILIAR.test(token)) return 1;
  if (isIntroduced && BEGINS_WITH_SURNAME.test(token)) return 1;
  if (!(isIntroduced ? MAY_BE_SURNAME : IS_SURNAME).test(token)) return 0;
  const given = givenAfter(tokens, at + 1);
  const isCalled = TITLED.test(tokens[at + 1] ?? '') || isIntroduced;
  return given > 0 || isCalled ? 1 + given : 0;
}

/** How many tokens make up a given name of at most two characters. */
function givenAfter(tokens: readonly string[], from: number): number {
  let characters = 0;
  let count = 0;
  for (const token of tokens.slice(from, from + GIVEN_LENGTH)) {
    const isPart = HAN.test(token) && !NO_GIVEN.test(token) && !(characters > 0 && token === '家');
    if (!isPart || characters + token.length > GIVEN_LENGTH || TITLED.test(token)) break;
    characters += token.length;
    count += 1;
  }
  return count;
}

function introduced(tokens: readonly string[], at: number): boolean {
  const before = tokens[at - 1] ?? '';
  const isMe = before === '是' && /我|本人/u.test(tokens[at - 2] ?? '');
  return isMe || INTRODUCES.test(before) || BEFORE_SURNAME.test(before);
}
