import { formatMinute } from '../kernel/calendar.js';
import type { AdviceOutcome, AdviceUse } from '../understanding/advice/advice.types.js';
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
  description: '从改类别里学到的分类模型：看有哪些版本，退回到以前的；大模型的用量',
  usage: '大模型的用量：按天、按社区列出问了几次、用上几次、没问成几次、多少 token、多少钱',
  from: '从哪一天起（含）',
  to: '到哪一天为止（含）',
  neverAsked: '没有问过大模型',
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

const OUTCOMES: Readonly<Record<AdviceOutcome, string>> = {
  used: '用上',
  same: '没有变化',
  nonsense: '答得不对',
  slow: '超时',
  unreachable: '连不上',
  unauthorised: '密钥不认',
  rationed: '次数受限',
  broken: '回应异常',
  stopped: '服务停止',
  resting: '暂停没问',
  crowded: '人多没问',
};

/** Outcomes of which nobody was asked. */
const NOT_ASKED: ReadonlySet<AdviceOutcome> = new Set(['resting', 'crowded']);
const ANSWERED: ReadonlySet<AdviceOutcome> = new Set(['used', 'same', 'nonsense']);
/** Cost is kept in millionths of a yuan. */
const MILLION = 1_000_000;

/** One line a day and community, in the order of the uses, and one for all when there are several. */
export function usageLines(uses: readonly AdviceUse[]): string[] {
  const groups = new Map<string, AdviceUse[]>();
  for (const use of uses) {
    const name = `${use.day}　${use.communityId === '-' ? '（未知社区）' : use.communityId}`;
    groups.set(name, [...(groups.get(name) ?? []), use]);
  }
  const lines = [...groups].map(([name, group]) => usageLine(name, group));
  return lines.length > 1 ? [...lines, usageLine('合计', uses)] : lines;
}

function usageLine(name: string, uses: readonly AdviceUse[]): string {
  const sum = (of: (use: AdviceUse) => number) => uses.reduce((total, use) => total + of(use), 0);
  const times = (of: ReadonlySet<AdviceOutcome>, has = true) =>
    sum((use) => (of.has(use.outcome) === has ? use.times : 0));
  const outcomes = (Object.keys(OUTCOMES) as AdviceOutcome[]).flatMap((outcome) => {
    const count = sum((use) => (use.outcome === outcome ? use.times : 0));
    return count > 0 ? [`${OUTCOMES[outcome]} ${count}`] : [];
  });
  const unmetered = sum((use) => use.unmetered);
  const tokens = `token 发 ${sum((use) => use.tokensIn)} 收 ${sum((use) => use.tokensOut)}`;
  const cost = `${(sum((use) => use.cost) / MILLION).toFixed(4)} 元`;
  return [
    name,
    `问 ${times(NOT_ASKED, false)}，答 ${times(ANSWERED)}（${outcomes.join('、')}）`,
    `${tokens}，${cost}${unmetered > 0 ? `（${unmetered} 次没报用量，未计）` : ''}`,
  ].join('　');
}
