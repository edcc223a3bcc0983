import type { NameTable } from './place-sounds.rules.js';

/** Syllables of what people type without tones when the keyboard does not offer characters: 「jia li mei shui」. */

/** Spelling (spaces left out) → meaning, longest first at each place; only what residents and workers say here. */
const SPELLINGS: Readonly<Record<string, string>> = {
  wojiali: '我家里',
  wojia: '我家',
  jiali: '家里',
  women: '我们',
  nimen: '你们',
  xiaoqu: '小区',
  loushang: '楼上',
  louxia: '楼下',
  loudao: '楼道',
  danyuan: '单元',
  menkou: '门口',
  linju: '邻居',
  wuye: '物业',
  shequ: '社区',
  shuji: '书记',
  wanggeyuan: '网格员',
  meiyoushui: '没有水',
  meiyoudian: '没有电',
  meishui: '没水',
  meidian: '没电',
  meiqi: '煤气',
  meiyou: '没有',
  meiren: '没人',
  mei: '没',
  meiguan: '没管',
  tingshui: '停水',
  tingdian: '停电',
  tingqi: '停气',
  duanshui: '断水',
  duandian: '断电',
  loushui: '漏水',
  shuiguan: '水管',
  xiashuidao: '下水道',
  duzhule: '堵住了',
  dule: '堵了',
  ludeng: '路灯',
  loudeng: '楼灯',
  deng: '灯',
  huaile: '坏了',
  huai: '坏',
  buliang: '不亮',
  dianti: '电梯',
  laji: '垃圾',
  weisheng: '卫生',
  zaoyin: '噪音',
  chao: '吵',
  taichao: '太吵',
  zhuangxiu: '装修',
  tingche: '停车',
  chewei: '车位',
  nuanqi: '暖气',
  bure: '不热',
  jinggai: '井盖',
  gou: '狗',
  shuidian: '水电',
  dian: '电',
  shui: '水',
  men: '门',
  che: '车',
  ren: '人',
  zenme: '怎么',
  zenmeban: '怎么办',
  zenmeyang: '怎么样',
  shenme: '什么',
  shenmeshihou: '什么时候',
  shihou: '时候',
  neng: '能',
  qingwen: '请问',
  xiumeixiu: '修没修',
  xiuhaole: '修好了',
  xiuhao: '修好',
  xiule: '修了',
  xiu: '修',
  baixiule: '白修了',
  baixiu: '白修',
  haole: '好了',
  meihao: '没好',
  meixiuhao: '没修好',
  haimei: '还没',
  hai: '还',
  lai: '来',
  laile: '来了',
  haishi: '还是',
  youhuaile: '又坏了',
  you: '有',
  youmeiyou: '有没有',
  le: '了',
  ma: '吗',
  jindu: '进度',
  cuiyixia: '催一下',
  cui: '催',
  kuaidian: '快点',
  ganjin: '赶紧',
  chehui: '撤回',
  quxiao: '取消',
  buyong: '不用',
  buyongle: '不用了',
  buyonglaile: '不用来了',
  suanle: '算了',
  nihao: '你好',
  ninhao: '您好',
  zaima: '在吗',
  xiexie: '谢谢',
  haode: '好的',
  manyi: '满意',
  bumanyi: '不满意',
  feichangmanyi: '非常满意',
  haixing: '还行',
  yiban: '一般',
  jieda: '解答',
  jianyi: '建议',
  bangding: '绑定',
  rengong: '人工',
  zhenren: '真人',
  zhaogeren: '找个人',
  zhudian: '驻点',
  bangzhu: '帮助',
  jiuming: '救命',
  zhaohuole: '着火了',
  zhaohuo: '着火',
  qihuo: '起火',
  shihuo: '失火',
  kunzai: '困在',
  beikun: '被困',
  dajia: '打架',
  daren: '打人',
  jiabao: '家暴',
  yundaole: '晕倒了',
  yundao: '晕倒',
  laoren: '老人',
  haizi: '孩子',
  zoudiule: '走丢了',
  zoudiu: '走丢',
  bujianle: '不见了',
  tiaolou: '跳楼',
  zisha: '自杀',
  louqi: '漏气',
  weidao: '味道',
  baozha: '爆炸',
  xiaotou: '小偷',
  jiedan: '接单',
  shoudao: '收到',
  mashangqu: '马上去',
  mashang: '马上',
  woqu: '我去',
  wolai: '我来',
  daole: '到了',
  daoxianchang: '到现场',
  xianchang: '现场',
  shangmen: '上门',
  banjie: '办结',
  gaodingle: '搞定了',
  gaoding: '搞定',
  nonghaole: '弄好了',
  zhenghaole: '整好了',
  wancheng: '完成',
  tuihui: '退回',
  buguiwoguan: '不归我管',
  paicuole: '派错了',
  zhuanban: '转办',
  zhuangei: '转给',
  shangbao: '上报',
  qingzhiyuan: '请支援',
  chulibuliao: '处理不了',
  gaobuding: '搞不定',
  daiban: '待办',
  qingjia: '请假',
  daka: '打卡',
  dengji: '登记',
  tongzhi: '通知',
  paidan: '派单',
  duban: '督办',
  yanqi: '延期',
  dong: '栋',
  haolou: '号楼',
  hao: '好',
  bu: '不',
  de: '的',
  wo: '我',
  ni: '你',
  ta: '他',
  jia: '家',
  li: '里',
  guan: '管',
  qu: '去',
  zai: '在',
  shi: '是',
  dongtian: '冬天',
  leng: '冷',
  chou: '臭',
  hen: '很',
  tai: '太',
  dou: '都',
  yi: '已',
  jing: '经',
  tian: '天',
  san: '三',
  liang: '两',
  ji: '几',
};

