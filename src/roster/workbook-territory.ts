import type { Territory } from '../territory/territory.types.js';
import { WorkbookRejectedError } from './roster.errors.js';
import { territoryOf } from './territory-of.rules.js';
import { readWorkbook } from './workbook-reader.js';

/**
 * The map of responsibility of a workbook, without a database.
 * @throws WorkbookUnreadableError when the file cannot be read; WorkbookRejectedError when cells in it are wrong
 */
export async function readTerritory(path: string): Promise<Territory> {
  const { workbook, errors } = await readWorkbook(path);
  if (errors.length > 0) throw new WorkbookRejectedError(errors);
  return territoryOf(workbook, 1);
}
