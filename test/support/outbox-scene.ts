import { afterAll, afterEach, beforeAll, beforeEach } from '@jest/globals';
import { ContactService } from '../../src/messages/contact.service.js';
import type { OutboundMessage } from '../../src/messages/messages.types.js';
import { OutboxService } from '../../src/messages/outbox.service.js';
import { openTestDatabase, type TestDatabase } from './database.js';
import {
  ACCOUNT,
  type HouseOptions,
  type MessagesHouse,
  openMessagesHouse,
  query,
} from './messages-house.js';

/** A working morning on which the clock stands still. */
export const MORNING = new Date('2026-12-01T09:00:00+08:00');

/** Writing and sending on a database of its own, emptied before each test. For the top of a spec. */
export class OutboxScene {
  database!: TestDatabase;
  house!: MessagesHouse;

  constructor() {
    beforeAll(async () => {
      this.database = await openTestDatabase();
    });
    beforeEach(async () => {
      await query(this.database, 'truncate inbox, outbox, contact, account, channel_gap');
      this.house = await openMessagesHouse(this.database);
      this.house.clock.standAt(MORNING);
    });
    afterEach(() => this.house.close());
    afterAll(() => this.database.drop());
  }

  readonly meet = (channelId: string) =>
    this.database.unitOfWork.run((tx) =>
      this.house.module
        .get(ContactService)
        .meet(tx, ACCOUNT, { channelId, displayName: channelId }, this.house.clock.now()),
    );

  readonly message = (contactId: string, text: string, more: Partial<OutboundMessage> = {}) => ({
    communityId: 'C1',
    contactId,
    content: { kind: 'text' as const, text },
    priority: 'reply' as const,
    ...more,
  });

  readonly write = (...messages: OutboundMessage[]) =>
    this.database.unitOfWork.run(async (tx) =>
      this.house.module.get(OutboxService).write(tx, messages, this.house.clock.now()),
    );

  readonly states = async () => {
    const rows = await query<{ state: string }>(
      this.database,
      'select state from outbox order by id',
    );
    return rows.map((row) => row.state);
  };

  readonly nextDueAt = () =>
    this.database.unitOfWork.autocommit((tx) => this.house.dispatcher.nextDueAt(tx));

  /** Another process takes over, with the same clock and sender. */
  readonly reopen = async (options: HouseOptions = {}) => {
    const { clock, sender } = this.house;
    await this.house.close();
    this.house = await openMessagesHouse(this.database, { clock, sender, ...options });
  };
}
