/** Where a level stands in the chain of responsibility; `place` is anything below or beside a grid. */
export type Tier = 'district' | 'street' | 'community' | 'grid' | 'place';

/** Bottom first: a matter climbs along it. */
export const TIERS: readonly Tier[] = ['place', 'grid', 'community', 'street', 'district'];

/** Words of the districts for their levels (WORKING-METHODS, vocabulary; contracts section 4), by tier. */
const LEVELS: Readonly<Record<Tier, readonly string[]>> = {
  district: ['市', '区', '县', '旗', '区县', '新区', '开发区'],
  street: ['街道', '乡镇', '乡', '镇', '街镇'],
  community: ['社区', '村', '村居', '行政村', '居委会', '村委会'],
  grid: ['网格', '总网格', '区域格', '基础网格', '专属网格', '全科网格'],
  place: [
    '小区',
    '楼栋',
    '单元',
    '微网格',
    '楼组',
    '商务楼宇',
    '楼宇',
    '企业',
    '街区',
    '商圈',
    '商业街区',
    '园区',
    '自然村',
    '村民小组',
    '小组',
    '学校',
    '市场',
    '单位',
    '部门',
  ],
};

const TIER_OF = new Map(
  TIERS.flatMap((tier) => LEVELS[tier].map((level) => [level, tier] as const)),
);

/** The tier of a level; a level that only a profile knows counts as a place. */
export function tierOf(level: string): Tier {
  return TIER_OF.get(level) ?? 'place';
}

/** Whether the house knows the level without a profile naming it. */
export function isKnownLevel(level: string): boolean {
  return TIER_OF.has(level);
}

/** Height in the chain, 0 = place. */
export function heightOf(level: string): number {
  return TIERS.indexOf(tierOf(level));
}
