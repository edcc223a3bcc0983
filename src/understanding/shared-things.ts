/**
 * Things that several households share, and what is commonly wrong with them: what two people can mean together.
 * What is not in this table is never taken for the same matter; a missed pair costs one more case, a wrong one a voice.
 */

/** How far a thing reaches: up to which part of the address two places have to agree. */
export type Reach = 'door' | 'building' | 'estate';

/** A thing with its faults; words are looked for in folded text. */
export interface SharedThing {
  readonly name: string;
  readonly reach: Reach;
  readonly words: RegExp;
  /** Names of faults with their words; two texts have to share one. */
  readonly faults: Readonly<Record<string, RegExp>>;
  /** Must stand in both texts: only then it is everybody's and not one household's. */
  readonly only?: RegExp;
  /** Said beside it, the words are about something else. */
  readonly not?: RegExp;
  /** Where it stands says nothing about which one it is. */
  readonly anywhere?: true;
}

const OUT = /坏|不亮|没亮|不着|黑|不灵|没反应|失灵|灭了|没(?:有)?灯|没(?:有)?电|不好使|用不了/u;
const STUCK =
  /坏|不动|停了|停运|又停|罢工|没反应|不走|卡住|卡着|失灵|不灵|用不了|不开门|关不|不好使|出故障|不能用/u;
const FULL =
  /满|没人(?:收|清|管|倒|扫|拉|运)|没(?:倒|清|收|扫|拉|运)|堆|冒出|臭|外溢|成山|无人(?:收|清|扫)/u;
const FLOWS = /堵|漫|冒|溢|返|满|流|横流|下不去|不通|臭/u;
const WHOLE =
  /整栋|全栋|整楼|整个楼|全楼|整个单元|整单元|一整栋|一栋楼|\d栋全|栋也?全|我们楼|整个小区|全小区|小区全/u;

