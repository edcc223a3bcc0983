import { Injectable } from '@nestjs/common';
import { Settings } from '../config/settings.js';
import { AccountService } from '../messages/account.service.js';
import type { AccountState } from '../messages/account.types.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import { DatabaseHealthReadModel } from './read-models/database-health.read-model.js';

/** How the service stands. Holds nothing about people. */
export interface Health {
  /** `degraded`: everything runs, but the bot hears and says nothing. */
  readonly status: 'ok' | 'degraded' | 'down';
  readonly database: 'up' | 'down';
  readonly channel?: ChannelHealth;
}

/**
 * How the bot account stands. `connection` is `starting` until the channel was heard of for the first time, and `standby`
 * while another process serves the account.
 */
interface ChannelHealth {
  readonly name: string;
  readonly connection: 'starting' | AccountState['state'];
  /** ISO instant of the service's clock. */
  readonly since?: string;
  readonly lastHeardAt?: string;
  readonly deafSince?: string;
  /** Why the puppet cannot be used, in a sentence. */
  readonly fault?: string;
  /** Since when somebody is asked to log the account in by scanning a code. */
  readonly scanSince?: string;
}

/** A watcher waits no longer than this; neither does a load balancer. */
const LOOK_TIMEOUT_MS = 3_000;

/** Looks at the database and the bot account. */
@Injectable()
export class HealthService {
  constructor(
    private readonly database: DatabaseHealthReadModel,
    private readonly accounts: AccountService,
    private readonly unitOfWork: UnitOfWork,
    private readonly settings: Settings,
  ) {}

  async look(): Promise<Health> {
    const channel = await inTime(this.lookAtChannel()).catch(() => undefined);
    if (!channel) return { status: 'down', database: 'down' };
    const isServed = channel.connection === 'logged_in' || channel.connection === 'standby';
    const status = isServed ? 'ok' : 'degraded';
    return { status, database: 'up', channel };
  }

  private lookAtChannel(): Promise<ChannelHealth> {
    return this.unitOfWork.autocommit(async (tx) => {
      await this.database.ping(tx);
      const name = this.settings.channel;
      const states = await this.accounts.states(tx);
      const account = states.find((state) => state.channel === name);
      return account ? channelHealth(account) : { name, connection: 'starting' };
    });
  }
}

function channelHealth(account: AccountState): ChannelHealth {
  const { channel, state, since, lastHeardAt, deafSince, scanSince, fault } = account;
  return {
    name: channel,
    connection: state,
    since: since.toISOString(),
    ...(lastHeardAt && { lastHeardAt: lastHeardAt.toISOString() }),
    ...(deafSince && { deafSince: deafSince.toISOString() }),
    ...(fault && { fault }),
    ...(scanSince && { scanSince: scanSince.toISOString() }),
  };
}

/** Rejects when the work takes too long; what it waited for goes on. */
async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer in time')), LOOK_TIMEOUT_MS);
  });
  try {
    return await Promise.race([work, tooLong]);
  } finally {
    clearTimeout(timer);
  }
}
