import type { Crossing, MatterInHand, Route } from '../../src/conversation/crossing.types.js';
import { routeOf } from '../../src/conversation/router.rules.js';
import { loadCategoryTable } from '../../src/understanding/category-table.js';
import { RuleReader } from '../../src/understanding/rule-reader.js';
import type { SpeakerRole, TalkContext } from '../../src/understanding/understanding.types.js';

const reader = new RuleReader(loadCategoryTable());

/** Where the talk stands besides the words. */
export interface Standing extends Partial<Omit<Crossing, 'meaning' | 'text'>> {
  readonly role?: SpeakerRole;
  readonly context?: TalkContext;
}

/** Where words lead that are said as things stand. */
export function route(text: string, standing: Standing = {}): Route {
  const { role = 'resident', context = 'none', ...rest } = standing;
  const meaning = reader.read({ text, speaker: role, context });
  return routeOf({
    meaning,
    text,
    isStaff: role !== 'resident',
    hasHome: true,
    isAskedToRate: false,
    hasOpenCase: false,
    hasUnfinishedCase: false,
    hasRecentCase: false,
    justRated: false,
    quotesCase: false,
    isElsewhere: false,
    ...rest,
  });
}

/** A matter that was just reported. */
export const LAMP: MatterInHand = {
  category: '城乡建设',
  subcategory: '楼道照明与公共设施',
  urgency: 'normal',
  estate: '灵西小区',
  building: '3',
  unit: '2',
};
/** Somebody whose matter is being dealt with. */
export const WAITING: Standing = {
  context: 'open_case',
  hasOpenCase: true,
  hasUnfinishedCase: true,
  hasRecentCase: true,
};
