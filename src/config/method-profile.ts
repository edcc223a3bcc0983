import 'reflect-metadata';
import { Type } from 'class-transformer';
import {
  ArrayMinSize,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsObject,
  IsOptional,
  IsString,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { parseSpan, type Span } from '../kernel/spans.js';

/** Levels of solving, lowest first (办结层级); the same words as in the database. */
export const METHOD_LEVELS = ['on_spot', 'community', 'partners', 'district'] as const;
export type MethodLevel = (typeof METHOD_LEVELS)[number];
export type MethodUrgency = 'emergency' | 'high' | 'normal';
/** Kinds of cases for which a level may have limits of its own; the same words as in the database. */
export type MethodKind = '投诉' | '求助' | '咨询' | '建议' | '举报' | '表扬';

const SPAN = { message: 'a time such as 30m, 2h, 3d or 5wd' };
const SPAN_PATTERN = /^\d{1,4}(m|h|d|wd)$/;
const TEXT = { message: 'a text that is not empty' };
const SECTION = { message: 'a section with its keys' };

/** A nested section that must be there. */
function Section(type: () => new () => object): PropertyDecorator {
  return applied(IsObject(SECTION), ValidateNested(SECTION), Type(type));
}

/** A nested section that may be missing. */
function MaySection(type: () => new () => object): PropertyDecorator {
  return applied(IsOptional(), Section(type));
}

/** A whole number within limits. */
function Whole(least: number, most: number): PropertyDecorator {
  const message = `a whole number from ${least} to ${most}`;
  return applied(IsInt({ message }), Min(least, { message }), Max(most, { message }));
}

/** A text that is not empty. */
function Words(): PropertyDecorator {
  return applied(IsNotEmpty(TEXT), IsString(TEXT));
}

function applied(...decorators: PropertyDecorator[]): PropertyDecorator {
  return (target, key) => {
    for (const decorate of decorators) decorate(target, key);
  };
}

/** One time for each urgency: minutes `m`, hours `h`, days `d` or working days `wd`. */
export class SpanByUrgency {
  @Matches(SPAN_PATTERN, SPAN) emergency!: string;
  @Matches(SPAN_PATTERN, SPAN) high!: string;
  @Matches(SPAN_PATTERN, SPAN) normal!: string;
}

/** Limits that differ from the level's own for one kind of case; what is left out stays as it is. */
export class SpanOfKind {
  @IsOptional() @Matches(SPAN_PATTERN, SPAN) emergency?: string;
  @IsOptional() @Matches(SPAN_PATTERN, SPAN) high?: string;
  @IsOptional() @Matches(SPAN_PATTERN, SPAN) normal?: string;
}

/** Limits by kind of case. */
export class SpanByKind implements Partial<Record<MethodKind, SpanOfKind>> {
  @MaySection(() => SpanOfKind) 投诉?: SpanOfKind;
  @MaySection(() => SpanOfKind) 求助?: SpanOfKind;
  @MaySection(() => SpanOfKind) 咨询?: SpanOfKind;
  @MaySection(() => SpanOfKind) 建议?: SpanOfKind;
  @MaySection(() => SpanOfKind) 举报?: SpanOfKind;
  @MaySection(() => SpanOfKind) 表扬?: SpanOfKind;
}

/** How one level solves: its name, its limits, and what follows when a limit passes. */
export class LevelRule {
  /** Words of the district, e.g. 现场办结; for ledgers and staff, never for residents. */
  @Words() title!: string;
  @Section(() => SpanByUrgency) limit!: SpanByUrgency;
  /** Other limits for some kinds of cases. */
  @MaySection(() => SpanByKind) limitByKind?: SpanByKind;
  /** `climb`: the next level takes over; `stay`: it is noted, and the same limit begins again. */
  @IsIn(['climb', 'stay'], { message: 'climb or stay' }) onExpiry!: 'climb' | 'stay';
}

/** The four levels of solving. */
export class LevelRules {
  @Section(() => LevelRule) on_spot!: LevelRule;
  @Section(() => LevelRule) community!: LevelRule;
  @Section(() => LevelRule) partners!: LevelRule;
  @Section(() => LevelRule) district!: LevelRule;
}

/** When the responsible person is reminded. */
export class ReminderRule {
  /** How long before the deadline. */
  @Section(() => SpanByUrgency) before!: SpanByUrgency;
}

/** How far a deadline may be moved. */
export class ExtensionRule {
  /** How often at one level; 0 = never. */
  @Whole(0, 9) times = 1;
  /** By how much at a time. */
  @Matches(SPAN_PATTERN, SPAN) longest = '20wd';
}

/** 退回: how often a case may be given back before somebody has to take it or lift it. */
export class ReturnRule {
  @Whole(1, 9) most = 2;
}

/** One answer on the rating scale. */
export class RatingStep {
  @Whole(1, 5) score!: number;
  /** As the resident reads it: 满意. */
  @Words() title!: string;
}

/** How residents are asked what they think of a result. */
export class RatingRule {
  @Words() question!: string;
  @ArrayMinSize(2, { message: 'a list of at least two steps' })
  @ValidateNested({ each: true, ...SECTION })
  @Type(() => RatingStep)
  scale!: RatingStep[];
  /** Days after which an unanswered question closes the case with the rating empty. */
  @Whole(1, 60) closeDays!: number;
  /** How often a given rating may be changed; 0 = never. */
  @Whole(0, 9) changes!: number;
}

/** When nobody is disturbed. May run over midnight. Asia/Shanghai. */
export class QuietHours {
  @Matches(/^([01]\d|2[0-3]):[0-5]\d$/, { message: "a time of day in quotes, such as '22:00'" })
  from!: string;
  @Matches(/^([01]\d|2[0-3]):[0-5]\d$/, { message: "a time of day in quotes, such as '22:00'" })
  to!: string;
}

/** How a district works (工作法): everything that differs between districts, read from `config/methods/<name>.yaml`. */
export class MethodProfile {
  /** The file's own name without `.yaml`; kept with every case opened under it. */
  @Words() name!: string;
  @Words() title!: string;
  @Section(() => LevelRules) levels!: LevelRules;
  @Section(() => ReminderRule) reminders!: ReminderRule;
  /** 延期. Keys that came later have defaults, so that older files and kept rules stay good. */
  @Section(() => ExtensionRule) extension = new ExtensionRule();
  @Section(() => ReturnRule) returns = new ReturnRule();
  @Section(() => RatingRule) rating!: RatingRule;
  @Section(() => QuietHours) quietHours!: QuietHours;
  /** Minutes within which pieces of one report (text, picture, 「3栋的」) join one case. */
  @Whole(0, 120) gatheringMinutes!: number;
  /** Days for which an invitation code of a staff member is good. */
  @Whole(1, 365) invitationDays!: number;

  /** How long the level has for a matter of that urgency and kind. */
  limitOf(level: MethodLevel, urgency: MethodUrgency, kind?: MethodKind): Span {
    const { limit, limitByKind } = this.levels[level];
    const ofKind = kind && limitByKind?.[kind]?.[urgency];
    return spanOf(ofKind ?? limit[urgency]);
  }

  /** By how much a deadline may be moved at a time. */
  longestExtension(): Span {
    return spanOf(this.extension.longest);
  }

  /** How long before the deadline the responsible person is reminded. */
  reminderBefore(urgency: MethodUrgency): Span {
    return spanOf(this.reminders.before[urgency]);
  }
}

function spanOf(text: string): Span {
  const span = parseSpan(text);
  if (!span) throw new RangeError(`not a span: ${text}`);
  return span;
}
