import { Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { TroubleService } from './trouble.service.js';
import type { Trouble } from './trouble.types.js';

/** What a person has to look at, and the button to try it again. */
@Controller('api/console/trouble')
export class TroubleController {
  constructor(private readonly trouble: TroubleService) {}

  @Get()
  list(): Promise<Trouble> {
    return this.trouble.list();
  }

  @Post('inbox/:accountId/:id/retry')
  @HttpCode(202)
  retryMessage(@Param('accountId') accountId: string, @Param('id') id: string): Promise<void> {
    return this.trouble.retryMessage(accountId, id);
  }

  @Post('outbox/:communityId/:id/retry')
  @HttpCode(202)
  retrySending(@Param('communityId') communityId: string, @Param('id') id: string): Promise<void> {
    return this.trouble.retrySending(communityId, id);
  }

  @Post('timers/:communityId/:id/retry')
  @HttpCode(202)
  retryTimer(@Param('communityId') communityId: string, @Param('id') id: string): Promise<void> {
    return this.trouble.retryTimer(communityId, id);
  }
}
