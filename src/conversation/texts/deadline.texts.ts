import { caseLine } from './resident.texts.js';

interface NamedCase {
  readonly number: string;
  readonly place: string;
  readonly text: string;
}

/** What is said about the time a case may take. */
export const deadlineTexts = {
  askUntil: (number: string) =>
    `${number} 想延到哪天？连原因一起说，比如“延期 ${number} 到12月10日 等配件”。`,
  askReason: (number: string) => `${number} 为什么要延？补一句原因，居民也会知道。`,
  whichOne: (files: readonly NamedCase[]) =>
    `是哪一件？写上编号再说一次：\n${files.map(caseLine).join('\n')}`,
  whichDecision: '是哪一件？写上编号，比如“同意延期 L1001”。',
  nothingAsked: (number: string) => `${number} 现在没有等着批的延期。`,
  asked: (number: string, by: string, who: string) =>
    `${number} 想延到${by}，已经请示${who}。没批之前还按原来的时间。`,
  extended: (number: string, by: string) => `${number} 延到${by}了，已告诉居民。`,
  granted: (number: string, who: string) => `${number} 延期批了，已告诉${who}和居民。`,
  kept: (number: string, who: string) => `${number} 还按原来的时间，已告诉${who}。`,
  toDecide: (file: NamedCase, who: string, by: string, reason: string) =>
    `${who}想把 ${caseLine(file)} 延到${by}：${reason}\n回“同意延期 ${file.number}”，或“不同意延期 ${file.number} 原因”。`,
  grantedToAsker: (number: string, by: string) => `${number} 延期批了，最晚${by}。`,
  keptToAsker: (number: string, reason: string, by: string) =>
    `${number} 延期没批${reason ? `：${reason}` : ''}，还是最晚${by}。`,
  /** To the resident: one short sentence with the new day and why. */
  later: (number: string, who: string, by: string, reason: string) =>
    `您反映的事（${number}）要多等等，最晚${by}给您回话：${reason}——${who}`,
  remindMany: (lines: readonly string[]) =>
    `提醒，这几件快到时间了：\n${lines.join('\n')}\n办了回一句“办结 编号 怎么弄好的”。`,
  remindLine: (file: NamedCase, by: string) => `${caseLine(file)}，最晚${by}`,
  refusedByRule: {
    earlier: (number: string) => `${number} 说的时间比现在的还早，不用延。`,
    'too-long': (number: string) => `${number} 延得太久了，分两次，或者回“上报 ${number} 原因”。`,
    'too-often': (number: string) =>
      `${number} 已经延过了，不能再延。办不了就回“上报 ${number} 原因”。`,
  },
} as const;
