import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AppModule } from '../../app.module.js';
import { ChannelService } from '../../channel/channel.service.js';
import { ipcWire, RemoteSandboxServer } from '../../channel/sandbox/sandbox-wire.js';
import { TimeTravel } from '../../channel/sandbox/time-travel.js';
import { Settings } from '../../config/settings.js';
import { MovableClock } from '../../kernel/clock.js';
import { ContactService } from '../../messages/contact.service.js';
import type { Contact } from '../../messages/contact.types.js';
import { CrashPoints } from '../../messages/crash-points.js';
import { Dispatcher } from '../../messages/dispatcher.service.js';
import type { ChannelPerson } from '../../messages/messages.types.js';
import { BindingService } from '../../people/binding.service.js';
import { ResidentService } from '../../people/resident.service.js';
import { StaffService } from '../../people/staff.service.js';
import { Cipher } from '../../persistence/cipher.js';
import { type Tx, UnitOfWork } from '../../persistence/unit-of-work.js';
import { CaseFactsReadModel } from './case-facts.read-model.js';
import { readHome } from './home-address.rules.js';
import { endConnectionsOf } from './killed-service.js';
import type { ServiceCalls, ServiceStart, WorldImport } from './service-protocol.types.js';
import { StageError } from './stage.port.js';
import { PLAY_TEXTS } from './transcript.texts.js';
import type { CaseFacts, CrashPoint } from './transcript.types.js';
import { importWorld } from './world-import.js';

/** Kills the process the first time the armed point is reached: no handler, no flush, as a power cut would. */
class DeadlyCrashPoints extends CrashPoints {
  armed: CrashPoint | undefined;

  override reach(point: CrashPoint): void | Promise<void> {
    if (point !== this.armed) return undefined;
    process.kill(process.pid, 'SIGKILL');
    return new Promise(() => undefined);
  }
}

interface Running {
  readonly app: INestApplicationContext;
  readonly travel: TimeTravel;
  readonly facts: CaseFactsReadModel;
  readonly crashPoints: DeadlyCrashPoints;
}

/** Runs the whole service in this process for the player in the parent; one at a time, any number after one another. */
export class ServiceHost implements ServiceCalls {
  private readonly clock = new MovableClock();
  private running: Running | undefined;

  /** @param clockMoved told whenever the clock moves on the way to a later time */
  constructor(private readonly clockMoved: (at: Date) => void) {}

  async importWorld(world: WorldImport): Promise<void> {
    await importWorld(world);
  }

  async start(start: ServiceStart): Promise<void> {
    this.clock.standAt(new Date(start.at));
    if (start.afterKill) await endConnectionsOf(start.databaseUrl);
    const crashPoints = new DeadlyCrashPoints();
    const sandbox = new RemoteSandboxServer(ipcWire(process));
    const parts = {
      settings: settingsOf(start),
      clock: this.clock,
      sandbox,
      crashPoints,
      ticking: false,
    };
    const app = await NestFactory.createApplicationContext(AppModule.with(parts), {
      logger: ['error', 'fatal'],
    });
    const travel = TimeTravel.in(app, this.clock, this.clockMoved);
    const facts = new CaseFactsReadModel(app.get(Cipher));
    this.running = { app, travel, facts, crashPoints };
    await app.get(Dispatcher).expireLeases();
    await app.get(ChannelService).start();
    await app.get(ChannelService).idle();
  }

  async stop(): Promise<void> {
    const { app } = this.house();
    this.running = undefined;
    await app.get(ChannelService).stop();
    await app.close();
  }

  settle(): Promise<void> {
    return this.house().travel.settle();
  }

  setClock(at: string): Promise<void> {
    return this.house().travel.setClock(new Date(at));
  }

  advanceTo(at: string): Promise<void> {
    return this.house().travel.advanceTo(new Date(at));
  }

  async arm(point: CrashPoint | undefined): Promise<void> {
    // What is not there is null after its way through JSON.
    this.house().crashPoints.armed = point ?? undefined;
  }

  async bindResident(person: ChannelPerson, home: string): Promise<void> {
    const { app, travel } = this.house();
    const address = readHome(home);
    if (!address) throw new StageError(PLAY_TEXTS.homeWrong(home));
    await this.inTransaction(async (tx) => {
      const contact = await this.meet(tx, person);
      const ref = { accountId: contact.accountId, contactId: contact.id };
      const details = { address, name: person.displayName, way: 'transcript' as const };
      const resident = await app.get(ResidentService).bindHome(tx, ref, details, this.clock.now());
      await app.get(ContactService).setCommunity(tx, contact.id, resident.communityId);
    });
    await travel.settle();
  }

  async bindStaff(person: ChannelPerson, staffNo: string): Promise<void> {
    const { app, travel } = this.house();
    await this.inTransaction(async (tx) => {
      const staff = await app.get(StaffService).findByNo(tx, staffNo);
      if (!staff) throw new StageError(PLAY_TEXTS.staffUnknown(staffNo));
      const contact = await this.meet(tx, person);
      const ref = { accountId: contact.accountId, contactId: contact.id };
      await app.get(BindingService).bindStaff(tx, ref, staffNo, 'transcript', this.clock.now());
    });
    await travel.settle();
  }

  caseNumbers(): Promise<readonly string[]> {
    return this.inTransaction((tx) => this.house().facts.numbers(tx));
  }

  inspect(caseNumber: string): Promise<CaseFacts | undefined> {
    return this.inTransaction((tx) => this.house().facts.find(tx, caseNumber));
  }

  countCases(reporter?: ChannelPerson): Promise<number> {
    const { facts } = this.house();
    return this.inTransaction(async (tx) => {
      if (!reporter) return facts.count(tx);
      return facts.countOf(tx, (await this.meet(tx, reporter)).id);
    });
  }

  /** The contact of a phone, known from now on even if nothing was ever said. */
  private meet(tx: Tx, person: ChannelPerson): Promise<Contact> {
    const { app } = this.house();
    const { accountId } = app.get(ChannelService).state();
    return app.get(ContactService).meet(tx, accountId, person, this.clock.now());
  }

  private inTransaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.house().app.get(UnitOfWork).run(work);
  }

  private house(): Running {
    if (!this.running) throw new Error(PLAY_TEXTS.noService);
    return this.running;
  }
}

function settingsOf(start: ServiceStart): Settings {
  return Object.assign(new Settings(), {
    databaseUrl: start.databaseUrl,
    secretKeys: [start.secretKey],
    dataDir: start.dataDir,
    port: 0,
    host: '127.0.0.1',
    channel: 'sandbox',
    method: start.method,
    sendPerMinute: start.sendPerMinute,
  } satisfies Partial<Settings>);
}