/** Looked through in this order; the first whose words and fault are said is meant. */
export const SHARED_THINGS: readonly SharedThing[] = [
  thing('kiosk light', 'estate', /岗亭.{0,4}灯/u, { out: OUT }),
  thing('garage light', 'estate', /车库.{0,6}灯/u, { out: OUT }),
  thing('garage flood', 'estate', /车库/u, { flood: /积水|进水|淹|泡|全是水|都是水/u }),
  thing(
    'hall light',
    'door',
    /(?:楼道|楼梯|走廊|过道|楼道里|楼梯间|楼梯上).{0,8}(?:灯|照明|黑)|(?:声控|感应)灯|灯泡.{0,8}楼道/u,
    {
      out: OUT,
    },
    { not: /太亮|长明|停|充电|关不/u },
  ),
  thing(
    'street light',
    'estate',
    /路灯|小区里?的?灯|巷(?:子)?里?的?灯/u,
    { out: OUT },
    { not: /太亮|刺眼|晃眼|安装|加装|装路灯|装个/u },
  ),
  thing(
    'lift',
    'door',
    /电梯|升降梯/u,
    { stuck: STUCK, door: /门.{0,6}(?:关不|不严|夹)/u },
    {
      not: /加装|装电梯|广告|烟|味|尿|年检|按钮|灯|空调|吵|脏|装修|费/u,
    },
  ),
  thing('intercom', 'door', /对讲/u, { broken: /坏|没反应|不响|没声音|不好使|失灵|听不|用不了/u }),
  thing(
    'unit door',
    'door',
    /门禁|单元门|大?铁门|楼道门|防盗门.{0,3}单元/u,
    {
      broken: /坏|关不|锁不|敞|刷不|刷卡没|打不开|失灵|谁都能进/u,
    },
    { not: /卡丢|补(?:一)?张|办卡|玻璃|对讲|单元门口/u },
  ),
  thing('barrier', 'estate', /道闸|起落杆|栏杆机|抬杆|拦车杆/u, {
    broken: /坏|抬不|不抬|落不|不落|断|失灵|没反应/u,
  }),
  thing(
    'rubble',
    'door',
    /(?:建筑|装修)垃圾/u,
    { full: /堆|倒|没人|没(?:拉|运|清)|占/u },
    { not: /吵|噪/u },
  ),
  thing(
    'rubbish',
    'door',
    /垃圾/u,
    { full: FULL },
    { not: /烧|盖子|换新|扔到|建筑|装修|分类|费/u },
  ),
  thing('septic tank', 'building', /化粪池/u, { flows: FLOWS }),
  thing(
    'drain',
    'door',
    /下水(?:道|管|井)?|污水(?:井|管)?|排水(?:沟|管)|雨水井/u,
    {
      flows: /堵|漫|冒|溢|返|横流|不通|流了?一地|满地/u,
    },
    { not: /水池|洗菜|地漏|马桶|费/u },
  ),
  thing('manhole', 'door', /井盖|窨井/u, {
    gone: /没了|不见|丢|被偷|缺/u,
    loose: /松|响|哐|翘|晃/u,
    broken: /坏|破|裂|塌|碎/u,
  }),
  thing(
    'water',
    'building',
    /停水|没(?:有)?水|断水|没来水/u,
    { off: /停水|没(?:有)?水|断水/u },
    { only: WHOLE, not: /水压|爆/u },
  ),
  thing(
    'power',
    'building',
    /停电|没(?:有)?电|断电/u,
    { off: /停电|没(?:有)?电|断电|全黑/u },
    { only: WHOLE },
  ),
  thing(
    'heating',
    'building',
    /暖气|供暖|地暖/u,
    { cold: /不热|冰|凉|冷/u },
    { only: WHOLE, not: /费|漏/u },
  ),
  thing(
    'clutter',
    'door',
    /(?:楼道|楼梯|走廊|过道|楼梯口|楼梯间).{0,10}(?:杂物|纸箱|纸板|沙发|家具|东西)|(?:杂物|纸箱|沙发|纸板).{0,10}(?:楼道|楼梯|走廊|过道)/u,
    {
      piled: /堆|放|占|堵|全是|摆/u,
    },
  ),
  thing(
    'scooters indoors',
    'door',
    /(?:楼道|楼梯|走廊|过道).{0,10}(?:电动车|电瓶车)|(?:电动车|电瓶车).{0,8}(?:楼道|楼梯|走廊|过道)/u,
    {
      charged: /充电/u,
      parked: /停/u,
    },
    { not: /丢|偷/u },
  ),
  thing('charging point', 'estate', /充电(?:桩|棚|柜)/u, {
    broken: /坏|充不|用不了|没反应|没电|跳闸|断电/u,
  }),
  ...[
    '单杠',
    '双杠',
    '跷跷板',
    '滑梯',
    '秋千',
    '跑步机',
    '漫步机',
    '扭腰器',
    '乒乓球台',
    '篮球架',
    '凉亭',
    '长椅',
    '喷泉',
    '木栈道',
  ].map((name) =>
    thing(
      name,
      'estate',
      new RegExp(name, 'u'),
      { broken: /坏|断|裂|破|碎|烂|掉|松|晃/u },
      { not: /吵|打牌|玻璃碴/u },
    ),
  ),
  thing('square dancing', 'estate', /广场舞|跳舞.{0,6}(?:喇叭|音响)|大喇叭.{0,6}跳舞/u, {
    loud: /吵|响|声音|噪|大/u,
  }),
  thing(
    'fire lane',
    'estate',
    /消防通道/u,
    { blocked: /堵|停|占|封/u },
    { not: /消防栓|杂物|楼道|楼梯/u },
  ),
  thing(
    'parcel lockers',
    'estate',
    /快递柜|丰巢/u,
    { broken: /坏|打不开|开不了|没反应|黑|取不|拿不出/u },
    { not: /收费|通道/u },
  ),
  thing(
    'camera',
    'estate',
    /监控|摄像头/u,
    { broken: /坏|黑屏|不亮|没用|不能用/u },
    { not: /想看|调|查|车被|偷/u },
  ),
  thing('road', 'estate', /路面|那块路|地面|的路|马路|道路/u, {
    broken: /坑|塌|陷|裂|坏|洼|不平/u,
  }),
  thing(
    'outer wall',
    'building',
    /外墙|墙砖|墙皮/u,
    { falls: /掉|脱落|剥落/u },
    { not: /楼道|走廊|家|渗|广告/u },
  ),
  thing(
    'tree',
    'door',
    /树/u,
    {
      branch: /断/u,
      falls: /歪|倒|倾斜/u,
    },
    { not: /挡光|修剪|虫|果/u },
  ),
  thing(
    'stray dogs',
    'estate',
    /野狗|流浪狗/u,
    { about: /咬|追|多|成群|好几|不敢|叫/u },
    { anywhere: true },
  ),
  thing(
    'rats',
    'estate',
    /老鼠|鼠患/u,
    { many: /多|成灾|乱窜|到处|满/u },
    { not: /家里|厨房/u, anywhere: true },
  ),
  thing('handrail', 'door', /扶手/u, { broken: /松|晃|掉|断|坏/u }),
  thing('hall window', 'door', /(?:楼道|楼梯|走廊|楼梯间).{0,8}(?:玻璃|窗)/u, {
    broken: /碎|破|烂|掉|坏/u,
  }),
  thing(
    'roof',
    'door',
    /楼顶|屋顶|顶楼/u,
    { leaks: /漏/u },
    { only: /楼道|走廊|过道|天花板|防水/u },
  ),
  thing(
    'derelict car',
    'building',
    /僵尸车|(?:废|破|旧)[^,。]{0,5}车|车.{0,8}没人开/u,
    { stands: /停|占|落满灰|没人/u },
    { not: /偷|丢/u },
  ),
  thing(
    'building site',
    'building',
    /工地|施工/u,
    { loud: /打桩|吵|噪|睡不着|响/u },
    { not: /扬尘|灰|装修/u, anywhere: true },
  ),
];

function thing(
  name: string,
  reach: Reach,
  words: RegExp,
  faults: SharedThing['faults'],
  more: Pick<SharedThing, 'only' | 'not' | 'anywhere'> = {},
): SharedThing {
  return { name, reach, words, faults, ...more };
}
