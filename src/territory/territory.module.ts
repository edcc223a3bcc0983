import { Module } from '@nestjs/common';
import { TerritoryRepository } from './territory.repository.js';
import { TerritoryService } from './territory.service.js';
import { TerritoryRosterRepository } from './territory-roster.repository.js';
import { TerritoryRosterService } from './territory-roster.service.js';

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
