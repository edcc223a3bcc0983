import { formatMinute } from '../kernel/calendar.js';
import type { LessonRecord, StepBack } from '../understanding/category-model.types.js';

const nameOf = (version: number) => (version === 0 ? '出厂的模型' : `版本 ${version}`);

function standingOf({ isInUse, verdict, takenBackAt, hasWeights }: LessonRecord): string {
  if (isInUse) return '在用';
  if (verdict === 'refused') return '没采用';
  if (takenBackAt) return `${formatMinute(takenBackAt)} 退回`;
  return hasWeights ? '可退回到' : '太旧，已清理';
}

/** Help and answers of `linli model`. */
export const modelTexts = {
  description: '从改类别里学到的分类模型：看有哪些版本，退回到以前的',
  list: '列出每次学习：学了多少、考得怎样、用没用上',
  rollback: '退回到前一个版本（或写明版本号；0 是出厂的）。之后才改的类别不再拿来学',
  version: '要退回到的版本',
  notVersion: (text: string) => `${text} 不是版本号`,
  noneYet: '还没学过，用的是出厂的模型',
  inUse: (version: number) => `在用：${nameOf(version)}`,
  line: (lesson: LessonRecord) =>
    `版本 ${lesson.version}　${formatMinute(lesson.madeAt)}　${standingOf(lesson)}　` +
    `学了 ${lesson.corrected} 件改过类别的、${lesson.standing} 件没改的；` +
    `留着考的：改过的 ${lesson.correctedAsked} 件对 ${lesson.correctedRight} 件（原来对 ${lesson.correctedBefore} 件），` +
    `没改的 ${lesson.standingAsked} 件对 ${lesson.standingRight} 件`,
  rolledBack: ({ from, to, setAside }: StepBack) =>
    `从${nameOf(from)}退回到${nameOf(to)}，正在运行的服务下一条消息起就用它。${setAside} 件改过的类别不再拿来学。`,
  noEarlier: '没有能退回去的版本，先用 npm run -s linli -- model list 看看',
} as const;
