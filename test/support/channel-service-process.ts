import 'reflect-metadata';
import { sampleVoice } from '../../src/channel/sandbox/sandbox-samples.js';
import type { OutboundContent } from '../../src/messages/messages.types.js';
import { OutboxService } from '../../src/messages/outbox.service.js';
import { openChannelHouse } from './channel-house.js';
import { openTestDatabase } from './database.js';
import { answerAsks, tell } from './spoken-process.js';

/** How often the schedule would tick; a test does not want to wait a second. */
const TICK_MS = 50;

/** The service's channel in a process of its own, behind whichever puppet; tells what it hears and how it stands. */
const database = await openTestDatabase();
const house = await openChannelHouse(database, {
  channel: 'wechaty-puppet-service',
  isWaitedFor: false,
  onHeard: ({ message, contact }) =>
    tell({ heard: message.content, from: message.from, room: message.room, contactId: contact.id }),
});

let standing = '';
const ticking = setInterval(() => {
  void house.tick();
  const { connection, since } = house.channel.state();
  const isReady = house.sender.isReady('wechaty-puppet-service');
  // With `since`, a logout and login between two looks is told too.
  const now = `${connection} ${isReady} ${since.getTime()}`;
  if (now === standing) return;
  standing = now;
  tell({ connection, isReady });
}, TICK_MS);

async function write(contactId: string, content: OutboundContent): Promise<void> {
  const message = { communityId: '-', contactId, content, priority: 'reply' } as const;
  const now = house.clock.now();
  await database.unitOfWork.run(async (tx) => house.get(OutboxService).write(tx, [message], now));
}

answerAsks({
  send: (contactId: string, content: OutboundContent) => write(contactId, content),
  sendVoice: async (contactId: string, seconds: number) => {
    const source = sampleVoice(seconds);
    const bytes = 'bytes' in source ? Buffer.from(source.bytes) : Buffer.alloc(0);
    const media = await house.media.keep('voice', bytes);
    await write(contactId, { kind: 'voice', media, seconds });
  },
  keepRemarks: () => house.remarks.idle(),
  stop: async () => {
    clearInterval(ticking);
    await house.close();
    await database.drop();
  },
});

tell({ ready: true });
