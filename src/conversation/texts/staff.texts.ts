import type { CaseFigures } from '../../cases/cases.types.js';
import { inBrief, numbered } from './people.texts.js';
import { caseLine } from './resident.texts.js';

interface PushedCase {
  readonly number: string;
  readonly place: string;
  readonly text: string;
}

const URGENCY_MARK = { emergency: '【紧急】', high: '【急】', normal: '' } as const;

/** Everything a grid worker, secretary or cadre reads. */
export const staffTexts = {
  newCase: (
    file: PushedCase & { readonly urgency: keyof typeof URGENCY_MARK },
    from: string,
    by: string,
  ) =>
    `${URGENCY_MARK[file.urgency]}新事 ${file.number}：${file.place || '地点没说清'}\n${file.text || '（语音，点开听）'}\n${from}\n最晚${by}。回“接单”由您来办，不归您回“退回 原因”。`,
  ownOpened: (files: readonly PushedCase[], by: string) =>
    `记下了，由您自己办，最晚${by}：\n${files.map(caseLine).join('\n')}`,
  newCaseAfter: (file: PushedCase, history: string, from: string, by: string) =>
    `${file.number} 交给您了：${file.place || '地点没说清'}\n${file.text || '（语音，点开听）'}\n${history}\n${from}\n最晚${by}。回“接单”由您来办。`,
  quietCase: '对方可能正受伤害：别打电话、别上门、别在群里提，先联系派出所，在微信里等对方说话。',
  voiceHint: (number: string) => `听完语音，回“补充 ${number} 一句话说明是什么事”。`,
  voiceOfUnnamed: (number: string, who: string) =>
    `${number} 的反映人不愿露面，这段语音只放给您听。请您听完把意思告诉${who}，别转语音。`,
  triage: (
    file: PushedCase & { readonly urgency: keyof typeof URGENCY_MARK },
    from: string,
    by: string,
  ) =>
    `${URGENCY_MARK[file.urgency]}${file.number} 还没对上网格：${file.place || '地点没说清'}\n${file.text || '（语音，点开听）'}\n${from}\n回“派单 ${file.number} 姓名”安排人，最晚${by}。`,
  from: (name: string, phone: string | undefined, concerned: string | undefined) =>
    `反映人：${name}${phone ? ` ${phone}` : ''}${concerned ? `（替${concerned}）` : ''}`,
  fromHidden: '反映人：不愿透露，请别打听',
  more: (number: string, text: string) => `${number} 补充：${text}`,
  joined: (number: string, text: string, from: string) =>
    `${number} 又有一位居民反映同一件事：${inBrief(text, 60)}\n${from}`,
  morePlace: (number: string, place: string) => `${number} 的地点改成${place}。`,
  passedLimit: '上一级过了时限没办完',
  noReason: '没有说明',
  tried: (note: string) => `已做：${note}`,
  notYours: (number: string) => `${number} 不用您办了，已转给别人。`,
  urged: (number: string, place: string) =>
    `${number}（${place || '地点见前'}）居民又来问了，麻烦看一下，回一句进展就行。`,
  withdrawn: (number: string) => `${number} 居民说不用办了，不用去了。`,
  reopened: (number: string, reason: string) =>
    `${number} 居民说没弄好${reason ? `：${reason}` : ''}。请再去看看。`,
  reopenedForSecretary: (file: PushedCase, who: string) =>
    `${caseLine(file)}：居民不满意，已请${who}再办，您留意一下。`,
  emergencyForSecretary: (file: PushedCase, who: string) =>
    `【紧急】${caseLine(file)}，已告诉${who}。`,
  emergencyRelay: (file: PushedCase, who: string, phone: string) =>
    `【紧急】${caseLine(file)}。${who ? `${who}还没连上小邻，请马上打电话：${phone}` : '还没有人接，请马上处理'}。`,
  unreachable: (file: PushedCase, who: string) =>
    `${caseLine(file)}：${who}还没连上小邻，收不到消息，请您转告。`,
  returned: (file: PushedCase, who: string, reason: string) =>
    `${who}退回 ${file.number}：${reason || '没说原因'}\n${file.place} ${inBrief(file.text, 40)}\n回“派单 ${file.number} 姓名”另外安排。`,
  reminder: (file: PushedCase, by: string) =>
    `提醒：${caseLine(file)}，最晚${by}。办了回一句“办结 ${file.number} 怎么弄好的”。`,
  overdue: (file: PushedCase, who: string) =>
    `${caseLine(file)}：过了时限还没办完，${who}在办，请您盯一下。`,
  wantsPerson: (from: string, text: string) =>
    `有居民想找人说话：${text}\n${from}\n请直接跟他联系。`,
  rated: (number: string, words: string) => `${number} 居民评价：${words}`,

  accepted: (number: string, by: string) => `好，${number} 您接了，最晚${by}。`,
  acceptedAll: (numbers: string) => `好，${numbers} 您都接了。`,
  resolvedAll: (numbers: string) => `${numbers} 都办结了，已告诉居民，请他们评价。`,
  noted: (number: string) => `${number} 的进展记下了，已告诉居民。`,
  visited: (number: string) => `${number} 上门记下了，已告诉居民。`,
  resolved: (number: string) => `${number} 办结了，已告诉居民，请他评价。`,
  resolvedOwn: (number: string) => `${number} 办结了。`,
  returnedDone: (number: string, who: string) => `${number} 退回了，${who}会另外安排。`,
  transferred: (number: string, who: string) => `${number} 转给${who}了。`,
  escalated: (number: string, who: string) => `${number} 已上报，由${who}接着办。`,
  assigned: (number: string, who: string) => `${number} 派给${who}了。`,
  written: (number: string) => `${number} 补上了。`,
  doneWithoutWords: '已经处理好了',
  notYetManaging: (word: string) => `“${word}”我还不会，这件先照老办法办，别等我。`,
  notYet: (word: string) => `“${word}”我还不会，先直接跟书记说一声。`,
  already: (number: string) => `${number} 已经是这样了，不用再回。`,
  resultPictures: (number: string, what: string) => `${what}放进 ${number} 了。`,
  picturesHeld: (what: string) => `${what}收到了。回“办结 编号 怎么弄好的”，我一起放进去。`,
  heldBy: (number: string, who: string) =>
    `${number} 现在由${who}在办，您这边不用管。要接过来，请书记派单。`,
  noSuchCase: (number: string) => `没有 ${number} 这件事，再看看编号？`,
  /** Nobody else raised it: there is nobody to wait for. */
  doneUnrated: '弄好了',
  noRating: '谢谢，同事报的事不打分，听居民的。',
  noneOpen: '您手上没有在办的事。',
  noneToAssign: '现在没有等着派的事。',
  notUnderstood:
    '没太听明白。回“待办”看手上的事，回“帮助”看怎么用；要记一件事，直接说在哪儿、什么事。',
  noneForThat: '您手上没有能这样办的事。回“待办”看看。',
  todo: (lines: readonly string[], total: number) =>
    total > lines.length
      ? `您手上 ${total} 件，先看最急的 ${lines.length} 件：\n${lines.join('\n')}`
      : `您手上 ${total} 件：\n${lines.join('\n')}`,
  openOfUnit: (unit: string, lines: readonly string[], total: number) =>
    `${unit}在办 ${total} 件${total > lines.length ? `，先列 ${lines.length} 件` : ''}：\n${lines.join('\n')}`,
  noneOfUnit: (unit: string) => `${unit}现在没有在办的事。`,
  noneOverdue: (unit: string) => `${unit}没有超时的事。`,
  figures: (unit: string, of: CaseFigures, answers: number, average: number | undefined) =>
    [
      `${unit}：在办 ${of.open} 件，其中超时 ${of.overdue} 件；办好等居民评价 ${of.awaiting} 件。`,
      `本月结案 ${of.closed} 件。`,
      average === undefined
        ? '本月还没有居民打分。'
        : `本月居民打分 ${answers} 次，平均 ${average.toFixed(1)} 分（满分 5 分）。`,
    ].join('\n'),
  chooseCase: (files: readonly PushedCase[]) =>
    `是哪一件？回个数字就行：\n${numbered(files.map(caseLine))}`,
  choosePerson: (names: readonly string[]) => `是哪一位？回个数字就行：\n${numbered(names)}`,
  whoTo: (word: string) => `转给谁？回“${word} 编号 姓名”，写姓名或工号都行。`,
  noSuchPerson: (name: string) => `没找到“${inBrief(name, 12)}”。写全名或工号试试。`,
  aboutThem: (who: string) => `这件事说到了${who}，交给他不合适，麻烦换一位吧。`,
  onlySecretary: '这个要社区书记来安排，我帮您告诉书记也行，回“退回 原因”。',
  forwarded: (count: number, lines: readonly string[]) =>
    `帮居民记下 ${count} 件：\n${lines.join('\n')}`,
  forwardedNothing: '聊天记录里没看出要办的事。要记一件，直接打字说在哪儿、什么事。',
  helpWorker: [
    '待办——看手上的事',
    '接单 / 进展 / 上门 / 办结 / 退回 / 转办 / 上报 ＋ 编号 ＋ 一句话',
    '只有一件时不用写编号，直接回“收到马上去”“修好了”也行',
    '交接 姓名——手上的事都交给同事',
    '延期 编号 到哪天 原因——来不及就早点说',
    '照片直接发，跟办结一起告诉居民',
    '改类别 编号 类别——归错了类就改',
    '自己看到的问题，直接说在哪儿、什么事',
  ].join('\n'),
  helpSecretary:
    '派单 编号 姓名——安排人；同意延期 / 不同意延期 编号\n台账——社区在办的事；超时——过了时限的；统计——几个数\n并案 编号 编号——同一件事合起来办；拆案 编号——再分开\n交接 谁 给谁——手上的事都换人\n邀请 姓名——给同事连上小邻的码；撤销邀请 姓名',
} as const;

