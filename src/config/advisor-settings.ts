import type { EnvironmentVariables } from './environment-variables.js';
import { isLoopback } from './loopback.js';
import type { AdvisorSettings } from './settings.js';
import { settingFaults } from './settings.texts.js';
import type { SettingFault } from './settings-error.js';

/** What is wrong with the settings of the large model when they are looked at together. */
export function advisorFaults(variables: EnvironmentVariables): SettingFault[] {
  const { LINLI_ADVISOR_URL: url, LINLI_ADVISOR_MODEL: model, LINLI_ADVISOR_KEY: key } = variables;
  if (url === undefined)
    return model === undefined && key === undefined
      ? []
      : [{ name: 'LINLI_ADVISOR_URL', problem: settingFaults.advisorUrlMissing }];
  return [
    ...(isUsable(url) ? [] : [{ name: 'LINLI_ADVISOR_URL', problem: settingFaults.advisorUrl }]),
    ...(model === undefined
      ? [{ name: 'LINLI_ADVISOR_MODEL', problem: settingFaults.advisorModelMissing }]
      : []),
  ];
}

/** The settings of the large model; undefined when there is none. */
export function advisorOf(variables: EnvironmentVariables): AdvisorSettings | undefined {
  const { LINLI_ADVISOR_URL: url, LINLI_ADVISOR_MODEL: model, LINLI_ADVISOR_KEY: key } = variables;
  if (url === undefined || model === undefined) return undefined;
  return {
    url: url.replace(/\/+$/, ''),
    model,
    ...(key !== undefined && { key }),
    timeoutMs: variables.LINLI_ADVISOR_TIMEOUT_MS,
    priceIn: Number(variables.LINLI_ADVISOR_PRICE_IN),
    priceOut: Number(variables.LINLI_ADVISOR_PRICE_OUT),
  };
}

/** What residents say travels sealed, or not beyond this machine. */
function isUsable(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || url.username || url.password || url.search || url.hash) return false;
  const isHere = isLoopback(url.hostname.replace(/^\[|\]$/g, ''));
  return url.protocol === 'https:' || (url.protocol === 'http:' && isHere);
}
