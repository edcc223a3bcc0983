import {
  BadRequestException,
  Body,
  Controller,
  Headers,
  HttpCode,
  type MessageEvent,
  Post,
  Sse,
  UsePipes,
} from '@nestjs/common';
import type { Observable } from 'rxjs';
import { addMinutes, parseMinute } from '../../kernel/calendar.js';
import { MovableClock } from '../../kernel/clock.js';
import { oneSentence } from './one-sentence.pipe.js';
import { SandboxNetwork } from './sandbox-network.js';
import { AccountDto, MoveTimeDto } from './sandbox-page.dto.js';
import { pageTexts } from './sandbox-page.texts.js';
import { SandboxStream } from './sandbox-stream.service.js';
import { SandboxTime } from './sandbox-time.service.js';

const MOST_DAYS = 60;

/** What surrounds the phones: live news, time and the bot account. */
@Controller('api/sandbox')
@UsePipes(oneSentence)
export class SandboxWorldController {
  constructor(
    private readonly stream: SandboxStream,
    private readonly time: SandboxTime,
    private readonly network: SandboxNetwork,
    private readonly clock: MovableClock,
  ) {}

  @Sse('stream')
  news(@Headers('last-event-id') lastEventId: string | undefined): Observable<MessageEvent> {
    return this.stream.open(lastEventId);
  }

  /** Answers once everything that fell due on the way has happened. */
  @Post('time')
  @HttpCode(200)
  async moveTime(@Body() move: MoveTimeDto): Promise<{ readonly now: string }> {
    const now = this.clock.now();
    const target =
      move.to === undefined ? addMinutes(now, move.minutes ?? 0) : parseMinute(move.to);
    if (!target) throw new BadRequestException({ error: pageTexts.badTime });
    if (target > addMinutes(now, MOST_DAYS * 24 * 60 + 1)) {
      throw new BadRequestException({ error: pageTexts.timeTooFar });
    }
    return { now: (await this.time.moveTo(target)).toISOString() };
  }

  @Post('account')
  @HttpCode(204)
  moveAccount(@Body() { to }: AccountDto): void {
    this.network[to]();
  }
}
