import { inBrief, numbered, pieces } from './people.texts.js';
import { withoutPlace } from './said-place.js';

interface ShownCase {
  readonly number: string;
  readonly place: string;
  readonly text: string;
  /** Their own words, where the case speaks in a neighbour's. */
  readonly told?: { readonly place: string; readonly text: string };
}

/** A case that so far is only a voice note. */
const ONLY_VOICE = '（语音）';

/** 「L1001 灵西小区3栋，楼道灯坏了」 */
export function caseLine(file: ShownCase): string {
  return `${file.number} ${placeAndMatter({ ...file, ...file.told }, 16)}`;
}

/** Place and matter; what the text repeats of the place is left out. */
function placeAndMatter({ place, text }: ShownCase, length: number): string {
  const matter = inBrief(withoutPlace(text, place) || ONLY_VOICE, length);
  return place ? `${place}，${matter}` : matter;
}

/** 「我妈」 as it is said back: 「您妈」. */
function toSpeaker(whom: string): string {
  return whom.replace(/^(?:我|俺|咱)(?:们)?/u, '您');
}

/** Everything a resident reads; short, warm, plain. */
export const residentTexts = {
  opened: (file: ShownCase, who: string, by: string) =>
    `记下了，编号 ${file.number}：${placeAndMatter(file, 24)}。\n${who}，最晚${by}给您回话。`,
  openedForSorting: (file: ShownCase, who: string, by: string) =>
    `记下了，编号 ${file.number}：${placeAndMatter(file, 24)}。\n${who}会看看该谁来办，最晚${by}给您回话。`,
  praised: (number: string, who: string) => `谢谢您，好话也记下了，编号 ${number}，我带给${who}。`,
  /** Promised only when it reached the phone of whoever it is. */
  told: (who: string) => `已经告诉${who}`,
  handledBy: (who: string) => `由${who}来办`,
  openedSeveral: (files: readonly ShownCase[], who: string, by: string) =>
    `${pieces(files.length)}事都记下了：\n${files.map(caseLine).join('\n')}\n${who}，最晚${by}给您回话。`,
  openedForSeveral: (lines: readonly string[]) =>
    `${pieces(lines.length)}事都记下了：\n${lines.join('\n')}`,
  ownedLine: (file: ShownCase, who: string, by: string) =>
    `${caseLine(file)}——${who}，最晚${by}回话`,
  openedAlso: (files: readonly ShownCase[]) => `另外也记下了：\n${files.map(caseLine).join('\n')}`,
  openedForYou: (file: ShownCase, helper: string, who: string) =>
    `您好，${helper}帮您把这件事记下了，编号 ${file.number}：${inBrief(file.text)}。由${who}来办，有消息我告诉您。`,
  offerJoin: '这件邻居也报过了，正在办，要一起跟进吗？回“要”就行；不是一回事，回“不是”，我单独记。',
  joined: (number: string, who: string, by: string) =>
    `好的，算您一份，编号 ${number}。${who}，最晚${by}给您回话，办好了也请您说说满不满意。`,
  kept: '放心，不会说是您反映的。',
  alreadyHidden: (number: string) => `${number} 已经不显示您的名字和电话了，放心。`,
  askPlace: '您说的是哪个小区、几栋？',
  askPlaceOf: (whom: string) => `${toSpeaker(whom)}住哪个小区、几栋？`,
  askBuilding: (estate: string) => `是${estate}几栋、哪个单元？要是在外面，说说靠近哪儿也行。`,
  placeNotFound: (place: string) => `“${inBrief(place, 20)}”我没对上。是哪个小区、几栋？`,
  choosePlace: (places: readonly string[]) => `是哪一处？回个数字就行：\n${numbered(places)}`,
  askMatter: (what: string) => `${what}收到了。是哪儿、什么事？打字或者发语音都行。`,
  askMatterPlain: '是哪儿、什么事？打字或者发语音都行。',
  askMatterAgain: '那儿是什么事？说一句就行。',
  noiseAtNight: '这会儿吵得睡不着，可以现在就打 110，民警能上门劝。',
  alsoNoted: '这件也记着。',
  phoneKept: '电话记下了。',
  nothingToDrop: '好的，现在没有在办的事了。以后有事随时说。',
  askMatterOfPlace: '位置收到了。那儿是什么事？',
  alreadyNoted: (number: string, who: string) => `这件已经记下了，编号 ${number}，${who}会来办。`,
  passedOn: (number: string, who: string) => `收到，${number} 换${who}来办，有消息告诉您。`,
  pieceKept: (number: string) => `收到，放进 ${number} 里了。`,
  placeKept: (number: string, place: string, who: string) =>
    `好的，${number} 的地点记成${place}了，由${who}来办。`,
  placeChanged: (number: string, place: string, who: string) =>
    `改好了，${number} 的地点是${place}，由${who}来办。`,
  mediaWhileAsking: (what: string) => `${what}收到了。`,
  voiceOpened: (number: string, who: string, by: string) =>
    `语音收到了，编号 ${number}。${who}会听，最晚${by}给您回话。`,
  chooseCase: (files: readonly ShownCase[]) =>
    `您说的是哪一件？回个数字就行：\n${numbered(files.map(caseLine))}`,
  /** Of a picture that came in between; its lines were offered already. */
  chooseCaseAgain: (lines: readonly string[]) => `是哪一件的？回个数字就行：\n${numbered(lines)}`,
  noCase: '您现在没有在办的事。哪儿有问题，直接跟我说就行。',
  noSuchCase: (number: string) => `没找到您的 ${number}，再看看编号？`,
  progressMany: (lines: readonly string[]) => `您的事都在这儿：\n${lines.join('\n')}`,
  urged: (number: string, who: string, by: string) =>
    `我再催催${who}（${number}），最晚${by}给您回话。`,
  urgedAgain: (number: string, who: string) =>
    `知道您着急，刚刚已经催过${who}了（${number}），一有消息马上告诉您。`,
  urgedMany: (lines: readonly string[]) => `都再催催：\n${lines.join('\n')}`,
  urgedManyAgain: '知道您着急，这几件刚刚都催过了，一有消息马上告诉您。',
  withdrawn: (number: string) => `好的，${number} 就不办了。以后有事随时说。`,
  withdrawAll: (files: readonly ShownCase[]) =>
    `这${pieces(files.length)}都不办了吗？回“是”就都不办，只撤一件就回前面的数字：\n${numbered(files.map(caseLine))}`,
  allKept: '好的，照常办。',
  sayAgain: '那件已经停了。还要办的话，再说一遍在哪儿、什么事就行。',
  alreadyDone: (number: string) =>
    `${number} 已经弄好了。要是还没好，回一句“还是没好”，我让人再去。`,
  alreadyOver: (number: string) =>
    `${number} 已经结束了。要是还没好，回一句“还是没好”，我让人再去。`,
  reopened: (number: string, who: string) =>
    `对不起，没弄好。${number} 我让${who}再去，弄好了告诉您。`,
  reopenedMany: (lines: readonly string[]) => `对不起，没弄好，都让人再去：\n${lines.join('\n')}`,
  reopenedLine: (file: ShownCase, who: string) => `${caseLine(file)}——${who}`,
  askWhatIsWrong: '是哪儿没弄好？跟我说一声。',
  reasonKept: (number: string) => `记下了，一起告诉了办事的人（${number}）。`,
  noAddressee: '现在没有正在办的事需要改。有事直接说就行。',
} as const;

