import { hasFault } from './fault.rules.js';
import { anyOf, Pattern } from './pattern.rules.js';

/** Several matters in one message: cut where somebody says that another one begins, or begins one without saying so. */

const JOINER =
  /(?:[,。;!?、\n ]+|^)(?:还有(?:一(?:个|件)(?:事|问题)?|个(?:事|问题)|就是|件事)?|另外|此外|除此之外|再(?:就是|有|一个(?:是|就是)?|者)|其次|最后(?=,|,)|同时|顺便(?:说|问|反映)?(?:一下)?|对了|并且|以及|而且还有|加上|第[一二三四五六](?:点|个|是|,|、)?|[一二三四五](?:是|、)|其[一二三]|[1-9][.、)](?!\d)|[①②③④⑤⑥])[,:、是 ]*/g;
const LINE = /\n+/;
const LONGEST = 1500;
/** A message about more than this is a story for a person to sort. */
const MOST = 6;

/** Longer than this it is a story, whose sentences belong together. */
const LONGEST_LIST = 60;
const LONGEST_ITEM = 22;
/** Speech written down by a machine has no commas: a new thing after something that was wrong begins a clause. */
const UNPUNCTUATED = new Pattern(
  /((?:坏|堵|停|断|破|没|丢|塌|裂)了|不亮|没人[收扫管修清倒]|漏水|太[吵脏乱臭]|乱停|乱叫)(?=(?:楼[上下]|小区|门口|[一二三四五六七八九十\d]+(?:栋|楼|单元|号楼))?的?(?:路灯|楼道|垃圾|电梯|门禁|井盖|下水|水管|漏水|污水|停车|消防|树|狗))/,
);
const CLAUSE = /[,。;、! \n]+/;
/** Things of a community that something can be wrong with. */
const THING = anyOf(
  /路灯|楼道灯|灯|垃圾|电梯|门禁|单元门|大门|井盖|下水|水管|水龙头|马桶|化粪池|污水|雨水|漏水|漏雨|渗水/,
  /停水|停电|没水|没电|没暖|暖气|自来水|燃气|电线|飞线|路面|马路|路(?!灯)|台阶|护栏|栏杆|围墙|外墙|屋顶|楼顶/,
  /楼道|过道|消防|车位|停车|电动车|电瓶车|汽车|僵尸车|充电桩|道闸|摄像头|监控|健身|滑梯|长椅|绿化|草坪|树|花坛/,
  /狗|猫|老鼠|蟑螂|蚊|噪音|噪声|广场舞|装修|施工|麻将|油烟|烧烤|摆摊|小广告|杂物|快递|物业费|停车费|收费|厕所/,
);
/** Words that tie a clause to the one before. */
const TIED = new Pattern(
  /^(?:所以|结果|导致|造成|搞得|弄得|害得?|使得?|因此|于是|连|然后|都|也没|就|又|把|被)|导致|造成|引起|影响|差点|没法|不敢|跟着|把.{1,6}(?:泡|弄|淹|砸|撞)/,
);

/** What one trouble brings about is part of it: first the cause, then what comes of it. */
const LEADS_TO: readonly (readonly [RegExp, RegExp])[] = [
  [
    /漏|渗|爆管|水管|淹|返水|倒灌|下水|下雨/,
    /墙|天花板|吊顶|顶棚|地板|家具|衣柜|床|电线|电路|插座|跳闸|短路|[停没断]电|灯|霉|湿|泡|臭|味|淹|滑|流|滴|电梯|楼下/,
  ],
  [/堵/, /臭|味|漫|淹|流|返|水/],
  [/[停没断]电|跳闸|短路/, /灯|电梯|门禁|冰箱|空调|网|水|暖|监控|道闸/],
  [/[停没断]水/, /马桶|做饭|洗|厕所|冲/],
  [/垃圾|粪|狗屎|污水/, /臭|味|苍蝇|蚊|老鼠|蟑螂|虫|滑|污水|流/],
  [/灯|黑|门禁|单元门|大门|监控|锁/, /摔|绊|看不|黑|怕|偷|安全|随便进|陌生/],
  [/电梯|路|坑|井盖|台阶|砖/, /摔|绊|下不|上不|轮椅|积水|崴|颠/],
  [/树|广告牌|墙/, /砸|压|挡|掉|断|路|车/],
  [/施工|装修|广场舞|麻将|唱歌/, /吵|睡|灰|尘|裂|震|垃圾/],
  [/车|占|堆|杂物/, /堵|过不|救护|消防|出不|进不|通道/],
  [/不(?:作为|管|处理|来)|没人管/, /./],
];

/**
 * The pieces of a text, at least one; they are candidates: whether each is a matter of its own is decided by what it is
 * about.
 */
export function pieces(text: string): string[] {
  const parts = text
    .slice(0, LONGEST)
    .replace(JOINER, '\n')
    .split(LINE)
    .map((part) => part.replace(/^[,。;!?、 ]+|[,。;、 ]+$/g, '').trim())
    .filter((part) => part.length >= 3);
  const items = parts.flatMap(itemsOf);
  return items.length <= 1 || items.length > MOST ? [text.trim()] : items;
}

/** 「路灯坏了，垃圾没人收」: clauses that each name another thing that is wrong. */
function itemsOf(part: string): string[] {
  if (part.length > LONGEST_LIST) return [part];
  const items: string[] = [];
  for (const clause of UNPUNCTUATED.replaceAll(part, '$1,').split(CLAUSE)) {
    const said = clause.trim();
    const last = items.at(-1);
    if (!said) continue;
    if (last !== undefined && !beginsAnother(last, said))
      items[items.length - 1] = `${last},${said}`;
    else items.push(said);
  }
  return items;
}

function beginsAnother(before: string, clause: string): boolean {
  const isItem = clause.length <= LONGEST_ITEM && isMatter(clause) && !TIED.test(clause);
  return (
    isItem &&
    isMatter(before) &&
    !LEADS_TO.some(([cause, effect]) => cause.test(before) && effect.test(clause))
  );
}

function isMatter(words: string): boolean {
  return THING.test(words) && hasFault(words);
}
