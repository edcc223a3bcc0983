import type { CategoryTable } from './category.rules.js';
import { categoryByName, readCategoryName } from './category-names.rules.js';
import type { Command } from './understanding.types.js';

/** The command word that plain words about the class of a case stand for. */
export const CHANGE_CATEGORY = '改类别';

const NUMBER =
  /^(?:把|将)?\s*(?:[Ll]-?(\d{3,10}))?\s*(?:这(?:一)?[件个条单]?事?)?的?\s*[，,:：]?\s*/u;
/** 「类别不对，应该是物业」「分类改成环保」: the class is spoken of as such. */
const OF_THE_CLASS =
  /^(?:类别|类型|分类|归类)(?:不对|错了?|有误|弄错了?|归错了?)?[，,。 ]*(?:应该|应当|该|其实|要|得|请)*(?:是|改成|改为|换成|算|归到?|填|改到)\s*(.{1,16})$/u;
/** 「L1003 改类别 环保」: the word of the command behind the number. */
const WORD_BEHIND = /^(?:改|换|修改)(?:一下)?(?:类别|类型|分类)[为成到是：:，, ]*(.{1,16})$/u;
/** 「归到环保类」「应该算环境保护这一类」 */
const INTO_A_CLASS =
  /^(?:应该|应当|该|其实)*(?:归到|归为|归入|归|划到|划归|分到|算到|算|改成|改为|属于|是)\s*(.{1,12}?)(?:这一|这|那)?类(?:别|的|里)?[吧了。！!]*$/u;
/** 「这个是物业的事，归物业」: said twice, so that it is no way of giving the case back. */
const SAID_TWICE =
  /^(?:应该|其实)?是(.{1,10}?)的?(?:事情?|问题)[，,。 ]*(?:应该|该|要)?归(?:到)?\s*(.{1,12}?)(?:类)?[吧的。！!]*$/u;
/** 「归到噪声扰民」「改成环境保护」: only where it is the whole name of a class. */
const BY_WHOLE_NAME =
  /^(?:应该|应当|该|其实)*(?:归到|归为|归入|划到|分到|算到|改成|改为|属于|算|归)\s*(.{2,12})$/u;
/** Whoever gives a case back or on says who has to do it. */
const GIVES_AWAY = /不归|不是我|不属于我|不在我|管|负责|退|转|派|找/u;
const LONGEST = 40;

/**
 * 改类别 in plain words of somebody on duty; undefined when the words can be anything else: that a matter is somebody
 * else's to do is no statement about its class.
 */
export function readCategoryWish(text: string, table: CategoryTable): Command | undefined {
  const said = text.trim();
  if (said.length > LONGEST || GIVES_AWAY.test(said)) return undefined;
  const head = NUMBER.exec(said);
  const words = said.slice(head?.[0].length ?? 0);
  const name = nameIn(words, table);
  if (!name) return undefined;
  const digits = head?.[1];
  return {
    word: CHANGE_CATEGORY,
    intent: 'note',
    ...(digits && { caseNumber: `L${digits}` }),
    rest: name,
  };
}

function nameIn(words: string, table: CategoryTable): string | undefined {
  const spoken = OF_THE_CLASS.exec(words)?.[1] ?? WORD_BEHIND.exec(words)?.[1];
  if (spoken !== undefined) return spoken.trim();
  const told = (INTO_A_CLASS.exec(words)?.[1] ?? SAID_TWICE.exec(words)?.[2])?.trim();
  if (told !== undefined && readCategoryName(told, table).meant) return told;
  const whole = BY_WHOLE_NAME.exec(words)?.[1]?.trim();
  return whole !== undefined && categoryByName(whole, table) ? whole : undefined;
}
