import { Injectable } from '@nestjs/common';
import type { Tx } from '../persistence/unit-of-work.js';
import { BindingRepository } from './binding.repository.js';
import type { BindingWay, ContactRef, Resident, Speaker, Staff } from './people.types.js';
import { StaffService } from './staff.service.js';
import { StaffContacts } from './staff-contacts.service.js';

/** Which contact is which person. A display name alone never binds anybody. */
@Injectable()
export class BindingService {
  constructor(
    private readonly repository: BindingRepository,
    private readonly staff: StaffService,
    private readonly staffContacts: StaffContacts,
  ) {}

  /** Who writes from the contact, in one statement; empty for a stranger. Staff who left the roster are nobody. */
  whoIs(tx: Tx, accountId: string, contactId: string): Promise<Speaker> {
    return this.repository.findSpeaker(tx, { accountId, contactId });
  }

  /**
   * Binds a contact to a staff number; others bound to it keep it, and pushes go to the latest.
   * @throws StaffUnknownError when no active person has the number
   */
  async bindStaff(
    tx: Tx,
    contact: ContactRef,
    staffNo: string,
    way: BindingWay,
    now: Date,
  ): Promise<Staff> {
    const staff = await this.staff.getByNo(tx, staffNo);
    await this.repository.saveStaff(tx, contact, staff, way, now);
    return staff;
  }

  /** Binds a contact to a resident that exists; `ResidentService.bindHome` makes one where needed. */
  async bindResident(
    tx: Tx,
    contact: ContactRef,
    resident: Pick<Resident, 'id' | 'communityId'>,
    way: BindingWay,
    now: Date,
  ): Promise<void> {
    await this.repository.saveResident(tx, contact, resident, way, now);
  }

  /** Nobody writes as this staff number any more; homes stay bound. @returns how many contacts lost it */
  async unbindStaff(tx: Tx, staffNo: string): Promise<number> {
    return (await this.repository.releaseStaff(tx, staffNo)).length;
  }

  /** Where each of the staff writes from (the latest contact); those bound nowhere are missing. */
  contactsOfStaff(tx: Tx, staffNos: readonly string[]): Promise<Map<string, ContactRef>> {
    return this.staffContacts.listOf(tx, staffNos);
  }

  /** All contacts of the residents, by resident id. */
  contactsOfResidents(tx: Tx, residentIds: readonly string[]): Promise<Map<string, ContactRef[]>> {
    return this.repository.listContactsOfResidents(tx, residentIds);
  }

  /** Bound residents of communities, or of some of their grids: whom a notice reaches. */
  contactsIn(
    tx: Tx,
    scope: { readonly communityIds: readonly string[]; readonly gridIds?: readonly string[] },
  ): Promise<ContactRef[]> {
    return this.repository.listContactsIn(tx, scope.communityIds, scope.gridIds);
  }
}
