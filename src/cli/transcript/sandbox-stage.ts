import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { shown } from '../../channel/sandbox/sandbox.texts.js';
import {
  OUR_NAME,
  type SandboxPhoneEvent,
  type SandboxSaid,
  type SandboxSource,
} from '../../channel/sandbox/sandbox.types.js';
import { SandboxNetwork } from '../../channel/sandbox/sandbox-network.js';
import {
  sampleFile,
  samplePicture,
  sampleVideo,
  sampleVoice,
} from '../../channel/sandbox/sandbox-samples.js';
import { ipcWire, serveSandbox } from '../../channel/sandbox/sandbox-wire.js';
import { MovableClock } from '../../kernel/clock.js';
import type { ChannelPerson } from '../../messages/messages.types.js';
import type { ScratchDatabase } from '../../persistence/scratch-database.js';
import type { ServicePool } from './service-pool.js';
import { ServiceGoneError, type ServiceProcess } from './service-process.js';
import type { ServiceCalls, ServiceStart } from './service-protocol.types.js';
import { type Spoken, Stage, StageError, type StageListener } from './stage.port.js';
import { PLAY_TEXTS } from './transcript.texts.js';
import type { CaseFacts, ChannelState, CrashPoint } from './transcript.types.js';

/** What one play of a file has to itself. */
export interface StageProps {
  readonly database: ScratchDatabase;
  /** Absolute path; removed at the end. */
  readonly dataDir: string;
  readonly secretKey: string;
  readonly method: string;
  /** 0 = unpaced. */
  readonly sendPerMinute: number;
  /** The transcript; what it sends is found beside it. */
  readonly file: string;
}

/** The real service in a child process, its phones in this one. */
export class SandboxStage extends Stage {
  private readonly clock = new MovableClock();
  private readonly network = new SandboxNetwork(this.clock);
  private listener: StageListener | undefined;
  private process: ServiceProcess | undefined;
  private leaveWire: () => void = () => undefined;
  private armed: CrashPoint | undefined;

  constructor(
    private readonly props: StageProps,
    private readonly pool: ServicePool,
  ) {
    super();
    this.network.watch((event) => this.see(event));
  }

  async begin(at: Date, listener: StageListener): Promise<void> {
    this.listener = listener;
    this.clock.standAt(at);
    await this.start();
  }

  async end(): Promise<void> {
    await this.stop().catch(() => this.process?.kill());
    await this.props.database.drop().catch(() => undefined);
    await rm(this.props.dataDir, { recursive: true, force: true });
  }

  bindResident(person: string, home: string): Promise<void> {
    return this.ask('bindResident', this.channelPerson(person), home);
  }

  bindStaff(person: string, staffNo: string): Promise<void> {
    return this.ask('bindStaff', this.channelPerson(person), staffNo);
  }

  async say(person: string, spoken: Spoken, room?: string): Promise<void> {
    const said = this.said(spoken);
    const mentionsUs =
      room !== undefined && spoken.kind === 'text' && spoken.text.includes(`@${OUR_NAME}`);
    const quote =
      spoken.kind === 'text' && spoken.quoted
        ? { name: spoken.quotesSelf ? person : OUR_NAME, text: spoken.quoted }
        : undefined;
    this.network.say(person, said, {
      ...(room && { roomKey: room, mentionsUs }),
      ...(quote && { quote }),
    });
    await this.ask('settle');
  }

  async setClock(at: Date): Promise<void> {
    this.clock.standAt(at);
    await this.ask('setClock', at.toISOString());
  }

  async advanceTo(at: Date): Promise<void> {
    await this.ask('advanceTo', at.toISOString());
    this.clock.standAt(at);
  }

  async turnChannel(to: ChannelState): Promise<void> {
    if (to === 'relogin') this.network.relogin();
    else if (to === 'up') this.network.up();
    else this.network.down();
    await this.ask('settle');
  }

  async restart(hard: boolean): Promise<void> {
    this.armed = undefined;
    if (hard) await this.process?.kill();
    else await this.stop();
    await this.start(hard);
  }

