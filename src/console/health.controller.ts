import { Controller, Get, HttpCode, Res } from '@nestjs/common';
import { HealthService } from './health.service.js';
import type { HttpReply } from './http.types.js';

/** What watches the service asks here. */
@Controller('health')
export class HealthController {
  constructor(private readonly health: HealthService) {}

  /** The process is there. */
  @Get('live')
  @HttpCode(200)
  live(): { readonly status: 'ok' } {
    return { status: 'ok' };
  }

  /** 503 when the database is away. A bot that is not logged in is `degraded` with 200: a restart would not help it. */
  @Get('ready')
  async ready(@Res({ passthrough: true }) reply: HttpReply): Promise<object> {
    const health = await this.health.look();
    reply.code(health.status === 'down' ? 503 : 200);
    return health;
  }
}
