import { Injectable } from '@nestjs/common';
import type { Tx } from '../persistence/unit-of-work.js';
import { communityFor, estateOf, gridFor } from '../territory/grid.rules.js';
import { TerritoryService } from '../territory/territory.service.js';
import type { Address, Territory } from '../territory/territory.types.js';
import { BindingRepository } from './binding.repository.js';
import {
  isSameHome,
  isVulnerableLabel,
  namePieces,
  normaliseHome,
  normalisePersonName,
} from './people.rules.js';
import type { BindingWay, ContactRef, Resident } from './people.types.js';
import { normalisePhone } from './phone.rules.js';
import { ResidentRepository } from './resident.repository.js';

/** A home somebody told, with what else they told of themselves. */
export interface HomeTold {
  readonly address: Address;
  readonly name?: string;
  readonly phone?: string;
  readonly way: BindingWay;
  /** Taken where the address itself does not tell the community. */
  readonly communityId?: string;
}

/** Residents and where they live. */
@Injectable()
export class ResidentService {
  constructor(
    private readonly residents: ResidentRepository,
    private readonly bindings: BindingRepository,
    private readonly territory: TerritoryService,
  ) {}

  /**
   * Binds a contact to a home. With a name that the roster has at that very door, to that resident; otherwise to one
   * of our own. Telling the same home again changes nothing, another home replaces the first.
   */
  async bindHome(tx: Tx, contact: ContactRef, told: HomeTold, now: Date): Promise<Resident> {
    const place = locate(told, await this.territory.current(tx));
    const name = told.name && normalisePersonName(told.name);
    const phone = told.phone && normalisePhone(told.phone);
    const person = { ...(name ? { name } : {}), ...(phone ? { phone } : {}) };
    const before = await this.residents.findOfContact(tx, contact);
    if (before && isSameHome(before.home, place.home)) {
      await this.residents.addToChat(tx, before, person);
      return { ...before, ...person };
    }
    const resident =
      (name && (await this.residents.findInRoster(tx, place.communityId, name, place.home))) ||
      (await this.residents.insertFromChat(tx, { ...place, ...person }));
    await this.bindings.saveResident(tx, contact, resident, told.way, now);
    if (before) await this.residents.deleteUnbound(tx, before);
    return resident;
  }

  /** Full names of residents that stand in the text, wherever they live. Names are sealed: each piece of the text is looked up. */
  listNamedIn(tx: Tx, text: string): Promise<string[]> {
    return this.residents.listNames(tx, namePieces(normalisePersonName(text)));
  }

  /** The resident a contact is bound to; undefined for strangers and for staff without a home here. */
  homeOf(tx: Tx, contact: ContactRef): Promise<Resident | undefined> {
    return this.residents.findOfContact(tx, contact);
  }

  find(tx: Tx, communityId: string, id: string): Promise<Resident | undefined> {
    return this.residents.find(tx, communityId, id);
  }

  /** Residents of a community by id, at most `limit`: for the sandbox page and the console. */
  listOfCommunity(tx: Tx, communityId: string, limit: number): Promise<Resident[]> {
    return this.residents.listOfCommunity(tx, communityId, limit);
  }

  /** Everybody known at the door. */
  async listOfHome(tx: Tx, address: Address): Promise<Resident[]> {
    const told: HomeTold = { address, way: 'chat' };
    const { communityId, home } = locate(told, await this.territory.current(tx));
    return this.residents.listAtHome(tx, communityId, home);
  }

  /** Everybody with that telephone number, however it is written. */
  async findByPhone(tx: Tx, phone: string): Promise<Resident[]> {
    const digits = normalisePhone(phone);
    return digits ? this.residents.listByPhone(tx, digits) : [];
  }

  /** Whether somebody frail lives behind the resident's door: makes a matter urgent. The labels themselves stay here. */
  async isVulnerable(tx: Tx, resident: Resident): Promise<boolean> {
    return isVulnerableLabel(await this.residents.listLabelsAtDoor(tx, resident));
  }
}

/** The home in the roster's own words, with the community and grid it belongs to. */
function locate(
  told: HomeTold,
  territory: Territory,
): { home: Address; communityId: string; gridId?: string } {
  const home = normaliseHome(officialHome(told.address, territory));
  const match = gridFor(home, territory);
  const communityId = communityFor(home, territory) ?? told.communityId ?? '-';
  return { home, communityId, ...(match.kind === 'matched' ? { gridId: match.gridId } : {}) };
}

/** 「灵西3栋」 → 灵西小区 3栋, when the name can mean only one estate; a nickname of one building names the building too. */
function officialHome(address: Address, territory: Territory): Address {
  const meant = address.estate ? estateOf(address.estate, territory) : [];
  const [only, ...others] = meant;
  if (!only || others.length > 0) return address;
  const [building, ...more] = only.buildings ?? [];
  const named = !address.building && building && more.length === 0 ? { building } : {};
  return { ...address, estate: only.estate, ...named };
}
