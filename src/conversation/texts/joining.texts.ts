import { inBrief } from './people.texts.js';

interface ShownCase {
  readonly number: string;
  readonly place: string;
  readonly text: string;
}

/** What is said when cases are merged (并案) and parted (拆案). */
export const joiningTexts = {
  whichToMerge: '要并哪几件？写两个编号，回“并案 编号 编号”。',
  whichToPart: '要拆哪一件？回“拆案 编号”。',
  whichOf: (number: string, parts: readonly string[]) =>
    `并进 ${number} 的有 ${parts.join('、')}。拆哪件就回“拆案 编号”。`,
  nothingMerged: (number: string) => `${number} 没有跟别的事并在一起。`,
  over: (number: string) => `${number} 已经不在办了，并不了。`,
  merged: (numbers: string, into: string, who: string) =>
    `${numbers} 并进 ${into} 了，由${who}一起办，反映人已经告诉了。`,
  parted: (number: string, who: string, by: string) =>
    `${number} 拆出来了，单独由${who}办，最晚${by}，反映人已经告诉了。`,
  mergedForReporter: (number: string, into: string, who: string) =>
    `您反映的事（${number}）跟邻居报的是同一件，合在一起办了，编号 ${into}，由${who}来办，有消息照样告诉您。`,
  partedForReporter: (number: string, who: string, by: string) =>
    `您反映的事（${number}）单独来办，由${who}负责，最晚${by}给您回话。`,
  mergedForWorker: (part: ShownCase, into: string, from: string) =>
    `${part.number} 并进 ${into} 一起办：${part.place} ${inBrief(part.text, 60)}\n${from}`,
  partedForWorker: (part: ShownCase, whole: string, from: string, by: string) =>
    `${part.number} 从 ${whole} 拆出来单独办：${part.place} ${inBrief(part.text, 60)}\n${from}\n最晚${by}。`,
  notAlone: (number: string, into: string) => `${number} 并到 ${into} 一起办了，不用您单独办。`,
} as const;
