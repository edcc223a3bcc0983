/** Everything in this room reads folded text: full width, odd spaces and common traditional characters evened out, one character for one. */

const TRADITIONAL =
  '棟栋號号樓楼單单門门電电燈灯壞坏車车開开關关們们這这個个沒没還还嗎吗無无為为來来時时間间東东號号區区點点說说話话謝谢請请問问題题兒儿媽妈爺爷兩两萬万現现場场幫帮報报處处網网員员誰谁聽听見见進进過过發发髒脏臺台灣湾廠厂園园國国華华陽阳馬马鄰邻壓压爛烂閥阀氣气裝装響响鬧闹養养狗狗貓猫將将會会對对氣气斷断煙烟滅灭著着火火緊紧傷伤醫医護护';
const SIMPLE = new Map<string, string>();
for (let i = 0; i + 1 < TRADITIONAL.length; i += 2) {
  SIMPLE.set(TRADITIONAL.charAt(i), TRADITIONAL.charAt(i + 1));
}
const FOLDED = new RegExp(
  `[\\uFF01-\\uFF5E\\u3000\\u00A0\\u0000-\\u001F\\u007F-\\u009F\\u2000-\\u200F\\u2028-\\u202F\\uFEFF【】﹑—–－～﹣−─━﹟${[...SIMPLE.keys()].join('')}]`,
  'g',
);

function foldChar(char: string): string {
  const simple = SIMPLE.get(char);
  if (simple !== undefined) return simple;
  if ('【】'.includes(char)) return char === '【' ? '[' : ']';
  if (char === '﹑') return '、';
  if ('—–－﹣−─━'.includes(char)) return '-';
  if (char === '～') return '~';
  if (char === '﹟') return '#';
  const code = char.charCodeAt(0);
  return code >= 0xff01 && code <= 0xff5e ? String.fromCharCode(code - 0xfee0) : ' ';
}

/** What becomes of each character that is folded. */
const FOLDS_TO = new Map<number, string>();

/** What a character is to this file, so that clean text is known at a glance. */
const FOLDS = 1;
const SIGN = 2;
const SUSPECT = 4;
const WORD = 8;
const CHARACTERS = 1 << 16;
const SPACE = 32;
const PICTURES = /[\p{Extended_Pictographic}\u{1F1E6}-\u{1F1FF}\u{1F3FB}-\u{1F3FF}\u20E3]|\uFE0F/gu;
const KIND = kindsOfCharacters();

function kindsOfCharacters(): Uint8Array {
  const kinds = new Uint8Array(CHARACTERS);
  const all = Array.from({ length: CHARACTERS }, (_, code) => String.fromCharCode(code)).join('');
  const mark = (pattern: RegExp, kind: number) => {
    for (const { index } of all.matchAll(pattern)) kinds[index] = (kinds[index] as number) | kind;
  };
  mark(FOLDED, FOLDS);
  for (const [char] of all.matchAll(FOLDED)) FOLDS_TO.set(char.charCodeAt(0), foldChar(char));
  mark(/[,.!?~、。…;: ]/g, SIGN);
  // Halves of pairs and odd white space are left to the patterns.
  mark(/[[\uD800-\uDFFF]|(?! )\s/g, SUSPECT);
  mark(PICTURES, SUSPECT);
  mark(/[\p{L}\p{N}]/gu, WORD);
  return kinds;
}

function has(text: string, kind: number): boolean {
  for (let i = 0; i < text.length; i++)
    if ((KIND[text.charCodeAt(i)] as number) & kind) return true;
  return false;
}

/** One character in, one character out, so that positions in the folded text are positions in the text. Linear. */
export function fold(text: string): string {
  let folded = '';
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (!((KIND[code] as number) & FOLDS)) continue;
    folded += text.slice(from, i) + (FOLDS_TO.get(code) ?? '');
    from = i + 1;
  }
  return from === 0 ? text : folded + text.slice(from);
}

/**
 * For reading places: folded, upper case, no spaces; a space between two numbers becomes a dash (「3 2 501」).
 * Positions are not kept.
 */
export function compact(text: string): string {
  return fold(text)
    .replace(/(\d) +(?=\d)/g, '$1-')
    .replace(/ +/g, '')
    .toUpperCase();
}

/** WeChat writes its own faces as `[微笑]`. */
const WECHAT_FACES =
  /\[(?:微笑|撇嘴|色|发呆|得意|流泪|害羞|闭嘴|睡|大哭|尴尬|发怒|调皮|呲牙|惊讶|难过|囧|抓狂|吐|偷笑|愉快|白眼|傲慢|困|惊恐|憨笑|悠闲|咒骂|疑问|嘘|晕|衰|骷髅|敲打|再见|擦汗|抠鼻|鼓掌|坏笑|右哼哼|鄙视|委屈|快哭了|阴险|亲亲|可怜|笑脸|生病|脸红|破涕为笑|恐惧|失望|无语|嘿哈|捂脸|奸笑|机智|皱眉|耶|吃瓜|加油|汗|天啊|社会社会|旺柴|好的|打脸|哇|翻白眼|666|让我看看|叹气|苦涩|裂开|嘴唇|爱心|心碎|拥抱|强|弱|握手|胜利|抱拳|勾引|拳头|OK|合十|啤酒|咖啡|蛋糕|玫瑰|凋谢|菜刀|炸弹|便便|月亮|太阳|庆祝|礼物|红包|福|烟花|爆竹|猪头|跳跳|发抖|转圈)\]/g;

/** Of folded text: no pictures, no two signs in a row, none at the ends: most of what people write. */
function isPlain(text: string): boolean {
  let before = SIGN;
  for (let i = 0; i < text.length; i++) {
    const kind = KIND[text.charCodeAt(i)] as number;
    if (kind & SUSPECT || (kind & SIGN && before & SIGN)) return false;
    before = kind;
  }
  return text.charCodeAt(text.length - 1) !== SPACE;
}

/** Text without pictures and faces, runs of punctuation reduced to one, ends trimmed: what sentences are read from. */
export function plain(text: string): string {
  const folded = fold(text);
  if (isPlain(folded)) return folded;
  return folded
    .replace(WECHAT_FACES, ' ')
    .replace(PICTURES, ' ')
    .replace(/([,.!?~、。…;:])[,.!?~、。…;: ]+/g, '$1')
    .replace(/ +/g, ' ')
    .trim();
}

/** Nothing in it that could be read as words: empty, pictures, faces or punctuation only. */
export function isWordless(text: string): boolean {
  return !(has(plain(text), WORD) || /[\p{L}\p{N}]/u.test(plain(text)));
}

/** Characters without punctuation and spaces, lower case: for comparing whole short sentences. */
export function bare(text: string): string {
  const s = plain(text);
  if (has(s, SUSPECT)) return s.replace(/[^\p{L}\p{N}]+/gu, '').toLowerCase();
  let kept = '';
  let from = 0;
  for (let i = 0; i <= s.length; i++) {
    if (i < s.length && (KIND[s.charCodeAt(i)] as number) & WORD) continue;
    if (i > from) kept += s.slice(from, i);
    from = i + 1;
  }
  return kept.toLowerCase();
}