  async arm(point: CrashPoint | undefined): Promise<void> {
    this.armed = point;
    this.pool.warm();
    await this.process?.call('arm', point);
  }

  caseNumbers(): Promise<readonly string[]> {
    return this.ask('caseNumbers');
  }

  inspect(caseNumber: string): Promise<CaseFacts | undefined> {
    return this.ask('inspect', caseNumber);
  }

  countCases(reporter?: string): Promise<number> {
    return reporter ? this.ask('countCases', this.channelPerson(reporter)) : this.ask('countCases');
  }

  private async start(afterKill = false): Promise<void> {
    this.leaveWire();
    const process = this.pool.take();
    this.process = process;
    process.onClockMoved = (at) => {
      this.clock.standAt(at);
      this.listener?.clockMoved(at);
    };
    this.leaveWire = serveSandbox(this.network, ipcWire(process.ipc));
    await process.call('start', this.startMessage(afterKill));
    await process.call('settle');
  }

  private async stop(): Promise<void> {
    const process = this.process;
    if (!process) return;
    this.process = undefined;
    if (!process.isGone) await process.stopService();
    this.leaveWire();
    this.leaveWire = () => undefined;
    await this.pool.release(process);
  }

  private startMessage(afterKill: boolean): ServiceStart {
    const { database, dataDir, secretKey, method, sendPerMinute } = this.props;
    const at = this.clock.now().toISOString();
    return { databaseUrl: database.url, dataDir, secretKey, method, sendPerMinute, at, afterKill };
  }

  /** Asks the service; where it killed itself at the armed point on the way, it is started again and asked once more. */
  private async ask<M extends keyof ServiceCalls>(
    method: M,
    ...args: Parameters<ServiceCalls[M]>
  ): Promise<Awaited<ReturnType<ServiceCalls[M]>>> {
    try {
      if (!this.process) throw new Error(PLAY_TEXTS.noService);
      return (await this.process.call(method, ...args)) as Awaited<ReturnType<ServiceCalls[M]>>;
    } catch (error) {
      const point = this.armed;
      if (!(error instanceof ServiceGoneError) || error.signal !== 'SIGKILL' || !point) throw error;
      this.armed = undefined;
      this.listener?.crashed(point);
      await this.start(true);
      return this.ask(method, ...args);
    }
  }

  private see(event: SandboxPhoneEvent): void {
    if (event.type !== 'message' || !event.message.fromUs) return;
    const { roomKey, personKey, content } = event.message;
    this.listener?.heard(roomKey ?? personKey ?? '', shown(content));
  }

  private channelPerson(key: string): ChannelPerson {
    const { channelId, handle, remark, displayName } = this.network.person(key);
    return { channelId, displayName, ...(handle && { handle }), ...(remark && { remark }) };
  }

  private said(spoken: Spoken): SandboxSaid {
    switch (spoken.kind) {
      case 'text':
        return { kind: 'text', text: spoken.text };
      case 'picture':
        return {
          kind: 'picture',
          source: spoken.path ? this.source(spoken.path) : samplePicture(),
        };
      case 'voice':
        return { kind: 'voice', seconds: spoken.seconds, source: sampleVoice(spoken.seconds) };
      case 'video':
        return { kind: 'video', source: spoken.path ? this.source(spoken.path) : sampleVideo() };
      case 'file':
        return {
          kind: 'file',
          source: this.sourceOr(spoken.name, sampleFile(basename(spoken.name))),
        };
      case 'location':
        return { ...spoken, address: spoken.name };
      case 'chat-record':
        return { kind: 'chat-record', title: '聊天记录', lines: spoken.lines };
    }
  }

  private source(path: string): SandboxSource {
    const absolute = resolve(dirname(this.props.file), path);
    if (!existsSync(absolute)) throw new StageError(PLAY_TEXTS.fileMissing(path));
    return { name: basename(path), path: absolute };
  }

  private sourceOr(path: string, sample: SandboxSource): SandboxSource {
    const absolute = resolve(dirname(this.props.file), path);
    return existsSync(absolute) ? { name: basename(path), path: absolute } : sample;
  }
}
