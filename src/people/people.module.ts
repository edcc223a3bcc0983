import { Module } from '@nestjs/common';
import { TerritoryModule } from '../territory/territory.module.js';
import { BindingRepository } from './binding.repository.js';
import { BindingService } from './binding.service.js';
import { DutyService } from './duty.service.js';
import { InvitationRepository } from './invitation.repository.js';
import { InvitationService } from './invitation.service.js';
import { PeopleRosterRepository } from './people-roster.repository.js';
import { PeopleRosterService } from './people-roster.service.js';
import { PostRepository } from './post.repository.js';
import { PostService } from './post.service.js';
import { ResidentRepository } from './resident.repository.js';
import { ResidentService } from './resident.service.js';
import { ResidentRosterRepository } from './resident-roster.repository.js';
import { StaffRepository } from './staff.repository.js';
import { StaffService } from './staff.service.js';
import { StaffContacts } from './staff-contacts.service.js';
import { StaffDirectory } from './staff-directory.service.js';

const services = [
  BindingService,
  DutyService,
  InvitationService,
  PeopleRosterService,
  PostService,
  ResidentService,
  StaffService,
];

/** Residents, staff, and which contact is which of them. Needs `Cipher` from a global module. */
@Module({
  imports: [TerritoryModule],
  providers: [
    ...services,
    BindingRepository,
    InvitationRepository,
    PeopleRosterRepository,
    PostRepository,
    ResidentRepository,
    ResidentRosterRepository,
    StaffContacts,
    StaffDirectory,
    StaffRepository,
  ],
  exports: services,
})
export class PeopleModule {}
