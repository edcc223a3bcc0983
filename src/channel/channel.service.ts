import { Injectable } from '@nestjs/common';
import type { ChannelState } from './channel.types.js';
import { ChannelSupervisor } from './channel-supervisor.js';
import { WechatyEar } from './wechaty-ear.js';

/** The channel as the rest of the house starts, watches and stops it. */
@Injectable()
export class ChannelService {
  constructor(
    private readonly supervisor: ChannelSupervisor,
    private readonly ear: WechatyEar,
  ) {}

  /** Starts the bot; does not wait for the login and does not fail when the gateway is away. */
  async start(): Promise<void> {
    this.supervisor.start();
  }

  /** Hears nothing new from now on, and resolves when what was heard is stored; the bot can still send. */
  hearOut(): Promise<void> {
    return this.supervisor.hearOut();
  }

  /** Hears out and stops the bot. */
  stop(): Promise<void> {
    return this.supervisor.stop();
  }

  /** To be called about once a second: comes back when the channel was lost. Returns at once. */
  async tick(): Promise<void> {
    this.supervisor.tick();
  }

  state(): ChannelState {
    return this.supervisor.state();
  }

  /** Calls back whenever `state` is another one. @returns how to stop */
  watch(watcher: () => void): () => void {
    return this.supervisor.watch(watcher);
  }

  /** Resolves when everything the sandbox handed over is stored, and every login or logout dealt with. */
  async idle(): Promise<void> {
    do {
      await this.supervisor.settled();
      await this.ear.idle();
    } while (this.supervisor.isBusy || !this.ear.isIdle);
  }
}
