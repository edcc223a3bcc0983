import { settingFaultsHeading } from './settings.texts.js';

/** One wrong setting: its name and what it should be. Never its value. */
export interface SettingFault {
  readonly name: string;
  readonly problem: string;
}

/** Exit code of a process whose settings are wrong (EX_CONFIG of sysexits.h). */
export const EXIT_SETTINGS = 78;

/** Everything that is wrong with the settings, together. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';

  constructor(readonly faults: readonly SettingFault[]) {
    super(
      [settingFaultsHeading, ...faults.map(({ name, problem }) => `  ${name}：${problem}`)].join(
        '\n',
      ),
    );
  }
}
