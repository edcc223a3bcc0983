import { Injectable, NotFoundException } from '@nestjs/common';
import { type Tx, UnitOfWork } from '../../persistence/unit-of-work.js';
import type { SandboxPerson } from './sandbox.types.js';
import { SandboxBinder } from './sandbox-binder.service.js';
import { type RosterPerson, SandboxCastReadModel } from './sandbox-cast.read-model.js';
import { SandboxNetwork } from './sandbox-network.js';
import { pageTexts, strangerNames } from './sandbox-page.texts.js';

type RosterStaff = Extract<RosterPerson, { kind: 'staff' }>;
type RosterResident = Extract<RosterPerson, { kind: 'resident' }>;

/** Everybody a phone can be, and whom to show at first. */
export interface Cast {
  readonly staff: readonly (RosterStaff & { readonly key: string })[];
  readonly residents: readonly (RosterResident & { readonly key: string })[];
  readonly strangers: readonly { readonly key: string; readonly name: string }[];
  /** A resident, the worker of that door, and the secretary. */
  readonly firstKeys: readonly string[];
}

/** Gives the people of the roster phones in the make-believe WeChat, bound to who they are. */
@Injectable()
export class SandboxPeople {
  constructor(
    private readonly network: SandboxNetwork,
    private readonly roster: SandboxCastReadModel,
    private readonly binder: SandboxBinder,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** All there are. Staff get their phones now: a case may go to any of them, shown or not. */
  async list(): Promise<Cast> {
    return this.unitOfWork.run(async (tx) => {
      const staff = await this.roster.listStaff(tx);
      const residents = await this.roster.listResidents(tx);
      for (const one of staff.filter(({ isBound }) => !isBound)) await this.bind(tx, one);
      return {
        staff: staff.map((one) => ({ ...one, key: keyOf(one) })),
        residents: residents.map((one) => ({ ...one, key: keyOf(one) })),
        strangers: this.strangers(),
        firstKeys: firstOf(staff, residents).map(keyOf),
      };
    });
  }

  /** Takes a person's phone into use. @throws NotFoundException */
  async open(key: string): Promise<SandboxPerson> {
    if (key.startsWith('stranger:')) return this.known(key);
    return this.unitOfWork.run(async (tx) => {
      const everybody: RosterPerson[] = [
        ...(await this.roster.listStaff(tx)),
        ...(await this.roster.listResidents(tx)),
      ];
      const one = everybody.find((person) => keyOf(person) === key);
      if (!one) throw new NotFoundException({ error: pageTexts.noSuchPerson });
      await this.bind(tx, one);
      return this.known(key);
    });
  }

  /** Somebody new whom our account does not know and who is no friend of it yet. */
  addStranger(): SandboxPerson {
    const number = this.strangers().length + 1;
    const name = strangerNames[(number - 1) % strangerNames.length] ?? '';
    const again = Math.ceil(number / strangerNames.length);
    return this.network.person(`stranger:${number}`, {
      displayName: again > 1 ? `${name}${again}` : name,
      isFriend: false,
    });
  }

  /** Somebody who has a phone. @throws NotFoundException */
  known(key: string): SandboxPerson {
    const person = this.network.people().find((one) => one.key === key);
    if (!person) throw new NotFoundException({ error: pageTexts.noSuchPerson });
    return person;
  }

  private bind(tx: Tx, one: RosterPerson): Promise<void> {
    return this.binder.bind(tx, this.network.person(keyOf(one), { displayName: one.name }), one);
  }

  private strangers(): { key: string; name: string }[] {
    const people = this.network.people().filter(({ key }) => key.startsWith('stranger:'));
    return people.map(({ key, displayName }) => ({ key, name: displayName }));
  }
}

function keyOf(one: RosterPerson): string {
  return one.kind === 'staff' ? `staff:${one.staffNo}` : `resident:${one.communityId}:${one.id}`;
}

/** A resident with the main worker of their grid, and the secretary of their community. */
function firstOf(staff: RosterStaff[], residents: RosterResident[]): RosterPerson[] {
  const workerOf = (resident: RosterResident) =>
    staff.find(({ unitId, post }) => unitId === resident.gridId && post !== '辅');
  const resident = residents.find((one) => workerOf(one)) ?? residents[0];
  if (!resident) return staff.slice(0, 2);
  const secretary = staff.find(
    ({ role, communityId }) => role === '社区书记' && communityId === resident.communityId,
  );
  return [resident, workerOf(resident), secretary].filter((one) => one !== undefined);
}
