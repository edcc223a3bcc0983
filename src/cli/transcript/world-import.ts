import { Settings } from '../../config/settings.js';
import { readWorkbook } from '../../roster/workbook-reader.js';
import { importRoster } from '../roster-import.js';
import type { WorldImport } from './service-protocol.types.js';
import { StageError } from './stage.port.js';
import { PLAY_TEXTS } from './transcript.texts.js';

/** Faults named in a report; the rest are seen with `linli import --check`. */
const FAULTS_NAMED = 5;

/**
 * Loads a roster into a migrated database, and leaves it.
 * @throws StageError with the first faults when the workbook is not right
 */
export async function importWorld(world: WorldImport): Promise<void> {
  const { workbook, errors } = await readWorkbook(world.path);
  if (errors.length > 0) {
    const told = errors
      .slice(0, FAULTS_NAMED)
      .map(
        (fault) =>
          `${fault.sheet} ${fault.row} ${fault.column}: ${fault.found} → ${fault.expected}`,
      );
    throw new StageError(PLAY_TEXTS.worldWrong(world.path, told));
  }
  const settings = Object.assign(new Settings(), {
    databaseUrl: world.databaseUrl,
    secretKeys: [world.secretKey],
    dataDir: world.dataDir,
  } satisfies Partial<Settings>);
  await importRoster(settings, workbook);
}
