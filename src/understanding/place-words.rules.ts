/** Places in a text that no roster knows: estates by their endings, roads with numbers, landmarks by their kind. */

const ENDING =
  '小区|花园|花苑|花城|家园|嘉园|新村|公寓|新苑|名苑|雅苑|佳苑|丽苑|嘉苑|家苑|苑|公馆|名邸|华府|府邸|华庭|豪庭|雅庭|庭院|大院|宿舍|生活区|住宅区|安置房|回迁房|安置点|广场|大厦|名城|新城|国际城|水岸|湾|里弄|花都|山庄|别墅|府|郡|墅|轩|阁|居|坊|园|城|村|庄|里|院';
const STRONG =
  '居民小区|小区|花园|花苑|家园|嘉园|新村|公寓|新苑|名苑|雅苑|佳苑|嘉苑|家苑|公馆|华府|华庭|豪庭|宿舍区|生活区|安置房小区|名城|山庄';
/** Words that end before a name begins. */
const LEAD =
  /^.*(?:住在|家在|就在|位于|地址是?|来自|坐落在?|我是|我们是|你好|您好|请问|麻烦|关于|反映一下|反应一下|反映|反应|一下|投诉|举报|还有|另外|以及|不是|绑定|改成|搬到|搬去|是|在|(?<!商)住(?!宅)|到|去|从|和|跟|与|给|我们|咱们|俺们|我|咱|俺|你们|他们|这里|这边|那边|这个|那个|市|区(?=.{2})|县|街道|镇|社区|[,。!?、:;□"「」()[\] ])/;
const NOT_A_NAME =
  /^(?:[整全本这那该个每某同几老旧新]|我们|咱们|哪个|一个|这个|那个|什么|有的|其他|别的|隔壁|附近|高档|封闭|无人|老旧)?(?:小区|花园|家园|新村|公寓|广场|大厦|苑|园|城|村|庄|里|院|宿舍|生活区|城里|家里|屋里|村里|院里|楼里|这里|那里|哪里|公园|幼儿园|医院|法院|学校|派出所|敬老院|养老院|电影院|校园)$|^(?:整个|全部|所有|建议|希望|盼望|恳请|请求|要求|申请|能否|可否|能不能|为啥|为什么|今天|今晚|今早|昨天|昨晚|早上|晚上|最近|现在|目前)小区$/;
const FUNCTION_CHAR =
  /[我你他她它们这那哪的了吗呢吧啊是有没不在就都也还要会能把被让跟和请从去来给对为什么怎谁坏漏堵停断修水电气灯脏臭吵]/;

/** As LEAD, without the single characters that names are made of as well: 春和花园. */
const SURE_LEAD =
  /^.*(?:住在|家在|就在|位于|地址是?|来自|坐落在?|我是|我们是|你好|您好|请问|麻烦|关于|反映一下|反映|反应|一下|投诉|举报|还有|另外|以及|不是|绑定|改成|搬到|搬去|我们|咱们|俺们|我|咱|俺|你们|他们|这里|这边|那边|这个|那个|[,。!?、:;□"「」()[\] ])/;

function trimLead(text: string): string {
  return text.replace(LEAD, '');
}

const BEFORE_DOOR = /([\u4e00-\u9fa5A-Z\d·]{2,14}?)(?:的|,|里面|那边|这边)?[-_ ]*$/;
const HAS_ENDING = new RegExp(
  `(?:${ENDING}|[一二三四五六七八九十\\d]+(?:期|区)|[A-Z东南西北]区|[一二三四五六七八九十]村|(?:商住|家属|宿舍|职工)楼)$`,
);
/** What no name has in it. */
const TOLD_CHAR = /[我你他她它们这那哪的了吗呢吧啊没不谁怎么坏漏堵停断修吵]/;
/** What a sentence ends with before it comes to a building, and a name seldom does. */
const ENDS_SENTENCE =
  /(?:[是在有到说看问报做找去来给对从跟和与住叫让帮请]|[水电气灯梯脏臭]|[门口前后边面上下里内外天家位个处]|现在|今早|小区|社区|街道|旁边|时候|物业|师傅|老人|孩子|问题|有人)$/;

function nameIn(trimmed: string): string | undefined {
  const name = BEFORE_DOOR.exec(trimmed)?.[1];
  if (name === undefined || NOT_A_NAME.test(name) || /^[\dA-Z]+$/.test(name)) return undefined;
  if (HAS_ENDING.test(name)) return name;
  if (!/^[\u4e00-\u9fa5]+$/.test(name)) return undefined;
  if (name.length <= 6 && !FUNCTION_CHAR.test(name)) return name;
  const isName = name.length >= 3 && name.length <= 8 && !TOLD_CHAR.test(name);
  return isName && !ENDS_SENTENCE.test(name) ? name : undefined;
}

/** The estate written right before a building: 「我住在灵西小区」3栋, 「红星」3栋. */
export function readEstateAhead(before: string): string | undefined {
  return nameIn(trimLead(before)) ?? nameIn(before.replace(SURE_LEAD, ''));
}

const ANYWHERE = new RegExp(`([\\u4e00-\\u9fa5A-Z\\d·]{0,10}?)(${STRONG})`, 'g');

const ENDS_AS_ESTATE = new RegExp(`(?:${STRONG}|[A-Z东南西北一二三四五六七八九\\d][区期苑])$`);

/** Whether a name ends as names of estates do: what is written there is no slip of the finger. */
export function endsAsEstate(name: string): boolean {
  return ENDS_AS_ESTATE.test(name);
}

/** An estate by a telling ending anywhere in the text. */
export function readEstateAnywhere(text: string): string | undefined {
  ANYWHERE.lastIndex = 0;
  for (let match = ANYWHERE.exec(text); match; match = ANYWHERE.exec(text)) {
    const stem = trimLead(match[1] ?? '');
    const name = `${stem}${match[2]}`;
    if (stem.length >= 2 && !FUNCTION_CHAR.test(stem) && !NOT_A_NAME.test(name)) return name;
  }
  return undefined;
}

const ROAD =
  /([\u4e00-\u9fa5]{1,8}?(?:大道|大街|路|街|巷|弄|胡同))(?:与|和)?(\d{1,5}(?:-\d{1,4})?)(号|弄)?(?!路|线|公交|车|楼|栋|幢|单元)/;
const NAMED_ROAD =
  /([\u4e00-\u9fa5]{1,6}?(?:大道|大街|路|街|巷))(?:与|和|跟|交叉口|口|上|边|中段|东段|西段|南段|北段|附近|旁)/;
const NO_ROAD =
  /^(?:.*(?:马|道|公|走|修|铁|线|水|电|网|小|出|半|一|那条|这条|条|后|逛|上|大|过|堵|让|问|迷|带|占|盲|土|石子|水泥|思|门|料|套|生|活|绕|拦|开|坏|没有|断头|断)路|.*(?:上|逛|大|过|步行|商业|扫|满|一条)街|街|路|巷|.{0,2}小巷)$/;

/** Road and number: 濉溪路88号; a road alone only where something says that it is one. */
export function readRoad(text: string): { road: string; roadNo?: string } | undefined {
  const numbered = ROAD.exec(text);
  if (numbered) {
    const road = trimLead(numbered[1] ?? '');
    if (road.length >= 2 && !NO_ROAD.test(road)) return { road, roadNo: numbered[2] };
  }
  const named = NAMED_ROAD.exec(text);
  const road = named ? trimLead(named[1] ?? '') : '';
  return road.length >= 3 && !NO_ROAD.test(road) && !FUNCTION_CHAR.test(road)
    ? { road }
    : undefined;
}

const LANDMARK =
  /([\u4e00-\u9fa5]{1,8}?)(菜市场|菜场|菜市|农贸市场|小学|中学|幼儿园|公园|超市|医院|卫生院|地铁站|公交站|汽车站|车站|加油站|大桥|立交桥|体育馆|图书馆|派出所|电影院|商场|购物中心|文化广场|广场)/;

/** A landmark with a name of its own: 双岗菜市, 安居小学; 「旁边的超市」 has none. */
export function readLandmark(text: string): string | undefined {
  const match = LANDMARK.exec(text);
  if (!match) return undefined;
  const stem = trimLead(match[1] ?? '');
  return stem.length >= 2 &&
    stem.length <= 6 &&
    !FUNCTION_CHAR.test(stem) &&
    !/[边口面旁附近大小]$/.test(stem)
    ? `${stem}${match[2]}`
    : undefined;
}
