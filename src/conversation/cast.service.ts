import { Injectable } from '@nestjs/common';
import type { CaseFile } from '../cases/cases.types.js';
import { BindingService } from '../people/binding.service.js';
import type { ContactRef, Staff } from '../people/people.types.js';
import { StaffService } from '../people/staff.service.js';
import type { Tx } from '../persistence/unit-of-work.js';
import { nameForResident } from './texts/people.texts.js';

/** The staff a few sentences speak of or go to, looked up together. */
export class Cast {
  constructor(
    private readonly people: ReadonlyMap<string, Staff>,
    private readonly contacts: ReadonlyMap<string, ContactRef>,
  ) {}

  staff(staffNo: string | undefined): Staff | undefined {
    return staffNo ? this.people.get(staffNo) : undefined;
  }

  contact(staffNo: string | undefined): ContactRef | undefined {
    return staffNo ? this.contacts.get(staffNo) : undefined;
  }

  /** 「社区的李明」; a case that nobody holds is looked after by the community as a whole. */
  name(staffNo: string | undefined): string {
    const staff = this.staff(staffNo);
    return staff ? nameForResident(staff) : '社区';
  }

  /** The bare name, as colleagues say it. */
  colleague(staffNo: string | undefined): string {
    return this.staff(staffNo)?.name ?? '社区';
  }
}

/** Finds the people a turn has to name or to tell. */
@Injectable()
export class CastService {
  constructor(
    private readonly staff: StaffService,
    private readonly bindings: BindingService,
  ) {}

  /** Those of the numbers that exist, with the contacts through which they are reached. */
  async of(tx: Tx, staffNos: readonly (string | undefined)[]): Promise<Cast> {
    const numbers = [...new Set(staffNos.filter((no): no is string => no !== undefined))];
    if (numbers.length === 0) return new Cast(new Map(), new Map());
    const people = await this.staff.listByNos(tx, numbers);
    const contacts = await this.bindings.contactsOfStaff(tx, numbers);
    return new Cast(new Map(people.map((person) => [person.staffNo, person])), contacts);
  }

  /** The same without a way to reach them: for sentences that only name somebody. */
  async named(tx: Tx, staffNos: readonly (string | undefined)[]): Promise<Cast> {
    const numbers = staffNos.filter((no): no is string => no !== undefined);
    const people = await this.staff.listByNos(tx, numbers);
    return new Cast(new Map(people.map((person) => [person.staffNo, person])), new Map());
  }

  /** The secretary of the case's community, where there is one. */
  secretaryOf(tx: Tx, file: CaseFile): Promise<Staff | undefined> {
    return this.staff.secretaryOf(tx, file.communityId);
  }
}
