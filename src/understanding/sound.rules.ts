/**
 * How names sound. Residents type by ear: 灵溪 for 灵西, 林西 where n and ng are one, "lingxi" where no characters are
 * offered. The order of the characters by sound is the machine's own (collation of the Chinese locale); the table holds
 * the first character of each syllable in that order.
 */

/** Each syllable with its first character; ü is v. */
const FIRST_OF_SYLLABLE =
  'a吖ai哎an安ang肮ao凹ba八bai掰ban扳bang邦bao勹bei卑ben奔beng崩bi逼bian边biao灬bie憋bin玢bing冫' +
  'bo拨bu逋ca嚓cai猜can参cang仓cao操ce册cen岑ceng噌cha叉chai拆chan觇chang伥chao抄che车chen抻' +
  'cheng柽chi吃chong充chou抽chu出chuai揣chuan巛chuang疮chui吹chun春chuo踔ci呲cong匆cou凑cu粗' +
  'cuan汆cui崔cun村cuo搓da哒dai呆dan丹dang当dao刀de得deng灯di氐dia嗲dian掂diao刁die爹ding丁diu丢' +
  'dong东dou都du嘟duan端dui堆dun吨duo多e婀ei诶en恩er儿fa发fan帆fang匚fei飞fen分feng丰fou缶fu夫ga旮' +
  'gai该gan甘gang冈gao皋ge戈gei给gen根geng庚gong工gou勾gu估gua瓜guai乖guan关guang光gui归gun丨' +
  'guo呙ha哈hai咳han顸hang夯hao蒿he诃hei黑hen痕heng亨hong轰hou侯hu乎hua花huai怀huan欢huang肓hui灰' +
  'hun昏huo耠ji丌jia加jian戋jiang江jiao艽jie阶jin巾jing京jiong冂jiu纠ju居juan娟jue噘jun军ka咔' +
  'kai开kan刊kang康kao尻ke苛ken肯keng吭kong空kou抠ku刳kua夸kuai蒯kuan宽kuang匡kui亏kun坤kuo扩la垃' +
  'lai来lan兰lang啷lao捞le仂lei雷leng塄li哩lia俩lian奁liang良liao撩lie咧lin拎ling伶liu溜long龙' +
  'lou娄lu噜lv驴luan娈lve掠lun抡luo罗ma妈mai埋man颟mang邙mao猫me么mei没men门meng虻mi咪mian宀miao喵' +
  'mie乜min民ming名miu谬mo摸mou哞mu毪na拿nai乃nan囡nang囔nao孬ne疒nei馁nen恁neng能ng嗯ni妮nian拈' +
  'niang娘niao鸟nie捏nin您ning宁niu妞nong农nou耨nu奴nv女nuan暖nve疟nuo挪o喔ou讴pa趴pai拍pan潘' +
  'pang乓pao抛pei呸pen喷peng怦pi丕pian偏piao剽pie氕pin姘ping乒po钋pou剖pu仆qi七qia掐qian千qiang呛' +
  'qiao悄qie且qin亲qing青qiong邛qiu丘qu区quan悛que炔qun逡ran蚺rang禳rao娆re惹ren人reng扔ri日' +
  'rong戎rou柔ru如ruan阮rui蕤run闰ruo若sa仨sai塞san三sang桑sao搔se色sen森seng僧sha杀shai筛shan山' +
  'shang伤shao捎she奢shen申sheng升shi尸shou收shu书shua刷shuai衰shuan闩shuang双shui水shun吮' +
  'shuo说si厶song忪sou嗖su苏suan狻sui虽sun孙suo唆ta他tai胎tan坍tang汤tao涛te忑teng疼ti剔tian天' +
  'tiao佻tie帖ting厅tong通tou偷tu凸tuan湍tui推tun吞tuo乇wa挖wai歪wan弯wang尢wei危wen温weng翁wo挝' +
  'wu乌xi夕xia呷xian仙xiang乡xiao枭xie些xin心xing星xiong凶xiu休xu吁xuan轩xue削xun勋ya丫yan恹' +
  'yang央yao幺ye掖yi一yin因ying应yo哟yong佣you优yu纡yuan鸢yue曰yun晕za匝zai灾zan糌zang赃zao遭ze则' +
  'zei贼zen怎zeng增zha扎zhai斋zhan沾zhang张zhao钊zhe蜇zhen贞zheng争zhi之zhong中zhou州zhu朱' +
  'zhua抓zhuai拽zhuan专zhuang妆zhui隹zhun肫zhuo拙zi孜zong宗zou邹zu租zuan钻zui嘴zun尊zuo嘬';

