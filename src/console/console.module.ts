import { Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { ConsoleDoor } from './console-door.service.js';
import { ConsoleToken } from './console-token.js';
import { HealthController } from './health.controller.js';
import { HealthService } from './health.service.js';
import { HttpErrorsFilter } from './http-errors.filter.js';
import { DatabaseHealthReadModel } from './read-models/database-health.read-model.js';
import { SessionController } from './session.controller.js';
import { TroubleController } from './trouble.controller.js';
import { TroubleService } from './trouble.service.js';

/** Health, the door of everything served over HTTP, and what a person has to look at. Needs the messages room. */
@Module({
  controllers: [HealthController, SessionController, TroubleController],
  providers: [
    ConsoleDoor,
    ConsoleToken,
    HealthService,
    TroubleService,
    DatabaseHealthReadModel,
    { provide: APP_FILTER, useClass: HttpErrorsFilter },
  ],
})
export class ConsoleModule {}
