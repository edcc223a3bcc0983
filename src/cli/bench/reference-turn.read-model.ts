import { Pool, type PoolClient } from 'pg';
import { stopwatch } from '../../kernel/clock.js';
import type { Measurement } from './measurement.js';
import { Recorder } from './measurement.js';

/** Tables of the reference turn: what a chat case needs at the least, without any meaning. */
const TABLES = `
  create table reference_message (id bigint generated always as identity primary key, contact_id bigint, body text, at timestamptz);
  create table reference_contact (id bigint primary key, name text, home text);
  create table reference_case (id bigint generated always as identity primary key, contact_id bigint, text text, due_at timestamptz);
  create index on reference_case (contact_id);
  create table reference_event (id bigint generated always as identity primary key, case_id bigint, action text, at timestamptz);
  create index on reference_event (case_id);
  create table reference_outbox (id bigint generated always as identity primary key, contact_id bigint, body text, state text, not_before timestamptz);
  create index on reference_outbox (not_before) where state = 'waiting';
  insert into reference_contact select n, 'resident ' || n, 'home ' || n from generate_series(1, 10000) n`;

/**
 * The limit of `bench turns` (contracts section 7): BEGIN; a message; the contact; a case, an event, two outbox rows;
 * COMMIT. Each its own round trip, as many connections as we have clients, nothing but `pg` in between.
 */
export async function measureReferenceTurn(
  url: string,
  clients: number,
  seconds: number,
): Promise<Measurement> {
  const pool = new Pool({ connectionString: url, max: clients });
  await pool.query(TABLES);
  const recorder = new Recorder();
  const elapsed = stopwatch();
  const client = async (number: number) => {
    const connection = await pool.connect();
    for (let turn = 0; elapsed() < seconds * 1000; turn += 1) {
      const took = stopwatch();
      await referenceTurn(connection, 1 + ((number * 997 + turn) % 10_000));
      recorder.add(took());
    }
    connection.release();
  };
  await Promise.all(Array.from({ length: clients }, (_, number) => client(number)));
  const measured = recorder.result(elapsed() / 1000);
  await pool.end();
  return measured;
}

async function referenceTurn(connection: PoolClient, contactId: number): Promise<void> {
  const text = '楼道灯坏了三天了，老人下楼差点摔一跤';
  await connection.query('begin');
  await connection.query({
    name: 'm',
    text: 'insert into reference_message (contact_id, body, at) values ($1, $2, now())',
    values: [contactId, text],
  });
  await connection.query({
    name: 'c',
    text: 'select * from reference_contact where id = $1',
    values: [contactId],
  });
  const opened = await connection.query<{ id: string }>({
    name: 'k',
    text: "insert into reference_case (contact_id, text, due_at) values ($1, $2, now() + interval '1 day') returning id",
    values: [contactId, text],
  });
  await connection.query({
    name: 'e',
    text: "insert into reference_event (case_id, action, at) values ($1, 'open', now())",
    values: [opened.rows[0]?.id],
  });
  for (let row = 0; row < 2; row += 1) {
    await connection.query({
      name: 'o',
      text: "insert into reference_outbox (contact_id, body, state, not_before) values ($1, $2, 'waiting', now())",
      values: [contactId, text],
    });
  }
  await connection.query('commit');
}
