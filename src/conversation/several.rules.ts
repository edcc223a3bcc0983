import { anyOf } from '../understanding/pattern.rules.js';

/** How people say that every one of their matters is meant. */
const COUNT =
  '(?:两|俩|二|2|三|仨|3|四|4|五|5|六|6|几|这些|那些|所有|全部|全)(?:件|个|桩|样|条|处|项)?(?:的)?(?:事情?|问题|报修|单子?)?儿?(?:的)?';
const TOGETHER = '(?:都|全都?|全部|通通|统统|一起|一块儿?|一并|一次|一道)';
const WISH =
  '(?:给我|帮我|麻烦|再|也|给|帮忙)*(?:催|摧|撤|取消|查|问|说|看|不用|不要|不办|不修|不管|算了|作废|修|弄|办|处理|怎|咋|没|好)';

const ALL = anyOf(
  new RegExp(`${COUNT}[，, ]?${TOGETHER}`),
  new RegExp(`${TOGETHER}${WISH}`),
  new RegExp(
    `^(?:那|这|我的?|我那|我这)?${COUNT}(?:进度|进展|催|摧|撤|取消|怎|咋|到哪|办|修|处理|不用|不要)`,
  ),
  new RegExp(
    `(?:催|摧|撤|取消|查|问)(?:一?下|催|问|回|销|掉)?(?:我的?|这|那)?${COUNT}(?:吧|哈|啊|了)*$`,
  ),
  /^(?:全部?|都|两个|两件|三个|三件|一起|所有)(?:的)?(?:吧|啊|都要)?$/,
);
/** 「都三天了」「都没人来」: how long and how badly, not how many. */
const NOT_ALL =
  /都(?:已经)?(?:快)?(?:等|过|好?[几两三四五六七八九十\d]+(?:个|天|周|月|年|次|遍|点|小时))|大家都|全都?家|一起住/;

const ALL_OF_STAFF = anyOf(
  new RegExp(`${COUNT}[，, ]?${TOGETHER}`),
  /^(?:都|全部?|一起)(?:接|收到|办结|办完|完成)/,
  new RegExp(`(?:接|办结)(?:了|单)?${COUNT}$`),
);

/** The same of somebody on duty; 「都修好了」 may be three lamps of one case and needs a count. */
export function meansAllInHand(text: string): boolean {
  return text.trim().length <= 30 && ALL_OF_STAFF.test(text.trim());
}

/** Whether every open matter of the speaker is meant: 「两件都催一下」「全部撤回」. */
export function meansAll(text: string): boolean {
  const said = text.trim();
  return said.length <= 30 && ALL.test(said) && !NOT_ALL.test(said);
}
