/** What the page's API says when it cannot do something, one sentence each. */
export const pageTexts = {
  timeIsMoving: '时间正在往前走，等它停下再拨。',
  timeIsPast: '时间只能往前走，不能倒回去。',
  timeTooFar: '一次最多往前走 60 天。',
  badTime: '时间要写成分钟数，或“2026-12-01 09:00”这样。',
  noSuchPerson: '通讯录里没有这个人。',
  notReady: '小邻还没上线，稍等一下再试。',
  badMessage: '这条消息写得不对，没有发出去。',
  textTooLong: '一条消息最多两万字。',
  cannotRecall: '只能撤回自己刚发的消息。',
  noFile: '没有收到文件。',
  fileTooLarge: '文件太大了，这里一次最多发 60 MB。',
  badFileKind: '只能发图片、语音、视频和文件。',
  fileGone: '这个文件已经不在了。',
} as const;

/** The sandbox was pointed at a database in which real people's talk is kept. */
export const realChannelText =
  '这个数据库里有真实账号的数据，沙盒不会碰它；请换一个 DATABASE_URL（或 LINLI_DATA_DIR），或把 LINLI_CHANNEL 改回原来的渠道';

/** Friendly names of strangers, in the order in which they are made. */
export const strangerNames = [
  '路过的风',
  '小鱼儿',
  '向日葵',
  '老街坊',
  '外卖小哥阿凯',
  '山水之间',
] as const;

/** What a stranger writes with a friend request unless they say otherwise. */
export const defaultHello = '你好，我是附近的居民';
