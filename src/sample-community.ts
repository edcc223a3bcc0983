import { join } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { PROJECT_DIR } from './config/project-dir.js';
import { Clock } from './kernel/clock.js';
import { UnitOfWork } from './persistence/unit-of-work.js';
import { RosterService } from './roster/roster.service.js';
import { readWorkbook } from './roster/workbook-reader.js';

/** A street with two communities, made up; what the sandbox opens with. */
const SAMPLE = join(PROJECT_DIR, 'config', 'samples', 'guangming-street');

/** Loads the sample community on the first start, so that there is somebody to play with. */
export async function loadSampleCommunity(app: INestApplicationContext): Promise<void> {
  const roster = app.get(RosterService, { strict: false });
  const unitOfWork = app.get(UnitOfWork, { strict: false });
  if (await unitOfWork.autocommit((tx) => roster.hasRoster(tx))) return;
  const { workbook, errors } = await readWorkbook(SAMPLE);
  if (errors.length > 0) throw new Error(`the sample community has ${errors.length} faults`);
  const now = app.get(Clock, { strict: false }).now();
  await unitOfWork.run((tx) => roster.apply(tx, workbook, now));
}