/** All that somebody has in hand goes to a colleague. */
export const handOverTexts = {
  usage: '交给谁？回“交接 姓名”，手上的事都交给他；替别人交接，回“交接 谁 给谁”。',
  samePerson: '前后是同一个人，不用交接。',
  none: (name: string) => `${name}手上没有在办的事。`,
  several: (people: readonly string[]) =>
    `有${people.length}位同名的，写工号再说一次：\n${numbered(people)}`,
  reason: '工作交接',
  done: (count: number, who: string, kept: readonly string[]) =>
    [
      count > 0 ? `${count} 件都交给${who}了，已告诉居民。` : '',
      kept.length > 0 ? `这几件说到了${who}，没交给他，请另外安排：\n${kept.join('\n')}` : '',
    ]
      .filter(Boolean)
      .join('\n'),
  taken: (who: string, lines: readonly string[]) =>
    `${who}手上的 ${lines.length} 件交给您了，经过接着发给您：\n${lines.join('\n')}`,
  left: (count: number, who: string) => `您手上的 ${count} 件交给${who}了，不用您办了。`,
} as const;

function whichOf(number: string, names: readonly string[]): string {
  return `${number} 是哪一类？回个数字就行，都不是就回“改类别 ${number} 类别名”：\n${numbered(names)}`;
}

