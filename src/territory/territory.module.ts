import { Module } from '@nestjs/common';
import { TerritoryRosterRepository } from './territory-roster.repository.js';
import { TerritoryRosterService } from './territory-roster.service.js';
import { TerritoryRepository } from './territory.repository.js';
import { TerritoryService } from './territory.service.js';

/** Units, grids and the doors they answer for. */
@Module({
  providers: [
    TerritoryRepository,
    TerritoryService,
    TerritoryRosterRepository,
    TerritoryRosterService,
  ],
  exports: [TerritoryService, TerritoryRosterService],
})
export class TerritoryModule {}
