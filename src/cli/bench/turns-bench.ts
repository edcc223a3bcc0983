import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AppModule } from '../../app.module.js';
import { Settings } from '../../config/settings.js';
import { TurnService } from '../../conversation/turn.service.js';
import { addMinutes, type CivilDate, instantAt } from '../../kernel/calendar.js';
import { MovableClock, stopwatch } from '../../kernel/clock.js';
import { InboxService } from '../../messages/inbox.service.js';
import type { HeardMessage } from '../../messages/inbox.types.js';
import type { ChannelPerson } from '../../messages/messages.types.js';
import { UnitOfWork } from '../../persistence/unit-of-work.js';
import { RosterService } from '../../roster/roster.service.js';
import { readWorkbook } from '../../roster/workbook-reader.js';
import { BENCH_ACCOUNT, benchMessage, instantChannel, settleBenchWorld } from './bench-world.js';
import { type Measurement, Recorder } from './measurement.js';
import { gatherStatistics } from './statistics.read-model.js';

/**
 * Residents who write, in turn: so many that few have more than three matters open, as in life. Whoever writes again does
 * so with a new matter, after the pieces of the last one are in.
 */
const RESIDENTS = 3000;
const LAP_MINUTES = 15;
/** First number of the measured messages: a lap begins, and no warm-up gets that far. */
const MEASURED_FROM = 10_000 * RESIDENTS;
const WORKING_DAY = '2026-12-01' as CivilDate;

export interface TurnsBench {
  readonly databaseUrl: string;
  readonly clients: number;
  readonly seconds: number;
  readonly warmUpSeconds: number;
  /** Folder or workbook of the sample community. */
  readonly world: string;
}

/**
 * Turns as residents cause them: from the `InboundMessage` (Wechaty left out) to the committed reply, with the inbox
 * commit before and the dispatcher running beside it.
 */
export async function measureTurns(bench: TurnsBench): Promise<Measurement> {
  const clock = new MovableClock();
  // A working morning, whenever the bench is run: at night pushes would wait and the dispatcher rest.
  clock.runFrom(instantAt(WORKING_DAY, 9 * 60));
  const house = await openHouse(bench, clock);
  try {
    const people = await settleBenchWorld(house, RESIDENTS, clock.now());
    const answers = watchAnswers(house.get(TurnService));
    const run = (seconds: number, offset: number) =>
      drive({ house, answers, people, clock, clients: bench.clients, seconds, offset });
    await run(bench.warmUpSeconds, 0);
    await house.get(UnitOfWork).autocommit(gatherStatistics);
    return await run(bench.seconds, MEASURED_FROM);
  } finally {
    await house.close();
  }
}

async function openHouse(
  { databaseUrl, world }: TurnsBench,
  clock: MovableClock,
): Promise<INestApplicationContext> {
  const settings = Object.assign(new Settings(), {
    databaseUrl,
    secretKeys: [randomBytes(24).toString('hex')],
    dataDir: join(tmpdir(), 'linli-bench'),
    port: 0,
    host: '127.0.0.1',
    channel: BENCH_ACCOUNT,
    method: 'hefei-luyang',
    sendPerMinute: 0,
  } satisfies Partial<Settings>);
  const house = await NestFactory.createApplicationContext(
    AppModule.with({ settings, clock, channel: instantChannel(), ticking: true }),
    { logger: ['error', 'fatal'] },
  );
  const { workbook } = await readWorkbook(world);
  await house
    .get(UnitOfWork)
    .run((tx) => house.get(RosterService).apply(tx, workbook, clock.now()));
  return house;
}

/** Tells when the turn of a message was committed. */
function watchAnswers(turns: TurnService): Map<string, () => void> {
  const waiting = new Map<string, () => void>();
  const answered = ({ message: { channelMessageId } }: HeardMessage) => {
    waiting.get(channelMessageId)?.();
    waiting.delete(channelMessageId);
  };
  const handle = turns.handle.bind(turns);
  turns.handle = async (message) => {
    await handle(message);
    answered(message);
  };
  const handleTogether = turns.handleTogether.bind(turns);
  turns.handleTogether = async (messages) => {
    await handleTogether(messages);
    messages.forEach(answered);
  };
  return waiting;
}

interface Drive {
  readonly house: INestApplicationContext;
  readonly answers: Map<string, () => void>;
  readonly people: readonly ChannelPerson[];
  readonly clock: MovableClock;
  readonly clients: number;
  readonly seconds: number;
  /** First number of the messages of this run. */
  readonly offset: number;
}

async function drive({
  house,
  answers,
  people,
  clock,
  clients,
  seconds,
  offset,
}: Drive): Promise<Measurement> {
  const inbox = house.get(InboxService);
  const recorder = new Recorder();
  const elapsed = stopwatch();
  const client = async (number: number) => {
    for (let turn = 0; elapsed() < seconds * 1000; turn += 1) {
      const index = offset + turn * clients + number;
      if (index % RESIDENTS === 0) clock.runFrom(addMinutes(clock.now(), LAP_MINUTES));
      const person = people[index % people.length];
      if (!person) return;
      const message = benchMessage(person, index, clock.now());
      const took = stopwatch();
      const answered = new Promise<void>((resolve) =>
        answers.set(message.channelMessageId, resolve),
      );
      await inbox.hear(message);
      await answered;
      recorder.add(took());
    }
  };
  await Promise.all(Array.from({ length: clients }, (_, number) => client(number)));
  return recorder.result(elapsed() / 1000);
}
