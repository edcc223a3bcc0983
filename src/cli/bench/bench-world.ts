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

/**
 * What people really write about their own four walls; `#` becomes a number so that no two are the same. Of what all
 * share (the lamp of the staircase) a second report is asked whether to follow the first and opens no case.
 */
const MATTERS = [
  '我家楼上漏水，天花板湿了#块',
  '楼上半夜还在装修，已经#晚了',
  '我家卫生间天花板漏水#天了，地板都泡了',
  '隔壁空调外机正对我家窗户，吵了#晚',
  '我家暖气不热，屋里才#度',
  '楼上天天往下滴水，晾的衣服湿了#件',
  '我家水表走得不对，这个月多出#吨',
  '邻居家的狗夜里叫了#回，睡不着',
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
