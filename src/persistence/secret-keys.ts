import { settingFaults } from '../config/settings.texts.js';
import { SettingsError } from '../config/settings-error.js';
import { Cipher } from './cipher.js';
import { dataSourceOptions, openDataSource } from './data-source.js';
import { addProbe, listProbes, lockProbes, sampleOfSealed } from './secret-key-probe.repository.js';
import { TypeOrmUnitOfWork } from './typeorm-unit-of-work.js';
import type { Tx } from './unit-of-work.js';

/** What is sealed as a probe; says nothing about anybody. */
const PROBE_TEXT = 'linli';

/**
 * Refuses keys that cannot open what the database keeps, and remembers the one that is in use from now on.
 * @param url names a migrated database
 * @throws SettingsError naming `LINLI_SECRET_KEY`
 */
export async function admitSecretKeys(
  url: string,
  secretKeys: readonly [string, ...string[]],
): Promise<void> {
  const cipher = new Cipher(secretKeys);
  const dataSource = await openDataSource(dataSourceOptions(url, 1));
  try {
    await new TypeOrmUnitOfWork(dataSource).run(async (tx) => {
      // Processes that start together for the first time must not each bring a key of their own.
      await lockProbes(tx);
      if (!(await opensSealed(tx, cipher))) throw new SettingsError([wrongKey]);
      await addProbe(tx, cipher.keyId, cipher.seal(PROBE_TEXT));
    });
  } finally {
    await dataSource.destroy();
  }
}

/** Whether the keys open what was sealed under every key that was ever in use; changes nothing. */
export async function opensSealed(tx: Tx, cipher: Cipher): Promise<boolean> {
  const probes = await listProbes(tx);
  const sealed = probes.length > 0 ? probes : await sampleOfSealed(tx);
  return sealed.every((value) => cipher.canOpen(value));
}

const wrongKey = { name: 'LINLI_SECRET_KEY', problem: settingFaults.secretKeyWrong };
