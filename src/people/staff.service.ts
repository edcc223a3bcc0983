import { Injectable } from '@nestjs/common';
import type { Tx } from '../persistence/unit-of-work.js';
import { chainUp, communityOf } from '../territory/territory.rules.js';
import { TerritoryService } from '../territory/territory.service.js';
import { StaffUnknownError } from './people.errors.js';
import { hasSurname, normalisePersonName, surnameInCall } from './people.rules.js';
import type { ContactRef, Staff } from './people.types.js';
import { StaffContacts } from './staff-contacts.service.js';
import { StaffDirectory } from './staff-directory.service.js';

const SECRETARY = /书记/u;
const LIAISON = /联络员/u;

/** Who works here. Only active people are ever found. */
@Injectable()
export class StaffService {
  constructor(
    private readonly staff: StaffDirectory,
    private readonly contacts: StaffContacts,
    private readonly territory: TerritoryService,
  ) {}

  /** @throws StaffUnknownError when no active person has the number */
  async getByNo(tx: Tx, staffNo: string): Promise<Staff> {
    const staff = await this.findByNo(tx, staffNo);
    if (!staff) throw new StaffUnknownError(staffNo);
    return staff;
  }

  /** Numbers are read as people type them: case does not matter (`g0301`). */
  async findByNo(tx: Tx, staffNo: string): Promise<Staff | undefined> {
    const typed = staffNo.normalize('NFKC').trim();
    const found = await this.staff.listByNos(tx, [typed, typed.toUpperCase()]);
    return found.find((one) => one.staffNo === typed) ?? found[0];
  }

  /** Those of the numbers that are active. */
  listByNos(tx: Tx, staffNos: readonly string[]): Promise<Staff[]> {
    return this.staff.listByNos(tx, staffNos);
  }

  /** Everybody of that exact name; the community's own people first, then those above it, then the rest. */
  async findByName(tx: Tx, name: string, communityId?: string): Promise<Staff[]> {
    const found = await this.staff.listByName(tx, normalisePersonName(name));
    if (!communityId || found.length < 2) return found;
    const above = chainUp(communityId, await this.territory.current(tx)).map((unit) => unit.id);
    const distance = (staff: Staff) => {
      const place = above.indexOf(staff.communityId);
      return place < 0 ? above.length : place;
    };
    return found.sort((a, b) => distance(a) - distance(b));
  }

  /** Everybody whose full name stands in the text, wherever they work. */
  async listNamedIn(tx: Tx, text: string): Promise<Staff[]> {
    const said = normalisePersonName(text);
    return this.staff.listWhere(tx, ({ name }) => said.includes(normalisePersonName(name)));
  }

  /** Whom a call such as 「小李」 or 「李师傅」 can mean in the community; empty when the text is no such call. */
  async findByCall(tx: Tx, call: string, communityId: string): Promise<Staff[]> {
    const surname = surnameInCall(call);
    if (!surname) return [];
    const community = await this.staff.listOfCommunity(tx, communityId);
    return community.filter((staff) => hasSurname(staff, surname));
  }

  /** Everybody whose duty lies in the unit itself. */
  listOfUnit(tx: Tx, unitId: string): Promise<Staff[]> {
    return this.staff.listOfUnits(tx, [unitId]);
  }

  /** Everybody whose duty lies in one of the units themselves. */
  listOfUnits(tx: Tx, unitIds: readonly string[]): Promise<Staff[]> {
    return this.staff.listOfUnits(tx, unitIds);
  }

  /** Everybody of the community, its grids included. */
  listOfCommunity(tx: Tx, communityId: string): Promise<Staff[]> {
    return this.staff.listOfCommunity(tx, communityId);
  }

  /** Everybody with the role, as the roster words it. */
  async listByRole(tx: Tx, role: string, unitIds?: readonly string[]): Promise<Staff[]> {
    const found = await this.staff.listByRole(tx, role);
    return unitIds ? found.filter((staff) => unitIds.includes(staff.unitId)) : found;
  }

  /** The secretary (社区书记) of the community the unit is or lies in. */
  async secretaryOf(tx: Tx, unitId: string): Promise<Staff | undefined> {
    const own = await this.ownStaff(tx, unitId);
    return (
      own.find((staff) => staff.role === '社区书记') ??
      own.find((staff) => SECRETARY.test(staff.role))
    );
  }

  /** The liaison (驻点联络员); where the community names none, its secretary (contracts section 5). */
  async liaisonOf(tx: Tx, unitId: string): Promise<Staff | undefined> {
    const own = await this.ownStaff(tx, unitId);
    return (
      own.find((staff) => LIAISON.test(staff.role)) ??
      own.find((staff) => SECRETARY.test(staff.role))
    );
  }

  /** Where the person writes from; the latest one bound. Undefined when nobody is bound to the number. */
  async contactOf(tx: Tx, staffNo: string): Promise<ContactRef | undefined> {
    return (await this.contacts.listOf(tx, [staffNo])).get(staffNo);
  }

  private async ownStaff(tx: Tx, unitId: string): Promise<Staff[]> {
    const community = communityOf(unitId, await this.territory.current(tx))?.id ?? unitId;
    return this.staff.listOfUnits(tx, [community]);
  }
}
