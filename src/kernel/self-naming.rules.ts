/** How people say who they are: 「我是3栋王秀英」「本人李刚」「别说是我孙晓梅说的」. Pure; for texts whose writer stays unnamed. */

/** Common surnames, compound ones first; those that mostly begin other words (关 成 单 路 左 常) are left out. */
export const SURNAME =
  '(?:欧阳|上官|司马|诸葛|东方|皇甫|尉迟|公孙|慕容|司徒|令狐|夏侯|[王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高梁郑谢宋唐许邓冯韩曹曾彭萧肖蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱侯邹熊孟秦白江阎薛尹段雷黎史龙陶贺顾毛郝龚邵万钱严洪武莫孔汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿兰焦俞柳甘祝包宁尚符舒阮柯纪梅童凌毕季裴霍涂苗谷曲盛冉辛柴蒙鲍华喻祁])';
/** Characters that hardly stand in a given name. */
const NO_GIVEN =
  '的了是在住要想说不没也都就跟被把让叫找请家楼栋幢号单层室户门隔邻对物苑巷街路旁附这那个你他她们昨每晚夜又还很太电话手机投诉';
const GIVEN = `[^\\P{Script=Han}${NO_GIVEN}]{1,2}`;
/** What a sentence goes on with after a name. */
const GOES_ON = `[的住要想说来不没也都就跟和被把给让叫找请家楼隔邻对物社反举投实我你他今昨每天晚夜又还\\P{Script=Han}]`;
/** What people are called beside their surname: 王阿姨. */
export const TITLE =
  '(?:阿姨|大姨|大爷|大妈|大娘|奶奶|爷爷|叔叔?|大叔|伯伯?|婶子?|姐姐?|大姐|哥哥?|大哥|师傅|老师|女士|先生|小姐|医生|主任)';
const NAME = `(?:[老小]?${SURNAME}${TITLE}|[老小]${SURNAME}(?!区)|${SURNAME}${GIVEN}${TITLE}?)`;
const FIGURE = '\\d零一二两三四五六七八九十百甲乙丙丁';
const DOOR = `(?:\\p{Script=Han}{2,6}?)?[${FIGURE}][${FIGURE}栋幢号楼院座#单元层室\\-—]*`;
const ROOM = /(?<!\d)\d{3,4}(?:室|号)?$|室/u;
const SELF = '(?:(?:大家|你|您|书记|社区)好[，,。！! ]*)?(?:我|俺|本人|在下)';
const SAYS_WHO = '(?:就?是|叫做?|姓|名叫|的?名字(?:叫|是)|住在?|家住在?)?';
const NEIGHBOUR = '(?:居民|业主|住户|租户|户主|房主|老住户)';

/** A clause that says who writes and nothing else. */
const INTRODUCTION = new RegExp(
  `^${SELF}${SAYS_WHO}(?:${DOOR})?的?${NEIGHBOUR}?(?:${NAME}|(?<=姓)${SURNAME})的?${NEIGHBOUR}?[啊呀哈]?$`,
  'u',
);
/** The same at the head of a clause that goes on. */
const INTRODUCES = new RegExp(
  `^${SELF}(?:就?是|叫做?|名叫|的?名字(?:叫|是))(?:${DOOR}的?)?${NEIGHBOUR}?${NAME}(?=${GOES_ON})(?!的[妈爸儿女老孩])`,
  'u',
);
/** 「住5栋1单元302」「我是3栋501的」: an own door. */
const LIVES = new RegExp(
  `^(?:${SELF}${SAYS_WHO}|我们?家?住在?|家?住在?)(${DOOR})的?${NEIGHBOUR}?$`,
  'u',
);
/** 「别说是我孙晓梅说的」「是我王姐反映的」: only the name goes. */
const WISHED_UNNAMED = new RegExp(
  `((?:别|不要|莫|勿|不能)(?:说|提|讲|写|透露)(?:出)?(?:是)?我?|是我|我)(?:${DOOR}的?)?${NAME}(?=(?:说|反映|举报|投诉|讲|告诉|告|发|报|写)|$)`,
  'gu',
);
const LABELLED = new RegExp(
  `(?:姓名|名字|联系人|反映人|举报人|投诉人|署名|落款)(?:是|叫)?[:： ]*${NAME}`,
  'gu',
);
const SIGNED = new RegExp(`[\\s]*(?:——|--|—)\\s*${NAME}\\s*$`, 'u');
/** 「王秀英，我的电话139…」: a name that stands by itself before the own number. */
const BESIDE_NUMBER = new RegExp(
  `(^|[，,。；;！!？?\\s])${NAME}[，, ]*(?=(?:我的?)(?:电话|手机|号码)|(?:\\+?86)?1[3-9]\\d[- ]?\\d{4}[- ]?\\d{4}\\s*$)`,
  'gu',
);
/** Nobody introduces themselves at greater length. */
const LONGEST = 40;
const CLAUSE = /([，,。；;！!？?\n]+)/u;
const NAMED_BY = new RegExp(`^${NAME}$`, 'u');

