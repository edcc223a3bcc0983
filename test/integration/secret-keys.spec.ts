import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { checkDatabase } from '../../src/cli/doctor/database-check.js';
import { Settings } from '../../src/config/settings.js';
import { SettingsError } from '../../src/config/settings-error.js';
import { SystemClock } from '../../src/kernel/clock.js';
import { Cipher } from '../../src/persistence/cipher.js';
import { dataSourceOptions, openDataSource } from '../../src/persistence/data-source.js';
import type { ScratchDatabase } from '../../src/persistence/scratch-database.js';
import { useServiceDatabase } from '../../src/persistence/service-database.js';
import { copyOfTemplate } from '../support/test-server.js';

const OLD = 'the key of the first day';
const NEW = 'the key of the second day';
const WRONG = 'a key of somebody else';

describe('the keys of a database that was used', () => {
  let database: ScratchDatabase;

  beforeEach(async () => {
    database = await copyOfTemplate();
  });
  afterEach(() => database.drop());

  /** What a start with these keys is told: the wrong settings by name. */
  async function start(...secretKeys: [string, ...string[]]): Promise<string[]> {
    try {
      const settings = { databaseUrl: database.url, dataDir: 'unused', secretKeys };
      await (await useServiceDatabase(settings)).leave();
      return [];
    } catch (error) {
      if (!(error instanceof SettingsError)) throw error;
      expect(error.message).not.toContain(WRONG);
      return error.faults.map((fault) => fault.name);
    }
  }

  it('are the only ones that it opens with', async () => {
    expect(await start(OLD)).toEqual([]);
    expect(await start(WRONG)).toEqual(['LINLI_SECRET_KEY']);
    expect(await start(OLD)).toEqual([]);
  });

  it('may be rotated, and the retired one is needed ever after', async () => {
    expect(await start(OLD)).toEqual([]);
    expect(await start(NEW, OLD)).toEqual([]);
    expect(await start(NEW)).toEqual(['LINLI_SECRET_KEY']);
    expect(await start(OLD)).toEqual(['LINLI_SECRET_KEY']);
    expect(await start(NEW, OLD)).toEqual([]);
  });

  it('are known by what was sealed before there were probes', async () => {
    const dataSource = await openDataSource(dataSourceOptions(database.url, 1));
    const sealed = new Cipher([OLD]).seal('李明');
    await dataSource.query(
      `insert into staff (community_id, staff_no, name, name_hash, phone, phone_hash, unit_id, role)
       values ('S01', 'G01', $1, '', $1, '', 'S01', '网格员')`,
      [sealed],
    );
    await dataSource.destroy();
    expect(await start(WRONG)).toEqual(['LINLI_SECRET_KEY']);
    expect(await start(NEW, OLD)).toEqual([]);
  });

  it('are looked at by doctor', async () => {
    await start(OLD);
    const findings = (key: string) => {
      const settings = { databaseUrl: database.url, secretKeys: [key], channel: 'sandbox' };
      return checkDatabase(Object.assign(new Settings(), settings), new SystemClock());
    };
    const faulty = (await findings(WRONG)).filter(({ verdict }) => verdict === 'wrong');
    expect(faulty).toEqual([
      expect.objectContaining({ found: expect.stringContaining('LINLI_SECRET_KEY') }),
    ]);
    expect((await findings(OLD)).map(({ verdict }) => verdict)).not.toContain('wrong');
  });

  it('agree when several processes start for the first time at once', async () => {
    const faults = await Promise.all([start(OLD), start(NEW)]);
    expect(faults.flat()).toEqual(['LINLI_SECRET_KEY']);
  });
});
