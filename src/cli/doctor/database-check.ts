import type { Settings } from '../../config/settings.js';
import { settingFaults } from '../../config/settings.texts.js';
import { formatMinute } from '../../kernel/calendar.js';
import type { Clock } from '../../kernel/clock.js';
import { OperationalError } from '../../kernel/errors.js';
import { Cipher } from '../../persistence/cipher.js';
import { type DatabaseInspection, inspectDatabase } from '../../persistence/inspection.js';
import { OLDEST_POSTGRES } from '../../persistence/migrator.js';
import { opensSealed } from '../../persistence/secret-keys.js';
import { type AccountState, listAccountStates } from './account.read-model.js';
import { doctorTexts as texts } from './doctor.texts.js';
import type { Finding } from './doctor.types.js';

/** Leases are measured in tens of seconds; a difference of this size begins to matter in what people read. */
const SKEW_WRONG_MS = 5_000;

/** A community of any size is never silent for so long; silent deafness of gateways is a known trouble. */
const QUIET_MS = 24 * 3_600_000;

/** Everything that only the database can tell: itself, its schema, its clock, and the accounts of the channel. */
export async function checkDatabase(settings: Settings, clock: Clock): Promise<Finding[]> {
  try {
    const findings = await inspectDatabase(settings, (inspection) =>
      look(inspection, settings, clock),
    );
    return (
      findings ?? [
        {
          about: 'database',
          verdict: 'notice',
          found: texts.neverStarted,
          advice: texts.notRunningAdvice,
        },
      ]
    );
  } catch (error) {
    if (!(error instanceof OperationalError)) throw error;
    const advice = settings.databaseUrl ? texts.databaseAdviceUrl : texts.databaseAdviceEmbedded;
    return [{ about: 'database', verdict: 'wrong', found: error.message, advice }];
  }
}

async function look(
  inspection: DatabaseInspection,
  settings: Settings,
  clock: Clock,
): Promise<Finding[]> {
  const findings = [server(inspection, settings), schema(inspection), skew(inspection, clock)];
  // Before the first start, and in a newer version's database, the table of accounts may not be what we know.
  if (inspection.pending.length > 0 || inspection.unknown.length > 0) return findings;
  const cipher = new Cipher(settings.secretKeys);
  if (!(await inspection.unitOfWork.autocommit((tx) => opensSealed(tx, cipher)))) {
    return [...findings, wrongKey];
  }
  if (settings.channel === 'sandbox') return findings;
  const states = await inspection.unitOfWork.autocommit((tx) =>
    listAccountStates(tx, settings.channel),
  );
  return [...findings, ...accounts(states, clock, pageOf(settings))];
}

const wrongKey: Finding = {
  about: 'settings',
  verdict: 'wrong',
  found: `LINLI_SECRET_KEY：${settingFaults.secretKeyWrong}`,
  advice: texts.settingsAdvice,
};

function server({ majorVersion }: DatabaseInspection, { databaseUrl }: Settings): Finding {
  if (majorVersion >= OLDEST_POSTGRES) {
    return {
      about: 'database',
      verdict: 'fine',
      found: texts.databaseFine(majorVersion, !databaseUrl),
    };
  }
  const found = texts.databaseOld(majorVersion, OLDEST_POSTGRES);
  return { about: 'database', verdict: 'wrong', found, advice: texts.databaseOldAdvice };
}

function schema({ pending, unknown }: DatabaseInspection): Finding {
  if (unknown.length > 0) {
    return {
      about: 'schema',
      verdict: 'wrong',
      found: texts.schemaNewer,
      advice: texts.schemaNewerAdvice,
    };
  }
  if (pending.length === 0) return { about: 'schema', verdict: 'fine', found: texts.schemaFine };
  const found = texts.schemaPending(pending.length);
  return { about: 'schema', verdict: 'notice', found, advice: texts.schemaPendingAdvice };
}

function skew({ now }: DatabaseInspection, clock: Clock): Finding {
  const skewMs = Math.abs(clock.now().getTime() - now.getTime());
  const seconds = (skewMs / 1000).toFixed(1);
  if (skewMs < SKEW_WRONG_MS)
    return { about: 'clock', verdict: 'fine', found: texts.clockFine(seconds) };
  return {
    about: 'clock',
    verdict: 'wrong',
    found: texts.clockSkewed(seconds),
    advice: texts.clockAdvice,
  };
}

/** Where an account is logged in, as a browser on this machine finds it. */
function pageOf({ port }: Settings): string {
  return `http://localhost:${port}/channel`;
}

function accounts(states: readonly AccountState[], clock: Clock, page: string): Finding[] {
  if (states.length === 0) {
    return [
      {
        about: 'channel',
        verdict: 'notice',
        found: texts.noAccount,
        advice: texts.noAccountAdvice(page),
      },
    ];
  }
  return states.map((account) => accountFinding(account, clock, page));
}

function accountFinding(
  { id, state, stateSince, lastHeardAt, scanSince }: AccountState,
  clock: Clock,
  page: string,
): Finding {
  if (scanSince) {
    const found = texts.account(id, texts.scanAsked, formatMinute(scanSince));
    return { about: 'channel', verdict: 'wrong', found, advice: texts.scanAdvice(page) };
  }
  const found = texts.account(id, texts.accountStates[state], formatMinute(stateSince));
  if (state !== 'logged_in')
    return { about: 'channel', verdict: 'wrong', found, advice: texts.accountAdvice[state](page) };
  const heard = lastHeardAt ?? stateSince;
  if (clock.now().getTime() - heard.getTime() < QUIET_MS)
    return { about: 'channel', verdict: 'fine', found };
  const quiet = texts.accountQuiet(formatMinute(heard));
  return { about: 'channel', verdict: 'notice', found: quiet, advice: texts.accountQuietAdvice };
}
