import { type DynamicModule, Module } from '@nestjs/common';
import { AccountService } from '../../messages/account.service.js';
import { ContactService } from '../../messages/contact.service.js';
import { MessageSender } from '../../messages/message-sender.port.js';
import type { ChannelPerson, InboundMessage } from '../../messages/messages.types.js';
import { BindingService } from '../../people/binding.service.js';
import { ResidentService } from '../../people/resident.service.js';
import { StaffService } from '../../people/staff.service.js';
import { type Tx, UnitOfWork } from '../../persistence/unit-of-work.js';
import { TerritoryService } from '../../territory/territory.service.js';

export const BENCH_ACCOUNT = 'bench';

/** Lets a house be asked for its parts. */
export interface House {
  get<T>(part: abstract new (...args: never[]) => T): T;
}

/** Takes every message at once: the channel is left out of the measurement, the dispatcher is not. */
class InstantSender extends MessageSender {
  async send(): Promise<undefined> {
    return undefined;
  }

  async keepRemark(): Promise<void> {
    return undefined;
  }

  isReady(): boolean {
    return true;
  }
}

@Module({})
class InstantChannelModule {}

/** A global module with a channel that costs nothing. */
export function instantChannel(): DynamicModule {
  return {
    module: InstantChannelModule,
    global: true,
    providers: [{ provide: MessageSender, useClass: InstantSender }],
    exports: [MessageSender],
  };
}

/** What people really write, everyday matters of different kinds; `#` becomes a number so that no two are the same. */
const MATTERS = [
  '楼道灯坏了#天了，老人下楼差点摔一跤',
  '我家楼上漏水，天花板湿了#块',
  '垃圾桶满了#天没人收，味道很大',
  '电梯又停了，今天第#次',
  '楼下有人占了消防通道，车牌尾号#',
  '小区路灯不亮，晚上看不见路，一共#盏',
  '下水道堵了，水漫到#号车位',
  '楼上半夜还在装修，已经#晚了',
] as const;

/** Binds residents all over the sample community and a contact for every worker, so that pushes have somebody to go to. */
export async function settleBenchWorld(
  house: House,
  residents: number,
  now: Date,
): Promise<ChannelPerson[]> {
  const people: ChannelPerson[] = [];
  await house.get(UnitOfWork).run(async (tx) => {
    await house.get(AccountService).absent(tx, BENCH_ACCOUNT, BENCH_ACCOUNT, now);
    await house.get(AccountService).loggedIn(tx, BENCH_ACCOUNT, BENCH_ACCOUNT, BENCH_ACCOUNT, now);
    await bindWorkers(house, tx, now);
    const doors = await doorsOf(house, tx);
    for (let index = 0; index < residents; index += 1) {
      const door = doors[index % doors.length];
      if (!door) throw new Error('the sample community has no doors');
      const person = { channelId: `resident-${index}`, displayName: `居民${index}` };
      const contact = await house.get(ContactService).meet(tx, BENCH_ACCOUNT, person, now);
      const ref = { accountId: BENCH_ACCOUNT, contactId: contact.id };
      const address = { ...door, room: String(101 + index) };
      const home = await house
        .get(ResidentService)
        .bindHome(tx, ref, { address, name: person.displayName, way: 'chat' }, now);
      await house.get(ContactService).setCommunity(tx, contact.id, home.communityId);
      people.push(person);
    }
  });
  return people;
}

/** The n-th message of a run. */
export function benchMessage(person: ChannelPerson, index: number, sentAt: Date): InboundMessage {
  const matter = MATTERS[index % MATTERS.length] ?? '';
  return {
    accountId: BENCH_ACCOUNT,
    channelMessageId: `bench-${index}`,
    from: person,
    sentAt,
    content: { kind: 'text', text: matter.replace('#', String(index)) },
  };
}

async function bindWorkers(house: House, tx: Tx, now: Date): Promise<void> {
  const { communities } = await unitsOf(house, tx);
  for (const communityId of communities) {
    for (const staff of await house.get(StaffService).listOfCommunity(tx, communityId)) {
      const person = { channelId: `staff-${staff.staffNo}`, displayName: staff.name };
      const contact = await house.get(ContactService).meet(tx, BENCH_ACCOUNT, person, now);
      const ref = { accountId: BENCH_ACCOUNT, contactId: contact.id };
      await house.get(BindingService).bindStaff(tx, ref, staff.staffNo, 'sandbox', now);
    }
  }
}

async function doorsOf(house: House, tx: Tx): Promise<{ estate: string; building: string }[]> {
  const territory = await house.get(TerritoryService).current(tx);
  return territory.coverages.flatMap(({ estate, buildings }) =>
    buildings.map((building) => ({ estate, building })),
  );
}

async function unitsOf(house: House, tx: Tx): Promise<{ communities: string[] }> {
  const territory = await house.get(TerritoryService).current(tx);
  return {
    communities: [...new Set([...territory.units.values()].map((unit) => unit.communityId))],
  };
}