/**
 * The text without what its writer says of who they are: name, title, own door.
 * @param known names under which the writer is known; one that is no name (a nickname like 平安) is left alone
 */
export function withoutSelfNaming(text: string, known: readonly (string | undefined)[]): string {
  const words = text
    .replace(WISHED_UNNAMED, (_all, plea: string) => (plea.endsWith('我') ? plea : `${plea}我`))
    .replace(LABELLED, '')
    .replace(SIGNED, '')
    .replace(BESIDE_NUMBER, '$1');
  const names = known.filter((name) => name !== undefined && NAMED_BY.test(name));
  const rest = names.reduce<string>(
    (left, name) => left.replaceAll(name ?? '', ''),
    withoutIntroductions(words),
  );
  return rest === text ? text : tidy(rest);
}

/** The text without clauses that only say who writes; for short lists, where the matter is what counts. */
export function withoutIntroductions(text: string): string {
  const parts = text.split(CLAUSE);
  const kept = parts.map((part, index) => {
    if (index % 2 === 1) return part;
    const clause = part.trim();
    if (clause.length <= LONGEST && isIntroduction(clause)) return '';
    return clause.replace(INTRODUCES, '');
  });
  const rest = kept.join('');
  return rest === text ? text : tidy(rest);
}

/** Only 「我」 or 「我住3栋」 names nobody: the house is where the matter is. */
function isIntroduction(clause: string): boolean {
  return INTRODUCTION.test(clause) || ROOM.test(LIVES.exec(clause)?.[1] ?? '');
}

const WHOM =
  '(?:别人|旁人|他们?|她们?|人家|邻居|物业|网格员|书记|社区|楼[上下]|隔壁|对门|任何人|大家|对方|谁)';
/** A clause that asks not to be named and says nothing else. */
const PLEA = new RegExp(
  `^(?:千万|请|麻烦|求你们?|拜托)*(?:你们?)?(?:(?:千万)?(?:别|不要|不能|不许|莫|勿|甭|不想)(?:让|跟|和|对|给|把)?${WHOM}?(?:说|提|讲|告诉|透露|泄露|知道|写|报)${WHOM}?(?:出去|出来|出)?(?:是|我是)?(?:我|我的?(?:真?名字?|姓名|电话))?(?:说|讲|反映|举报|报|告|投诉|提)?(?:的|出去|出来)?|匿名|(?:替我|帮我|给我|为我)?保密)(?:啊|哈|呀|哦|吧|谢谢|好吗|行吗)*$`,
  'u',
);

/** The text without its plea not to be named: what is left is the matter. */
export function withoutPlea(text: string): string {
  const parts = text.split(CLAUSE);
  const kept = parts.map((part, index) => (index % 2 === 0 && PLEA.test(part.trim()) ? '' : part));
  const rest = kept.join('');
  return rest === text ? text : tidy(rest);
}

/** Punctuation that lost its words. */
function tidy(text: string): string {
  return text
    .replace(/([，,。；;！!？?\n])[，,。；;！!？? ]*(?=[，,。；;！!？?\n])/gu, '')
    .replace(/^[，,。；;！!？?\s]+|[，,；;\s]+$/gu, '');
}
