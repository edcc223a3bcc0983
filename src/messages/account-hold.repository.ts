import { Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import { DataSource } from 'typeorm';

/** First keys of the advisory locks, by what the account is held for; the second is made from the account's name. */
const HOLD_CLASSES = { send: 0x11_71, login: 0x11_72 } as const;

/** What an account can be held for: to send its messages, or to have it logged in at all. */
export type HoldPurpose = keyof typeof HOLD_CLASSES;

/** The right of this process to act for an account, until it is given back or its connection is lost. */
export interface AccountHold {
  readonly isLost: boolean;
  release(): Promise<void>;
}

/**
 * One process at a time speaks for an account. The hold is a session lock on a connection of its own: a killed process
 * loses it at the same moment, so the next one need not wait for anything to run out.
 */
@Injectable()
export class AccountHoldRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** The hold, or undefined when another process has it. */
  async acquire(
    accountId: string,
    purpose: HoldPurpose = 'send',
  ): Promise<AccountHold | undefined> {
    const runner = this.dataSource.createQueryRunner();
    const client = (await runner.connect()) as PoolClient;
    const keys = [HOLD_CLASSES[purpose], accountId];
    try {
      const answer = await client.query<{ held: boolean }>(
        'select pg_try_advisory_lock($1::int, hashtext($2)) as held',
        keys,
      );
      if (answer.rows[0]?.held) return holdOn(client, keys, () => runner.release());
    } catch (error) {
      await runner.release();
      throw error;
    }
    await runner.release();
    return undefined;
  }
}

function holdOn(client: PoolClient, keys: unknown[], release: () => Promise<void>): AccountHold {
  let isLost = false;
  const lose = () => {
    isLost = true;
  };
  client.on('error', lose);
  client.on('end', lose);
  return {
    get isLost() {
      return isLost;
    },
    release: async () => {
      if (!isLost) {
        await client
          .query('select pg_advisory_unlock($1::int, hashtext($2))', keys)
          .catch(() => undefined);
      }
      client.off('error', lose);
      client.off('end', lose);
      await release();
    },
  };
}
