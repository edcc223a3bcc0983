import { existsSync, mkdtempSync, rmdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { advisorFaults, advisorOf } from './advisor-settings.js';
import type { Environment } from './environment.js';
import { CHANNEL_NAME, EnvironmentVariables, SETTING_NAMES } from './environment-variables.js';
import { isInstalled } from './installed-package.js';
import { isLoopback } from './loopback.js';
import { PROJECT_DIR } from './project-dir.js';
import { embeddedSecretKeys } from './secret-key.js';
import { Settings } from './settings.js';
import { settingFaults } from './settings.texts.js';
import { type SettingFault, SettingsError } from './settings-error.js';

/**
 * Turns the environment into settings. With the embedded database and no key configured, a key is made in the data
 * folder; nothing else is written.
 * @throws SettingsError with every fault at once, by name
 */
export function readSettings(environment: Environment): Settings {
  const variables = read(environment);
  const faults = [...ownFaults(variables), ...faultsTogether(variables)];
  if (faults.length > 0) throw new SettingsError(inOrder(faults));
  return settingsOf(variables);
}

function read(environment: Environment): EnvironmentVariables {
  const given = SETTING_NAMES.flatMap((name) => {
    const value = environment[name]?.trim();
    return value ? [[name, value] as const] : [];
  });
  return plainToInstance(EnvironmentVariables, Object.fromEntries(given), {
    exposeDefaultValues: true,
  });
}

function ownFaults(variables: EnvironmentVariables): SettingFault[] {
  return validateSync(variables).map((error) => ({
    name: error.property,
    problem: Object.values(error.constraints ?? {})[0] ?? '',
  }));
}

function faultsTogether(variables: EnvironmentVariables): SettingFault[] {
  const faults: SettingFault[] = [];
  const add = (name: string, problem: string) => faults.push({ name, problem });
  if (variables.DATABASE_URL && !variables.LINLI_SECRET_KEY)
    add('LINLI_SECRET_KEY', settingFaults.secretKeyMissing);
  if (!isLoopback(variables.HOST) && !variables.LINLI_CONSOLE_TOKEN) {
    add('LINLI_CONSOLE_TOKEN', settingFaults.consoleTokenMissing);
  }
  if (!isWritableFolder(resolve(variables.LINLI_DATA_DIR)))
    add('LINLI_DATA_DIR', settingFaults.dataDir);
  const channel = variables.LINLI_CHANNEL;
  if (channel !== 'sandbox' && CHANNEL_NAME.test(channel) && !isInstalled(channel))
    add('LINLI_CHANNEL', settingFaults.channelMissing);
  const method = variables.LINLI_METHOD;
  if (/^[a-z0-9-]+$/.test(method) && !existsSync(methodFile(method)))
    add('LINLI_METHOD', settingFaults.methodMissing);
  return [...faults, ...advisorFaults(variables)];
}

function settingsOf(variables: EnvironmentVariables): Settings {
  const settings = new Settings();
  settings.databaseUrl = variables.DATABASE_URL;
  settings.consoleToken = variables.LINLI_CONSOLE_TOKEN;
  settings.dataDir = resolve(variables.LINLI_DATA_DIR);
  settings.port = variables.PORT;
  settings.host = variables.HOST;
  settings.channel = variables.LINLI_CHANNEL;
  settings.method = variables.LINLI_METHOD;
  settings.sendPerMinute = variables.LINLI_SEND_PER_MINUTE;
  settings.keepDays = variables.LINLI_KEEP_DAYS;
  settings.advisor = advisorOf(variables);
  settings.secretKeys = secretKeysOf(variables, settings.dataDir);
  return settings;
}

function secretKeysOf(variables: EnvironmentVariables, dataDir: string): [string, ...string[]] {
  const [first, ...retired] = variables.LINLI_SECRET_KEY?.split(',').map((key) => key.trim()) ?? [];
  if (variables.DATABASE_URL && first) return [first, ...retired];
  const keys = embeddedSecretKeys(dataDir, first ? [first, ...retired] : []);
  if (keys) return keys;
  throw new SettingsError([{ name: 'LINLI_SECRET_KEY', problem: settingFaults.secretKeyLost }]);
}

/** The file of a working-method profile. */
export function methodFile(name: string): string {
  return join(PROJECT_DIR, 'config', 'methods', `${name}.yaml`);
}

/** A folder that does not exist yet counts when it can be made. */
function isWritableFolder(folder: string): boolean {
  if (!existsSync(folder)) return folder !== dirname(folder) && isWritableFolder(dirname(folder));
  try {
    // Asking for the permission is not enough: root has it for /proc too, where nothing can be made.
    rmdirSync(mkdtempSync(join(folder, '.linli-')));
    return true;
  } catch {
    return false;
  }
}

/** In the order of the documentation, each name once: the first fault of a name says enough. */
function inOrder(faults: readonly SettingFault[]): SettingFault[] {
  return SETTING_NAMES.flatMap((name) => faults.find((fault) => fault.name === name) ?? []);
}
