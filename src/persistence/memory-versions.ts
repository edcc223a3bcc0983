import { Injectable } from '@nestjs/common';
import { sql } from './sql.js';
import type { Tx } from './unit-of-work.js';

/**
 * What is kept in memory: the map with the staff on it, through which contact each of the staff is reached, and what
 * was learned from corrections.
 */
export type MemoryTopic = 'roster' | 'staff-contacts' | 'category-model';

/** The version of each topic. */
export type Versions = Readonly<Record<MemoryTopic, number>>;

const TABLES: Readonly<Record<MemoryTopic, string>> = {
  roster: 'roster_version',
  'staff-contacts': 'staff_contacts_version',
  'category-model': 'category_model_version',
};

/** Versions of what processes keep in memory; each grows with every change, so that everybody knows what is old. */
@Injectable()
export class MemoryVersions {
  private readonly seen = new WeakMap<Tx, Promise<Versions>>();
  private readonly raised = new WeakMap<Tx, Set<MemoryTopic>>();

  /** The version as the transaction saw it first: asked once for all topics, however many rooms want to know. */
  async of(tx: Tx, topic: MemoryTopic): Promise<number> {
    const versions = this.seen.get(tx) ?? this.read(tx);
    this.seen.set(tx, versions);
    return (await versions)[topic];
  }

  /** What a statement of a turn read on its way saves asking. */
  keep(tx: Tx, versions: Versions): void {
    if (!this.seen.has(tx)) this.seen.set(tx, Promise.resolve(versions));
  }

  /** Whether the transaction changed the topic itself: what it sees then may be rolled back and must not be kept. */
  isRaisedIn(tx: Tx, topic: MemoryTopic): boolean {
    return this.raised.get(tx)?.has(topic) ?? false;
  }

  /** The version, while nobody else can raise it until the transaction ends. */
  async lock(tx: Tx, topic: MemoryTopic): Promise<number> {
    const row = await sql(tx).first<{ version: string }>(
      `select version from ${TABLES[topic]} for update`,
    );
    return Number(row?.version ?? 0);
  }

  /** Counts the version up. @returns the new one */
  async raise(tx: Tx, topic: MemoryTopic): Promise<number> {
    const row = await sql(tx).first<{ version: string }>(
      `update ${TABLES[topic]} set version = version + 1 returning version`,
    );
    this.raised.set(tx, (this.raised.get(tx) ?? new Set()).add(topic));
    this.seen.delete(tx);
    return Number(row?.version ?? 0);
  }

  private async read(tx: Tx): Promise<Versions> {
    const row = await sql(tx).first<{ roster: string; contacts: string; model: string }>(
      `select (select version from roster_version) as roster,
         (select version from staff_contacts_version) as contacts,
         (select version from category_model_version) as model`,
    );
    return {
      roster: Number(row?.roster ?? 0),
      'staff-contacts': Number(row?.contacts ?? 0),
      'category-model': Number(row?.model ?? 0),
    };
  }
}
