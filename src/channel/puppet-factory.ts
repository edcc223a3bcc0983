import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Injectable, Optional } from '@nestjs/common';
import { log, type Wechaty, WechatyBuilder } from 'wechaty';
import { helpers } from 'wechaty-puppet';
import { Settings } from '../config/settings.js';
import { OperationalError } from '../kernel/errors.js';
import { SandboxPuppet } from './sandbox/puppet/sandbox-puppet.js';
import { SandboxServer } from './sandbox/sandbox-server.js';

/** The name in the settings that stands for the channel of our own. */
export const SANDBOX = 'sandbox';

/** Code of the error when the package is missing or refuses its options. */
export const PUPPET_UNUSABLE = 'channel.puppet-unusable';

/** A bot that is not started yet. */
export interface Unstarted {
  readonly bot: Wechaty;
  /** Whether the puppet still holds something that it has not passed on; always false for puppets we cannot ask. */
  isBusy(): boolean;
  settled(): Promise<void>;
}

/** Makes the bot for the configured puppet. */
@Injectable()
export class PuppetFactory {
  constructor(
    private readonly settings: Settings,
    @Optional() private readonly sandbox?: SandboxServer,
  ) {
    // Wechaty's own log writes names and texts of people; unless somebody asked for another level it stays silent.
    if (log.level() === 'info') log.level('silent');
  }

  /** @throws OperationalError `channel.puppet-unusable` when the package is missing or refuses its options */
  async create(): Promise<Unstarted> {
    if (this.settings.channel === SANDBOX) return this.createSandbox();
    const name = this.memoryCard();
    try {
      const puppet = await helpers.resolvePuppet({ puppet: this.settings.channel as never });
      const bot = WechatyBuilder.build({ name, puppet });
      return { bot, isBusy: () => false, settled: () => Promise.resolve() };
    } catch (cause) {
      const details = { puppet: this.settings.channel };
      throw new OperationalError(PUPPET_UNUSABLE, 'the puppet cannot be used', details, {
        cause,
      });
    }
  }

  private createSandbox(): Unstarted {
    if (!this.sandbox) throw new OperationalError('channel.no-sandbox', 'no sandbox to attach to');
    const puppet = new SandboxPuppet(this.sandbox);
    const bot = WechatyBuilder.build({ puppet });
    return { bot, isBusy: () => puppet.isBusy, settled: () => puppet.settled() };
  }

  /** Where the puppet remembers its login, without the ending that Wechaty adds. */
  private memoryCard(): string {
    const folder = join(this.settings.dataDir, 'bot');
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return join(folder, this.settings.channel.replaceAll(/[^\w.-]/g, '_'));
  }
}