const ORDER = new Intl.Collator('zh-u-co-pinyin');
const SYLLABLES = [...FIRST_OF_SYLLABLE.matchAll(/([a-z]+)([^a-z])/g)].map(
  ([, syllable, first]) => ({
    syllable: syllable ?? '',
    first: first ?? '',
  }),
);
/** Without the Chinese locale's data characters cannot be told by sound: then only what is written alike is alike. */
const IS_ORDERED = [...'阿北城苑宅'].every(
  (char, i, all) => i === 0 || ORDER.compare(all[i - 1] ?? '', char) < 0,
);
/** Characters with several readings, as they are read in names of places. */
const IN_NAMES: Readonly<Record<string, string>> = {
  长: 'chang',
  佛: 'fo',
  埔: 'pu',
  泊: 'bo',
  幢: 'zhuang',
  桔: 'ju',
  地: 'di',
  了: 'le',
  朝: 'chao',
  都: 'du',
  厦: 'sha',
  重: 'chong',
  谁: 'shui',
};
/** 二区 and 2区 sound alike. */
const DIGITS = ['ling', 'yi', 'er', 'san', 'si', 'wu', 'liu', 'qi', 'ba', 'jiu'];

function lookedUp(char: string): string | undefined {
  let low = 0;
  let high = SYLLABLES.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (ORDER.compare(SYLLABLES[middle]?.first ?? '', char) <= 0) low = middle;
    else high = middle;
  }
  return SYLLABLES[low]?.syllable;
}

const isHan = (char: string) => char >= '\u4e00' && char <= '\u9fa5';
const KNOWN = new Map<string, string | undefined>();

/** The syllable of a character without its tone, as in place names: 长 → `chang`; undefined for anything but Chinese. */
export function syllableOf(char: string): string | undefined {
  if (!KNOWN.has(char)) {
    const syllable = IS_ORDERED && isHan(char) ? (IN_NAMES[char] ?? lookedUp(char)) : undefined;
    KNOWN.set(char, syllable);
  }
  return KNOWN.get(char);
}

/** All syllables, always in the same order. */
export const SYLLABLE_NAMES: readonly string[] = SYLLABLES.map(({ syllable }) => syllable);

/** One syllable for those that many speakers do not tell apart: zh z, n l, ing in. */
export function blurred(syllable: string): string {
  return syllable
    .replace(/^([zcs])h/, '$1')
    .replace(/^n/, 'l')
    .replace(/([aeiu])ng$/, '$1n');
}

/** A code for each sound: one character, so that positions stay. */
class Codes {
  private readonly codeOf = new Map<string, string>();
  private readonly ofChar = new Map<string, string>();

  constructor(private readonly fold: (syllable: string) => string) {}

  of(char: string): string {
    let code = this.ofChar.get(char);
    if (code === undefined) {
      code = this.coded(char);
      this.ofChar.set(char, code);
    }
    return code;
  }

  private coded(char: string): string {
    const syllable = syllableOf(char) ?? (/^\d$/.test(char) ? DIGITS[Number(char)] : undefined);
    if (syllable === undefined) return char;
    const sound = this.fold(syllable);
    const known = this.codeOf.get(sound) ?? String.fromCharCode(0xe000 + this.codeOf.size);
    this.codeOf.set(sound, known);
    return known;
  }
}

const SAME = new Codes((syllable) => syllable);
const NEAR = new Codes(blurred);

function coded(text: string, codes: Codes): string {
  let key = '';
  for (const char of text) key += codes.of(char);
  return key;
}

/** A key that is equal for names that sound the same: 灵溪小区 and 灵西小区. Same length as the name. */
export function soundOf(name: string): string {
  return coded(name, SAME);
}

/** As {@link soundOf}, but equal too for what many speakers say alike: 林西小区 and 灵西小区. */
export function nearSoundOf(name: string): string {
  return coded(name, NEAR);
}

/** A name in pinyin without tones and spaces; undefined when something in it is neither Chinese nor a letter or digit. */
export function pinyinOf(name: string): string | undefined {
  let spelt = '';
  for (const char of name) {
    const syllable = syllableOf(char) ?? (/[A-Za-z\d]/.test(char) ? char.toLowerCase() : undefined);
    if (syllable === undefined) return undefined;
    spelt += syllable;
  }
  return spelt;
}
