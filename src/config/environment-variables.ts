import { Transform } from 'class-transformer';
import { IsInt, IsOptional, Matches, Max, Min } from 'class-validator';
import { settingFaults } from './settings.texts.js';

const toNumber = Transform(({ value }) =>
  /^\d+$/.test(String(value)) ? Number(value) : Number.NaN,
);

/** `sandbox`, or a name that npm packages can have. */
export const CHANNEL_NAME = /^(sandbox|(@[a-z0-9-]+\/)?[a-z0-9][a-z0-9._-]*)$/;

/** Yuan, to the hundredth of a cent. */
const PRICE = /^\d{1,4}(\.\d{1,4})?$/;

/** The environment under the names of contracts section 2, as text or number, each checked by itself. */
export class EnvironmentVariables {
  @IsOptional()
  @Matches(/^postgres(ql)?:\/\/[^/\s]+\/[^/\s]+$/, { message: settingFaults.databaseUrl })
  DATABASE_URL?: string;

  @IsOptional()
  @Matches(/^[^,]{8,}(,[^,]{8,})*$/, { message: settingFaults.secretKey })
  LINLI_SECRET_KEY?: string;

  @IsOptional()
  @Matches(/^\S+$/, { message: settingFaults.consoleToken })
  LINLI_CONSOLE_TOKEN?: string;

  LINLI_DATA_DIR = './data';

  @toNumber
  @IsInt({ message: settingFaults.port })
  @Min(0, { message: settingFaults.port })
  @Max(65_535, { message: settingFaults.port })
  PORT = 3000;

  @Matches(/^[a-zA-Z0-9.:_-]+$/, { message: settingFaults.host })
  HOST = '127.0.0.1';

  @Matches(CHANNEL_NAME, { message: settingFaults.channel })
  LINLI_CHANNEL = 'sandbox';

  @Matches(/^[a-z0-9-]+$/, { message: settingFaults.method })
  LINLI_METHOD = 'hefei-luyang';

  @toNumber
  @IsInt({ message: settingFaults.sendPerMinute })
  @Min(0, { message: settingFaults.sendPerMinute })
  @Max(600, { message: settingFaults.sendPerMinute })
  LINLI_SEND_PER_MINUTE = 40;

  @toNumber
  @IsInt({ message: settingFaults.keepDays })
  @Min(0, { message: settingFaults.keepDays })
  @Max(36_500, { message: settingFaults.keepDays })
  LINLI_KEEP_DAYS = 365;

  /** Whether the address may be used at all is decided in `advisor-settings.ts`. */
  @IsOptional()
  LINLI_ADVISOR_URL?: string;

  @IsOptional()
  @Matches(/^[\x21-\x7e]{1,200}$/, { message: settingFaults.advisorModel })
  LINLI_ADVISOR_MODEL?: string;

  @IsOptional()
  @Matches(/^[\x21-\x7e]{1,1000}$/, { message: settingFaults.advisorKey })
  LINLI_ADVISOR_KEY?: string;

  @toNumber
  @IsInt({ message: settingFaults.advisorTimeout })
  @Min(200, { message: settingFaults.advisorTimeout })
  @Max(5000, { message: settingFaults.advisorTimeout })
  LINLI_ADVISOR_TIMEOUT_MS = 3000;

  @Matches(PRICE, { message: settingFaults.advisorPrice })
  LINLI_ADVISOR_PRICE_IN = '0';

  @Matches(PRICE, { message: settingFaults.advisorPrice })
  LINLI_ADVISOR_PRICE_OUT = '0';
}

/** The names that Linli reads. */
export const SETTING_NAMES = [
  'DATABASE_URL',
  'LINLI_SECRET_KEY',
  'LINLI_CONSOLE_TOKEN',
  'LINLI_DATA_DIR',
  'PORT',
  'HOST',
  'LINLI_CHANNEL',
  'LINLI_METHOD',
  'LINLI_SEND_PER_MINUTE',
  'LINLI_KEEP_DAYS',
  'LINLI_ADVISOR_URL',
  'LINLI_ADVISOR_MODEL',
  'LINLI_ADVISOR_KEY',
  'LINLI_ADVISOR_TIMEOUT_MS',
  'LINLI_ADVISOR_PRICE_IN',
  'LINLI_ADVISOR_PRICE_OUT',
] as const satisfies readonly (keyof EnvironmentVariables)[];