/** What happens to a resident's case, one short sentence each. */
export const progressTexts = {
  accepted: (number: string, who: string) => `${who}接下了您反映的事（${number}），会尽快去办。`,
  progress: (number: string, who: string, note: string) => `${number} 有进展：${note}——${who}`,
  visited: (number: string, who: string, note: string) =>
    `${who}上门看过了（${number}）${note ? `：${note}` : '。'}`,
  resolved: (number: string, who: string, result: string) =>
    `您反映的事（${number}）弄好了：${result}——${who}`,
  howToRate: '回“满意”“还行”或“不满意”都行。',
  handedOn: (number: string, who: string) => `您反映的事（${number}）现在由${who}来办。`,
  returned: (number: string, who: string) => `您反映的事（${number}）${who}正在另外安排人。`,
  climbed: (number: string, who: string) =>
    `您反映的事（${number}）需要更多人手，已经请${who}来办。`,
  declined: (number: string, reason: string) => `这事社区办不了（${number}）：${reason}`,
  again: (number: string, who: string) => `${number} 又请${who}去看了，弄好了告诉您。`,
} as const;

/** How a case stands, in the words of a neighbour. */
export const standingTexts = {
  registered: (who: string) => `${who}正在安排人。`,
  assigned: (who: string) => `已经告诉${who}，等着接手。`,
  accepted: (who: string) => `${who}接下了，正要去办。`,
  in_progress: (who: string) => `${who}正在办。`,
  resolved: (who: string) => `${who}说弄好了，等您说一声满不满意。`,
  closed: () => '已经结束了。',
  declined: () => '社区办不了，已经跟您说明。',
  withdrawn: () => '您说不用办了。',
  merged: () => '跟别的邻居反映的合在一起办了。',
  by: (time: string) => `最晚${time}给您回话。`,
} as const;

export const ratingTexts = {
  thanks: '谢谢您！',
  thanksWarm: '谢谢您，这话我一定带到！',
  changed: '好的，改过来了。',
  changedOnce: '评价已经改过一次了，就按您上次说的算。有别的话直接跟我说。',
  notNow: '现在没有等您评价的事。有事直接说就行。',
  later: '没关系，想好了随时回一句“满意”“还行”或“不满意”。',
  nextOne: (line: string) => `还有一件您说说看，满意吗？\n${line}`,
  unclear: '是满意、还行，还是不满意？回一个就行。',
  offScale: '谢谢！按 1 到 5 分算，您给几分？',
  declined: '好的，不打扰您了。',
  commentKept: '您的话记下了，谢谢。',
} as const;