/** What is said about the class of a case. */
export const categoryTexts = {
  changed: (number: string, to: string, from: string) =>
    `${number} 改成“${to}”了，原来是“${from}”。`,
  /** Nothing was said yet. */
  which: (number: string, names: readonly string[]) => whichOf(number, names),
  unknown: (said: string, number: string, names: readonly string[]) =>
    `没有“${inBrief(said, 12)}”这一类，${whichOf(number, names)}`,
  several: (said: string, number: string, names: readonly string[]) =>
    `“${inBrief(said, 12)}”不止一类，${whichOf(number, names)}`,
} as const;

/** How a case stands, in the words of colleagues. */
export const standingForStaff = {
  registered: '待派单',
  assigned: '待接单',
  accepted: '已接单',
  in_progress: '在办',
  resolved: '等居民评价',
  closed: '已经结案',
  declined: '社区办不了，已答复',
  withdrawn: '已撤回',
  merged: '并到别的事里一起办',
} as const;

export const inviteTexts = {
  issued: (name: string, code: string, days: number) =>
    `${name}的邀请码：${code}\n${days}天内有效，只能用一次。请他加小邻好友，把码发过来。`,
  revoked: (name: string) => `${name}的邀请码作废了。`,
  notYours: (name: string) => `${name}不在您这边，他的邀请码要请他那边的书记来发。`,
  whichOne: (people: readonly string[]) =>
    `有${people.length}位同名的，写工号再发一次：\n${numbered(people)}`,
  welcome: (name: string) =>
    `${name}，连上了！有事会发到这里。回“待办”看手上的事，“帮助”看怎么用。`,
  movedAway: (name: string, overseer?: { readonly name: string; readonly phone: string }) =>
    `${name}，您的工作号刚换到另一个微信上了，以后有事发到那边。不是您本人换的，请马上告诉${overseer ? `${overseer.name}（${overseer.phone}）` : '社区'}。`,
  colleagueMoved: (name: string) =>
    `${name}换了一个微信来接事，原来那个收不到了。要是不是本人换的，回“邀请 ${name}”重新发码给本人。`,
  needCode: '同事您好！把书记给您的邀请码发过来就连上了，没有就请书记回“邀请 姓名”。',
  wrong: '这个码不对，再核对一下，或者请书记重新发一个。',
  expired: '这个码过期了，请书记重新发一个。',
  used: '这个码已经用过了，请书记重新发一个。',
  tooMany: '试得太多次了，过一小时再来，或者请书记重新发一个。',
} as const;
