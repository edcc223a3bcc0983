import {
  IsIn,
  IsInt,
  IsLatitude,
  IsLongitude,
  IsNotEmpty,
  IsNumber,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateIf,
} from 'class-validator';
import { pageTexts } from './sandbox-page.texts.js';

const MAX_TEXT = 20_000;
const MINUTES_OF_60_DAYS = 60 * 24 * 60;
const bad = { message: pageTexts.badMessage };

/** What a phone says that is no file. */
export class SayDto {
  @IsIn(['text', 'location', 'voice', 'sticker', 'call'], bad)
  readonly kind!: 'text' | 'location' | 'voice' | 'sticker' | 'call';

  @ValidateIf((said: SayDto) => said.kind === 'text')
  @IsString(bad)
  @MaxLength(MAX_TEXT, { message: pageTexts.textTooLong })
  readonly text: string = '';

  /** Id of the message that is quoted. */
  @IsOptional()
  @IsString(bad)
  readonly quote?: string;

  @ValidateIf((said: SayDto) => said.kind === 'location')
  @IsLongitude(bad)
  readonly lng: number = 0;

  @ValidateIf((said: SayDto) => said.kind === 'location')
  @IsLatitude(bad)
  readonly lat: number = 0;

  @ValidateIf((said: SayDto) => said.kind === 'location')
  @IsString(bad)
  @MaxLength(100, bad)
  readonly name: string = '';

  @ValidateIf((said: SayDto) => said.kind === 'location')
  @IsString(bad)
  @MaxLength(200, bad)
  readonly address: string = '';

  /** Length of a sample voice note. */
  @ValidateIf((said: SayDto) => said.kind === 'voice')
  @IsInt(bad)
  @Min(1, bad)
  @Max(60, bad)
  readonly seconds: number = 1;
}

/** Whose phone is taken into use. */
export class OpenPhoneDto {
  @IsString({ message: pageTexts.noSuchPerson })
  @IsNotEmpty({ message: pageTexts.noSuchPerson })
  @MaxLength(200, { message: pageTexts.noSuchPerson })
  readonly key!: string;
}

/** Which message is taken back. */
export class RecallDto {
  @IsString({ message: pageTexts.cannotRecall })
  readonly messageId!: string;
}

/** A friend request. */
export class FriendshipDto {
  @IsOptional()
  @IsString(bad)
  @MaxLength(200, bad)
  readonly hello?: string;
}

/** How far time is moved: minutes, or up to a minute of the calendar. */
export class MoveTimeDto {
  @ValidateIf((move: MoveTimeDto) => move.to === undefined)
  @IsNumber({}, { message: pageTexts.badTime })
  @Min(1, { message: pageTexts.timeIsPast })
  @Max(MINUTES_OF_60_DAYS, { message: pageTexts.timeTooFar })
  readonly minutes?: number;

  /** `YYYY-MM-DD HH:mm`, Asia/Shanghai. */
  @IsOptional()
  @Matches(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/, { message: pageTexts.badTime })
  readonly to?: string;
}

/** What happens to our account on the make-believe WeChat. */
export class AccountDto {
  @IsIn(['down', 'up', 'logout', 'login', 'relogin'], bad)
  readonly to!: 'down' | 'up' | 'logout' | 'login' | 'relogin';
}