const TABLE = new Map(Object.entries(SPELLINGS));
const LONGEST = Math.max(...[...TABLE.keys()].map((spelling) => spelling.length));
/** A text is taken for pinyin when at least this share of its letters is Latin and can be read. */
const READABLE_SHARE = 0.75;
/** Letters; shorter names are words. */
const SHORTEST_NAME = 5;
/** Nobody tells a story this way; longer texts are English or noise. */
const LONGEST_TEXT = 200;

/** The one name that is spelt at a place of a word; its letters alone where several are spelt that way. */
function nameAt(
  word: string,
  start: number,
  names: NameTable,
): { text: string; length: number } | undefined {
  for (const length of names.lengths.get(word.charAt(start)) ?? []) {
    const places =
      length < SHORTEST_NAME ? undefined : names.names.get(word.slice(start, start + length));
    if (!places) continue;
    const [only, ...others] = new Set(
      places.filter((place) => !place.isShort).map((place) => place.name),
    );
    const text =
      only !== undefined && others.length === 0 ? only : word.slice(start, start + length);
    return { text, length };
  }
  return undefined;
}

function wordAt(word: string, start: number): { text: string; length: number } | undefined {
  let length = Math.min(LONGEST, word.length - start);
  while (length > 0 && !TABLE.has(word.slice(start, start + length))) length--;
  return length > 0
    ? { text: TABLE.get(word.slice(start, start + length)) ?? '', length }
    : undefined;
}

function read(word: string, names?: NameTable): { text: string; letters: number } {
  let text = '';
  let letters = 0;
  for (let i = 0; i < word.length; ) {
    const found = (names && nameAt(word, i, names)) ?? wordAt(word, i);
    text += found?.text ?? word.charAt(i);
    letters += found?.length ?? 0;
    i += found?.length ?? 1;
  }
  return { text, letters };
}

/**
 * Pinyin written out as characters: 「jia li mei shui」 → 家里没水. Text that is none comes back as it is.
 * @param text folded text
 * @param names the roster's names by their pinyin: 「lingxixiaoqu 3dong」 → 灵西小区3栋
 */
export function spellOut(text: string, names?: NameTable): string {
  if (text.length > LONGEST_TEXT || !/[A-Za-z]{2}/.test(text) || /[\u4e00-\u9fa5]{3}/.test(text))
    return text;
  const joined = text.toLowerCase().replace(/(?<=[a-z])[ '](?=[a-z])/g, '');
  let readable = 0;
  let latin = 0;
  const spelt = joined.replace(/[a-z]+/g, (word) => {
    const { text: characters, letters } = read(word, names);
    readable += letters;
    latin += word.length;
    return characters;
  });
  return latin >= 4 && readable / latin >= READABLE_SHARE ? spelt : text;
}
