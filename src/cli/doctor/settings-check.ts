import type { Environment } from '../../config/environment.js';
import { SETTING_NAMES } from '../../config/environment-variables.js';
import { readSettings } from '../../config/read-settings.js';
import type { Settings } from '../../config/settings.js';
import { SettingsError } from '../../config/settings-error.js';
import { doctorTexts as texts } from './doctor.texts.js';
import type { Finding } from './doctor.types.js';

/** A key of 32 characters from a random source cannot be tried out. */
const GOOD_KEY_LENGTH = 32;
const GOOD_TOKEN_LENGTH = 16;

/** Reads the settings; undefined when they cannot be used, and then nothing else can be looked at. */
export function checkSettings(environment: Environment): {
  settings?: Settings;
  findings: Finding[];
} {
  try {
    const settings = readSettings(environment);
    return { settings, findings: [fine(settings), ...notices(settings, environment)] };
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    const findings = error.faults.map(
      ({ name, problem }): Finding => ({
        about: 'settings',
        verdict: 'wrong',
        found: `${name}：${problem}`,
        advice: texts.settingsAdvice,
      }),
    );
    return { findings };
  }
}

function fine({ method, channel }: Settings): Finding {
  return { about: 'settings', verdict: 'fine', found: texts.settingsFine(method, channel) };
}

function notices(settings: Settings, environment: Environment): Finding[] {
  const known: readonly string[] = SETTING_NAMES;
  const unknown = Object.keys(environment).filter(
    (name) => name.startsWith('LINLI_') && !known.includes(name),
  );
  const found: [boolean, string, string][] = [
    [settings.secretKeys[0].length < GOOD_KEY_LENGTH, texts.weakKey, texts.weakKeyAdvice],
    [
      (settings.consoleToken ?? 'x'.repeat(GOOD_TOKEN_LENGTH)).length < GOOD_TOKEN_LENGTH,
      texts.weakToken,
      texts.weakTokenAdvice,
    ],
    [unknown.length > 0, texts.unknownNames(unknown), texts.unknownNamesAdvice],
  ];
  return found
    .filter(([applies]) => applies)
    .map(([, text, advice]) => ({ about: 'settings', verdict: 'notice', found: text, advice }));
}
