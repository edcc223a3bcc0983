import { faultTexts } from './channel.texts.js';

/** Name of an option as puppets read them from the environment. */
const OPTION = /\b[A-Z][A-Z\d]*(?:_[A-Z\d]+)+\b/;
const MISSING = /not found|not set|missing|required|undefined|empty/i;
/** Quoted words may be the very value that is refused. */
const QUOTED = /(["'`“‘])[^"'`”’]*["'`”’]/g;
/** What may be a token, an address or a password: digits or signs inside, or too long for a word. */
const SECRET = /[\d@/=+:_]|^.{25,}$/;
const LATE = /time(?:d)?[- ]?out|deadline|too slow|not ready/i;
const VERSION = /^v?\d{1,2}(?:\.\d{1,2}){1,2}$/;
const LONGEST = 160;

/**
 * What is wrong with a puppet that cannot be made or started, in one sentence for whoever set it up. Its own words are
 * kept as far as they can hold no secret: values of options are left out.
 */
export function faultSentence(puppet: string, cause: unknown): string {
  const said = messageOf(cause);
  const [option] = OPTION.exec(said) ?? [];
  if (option && MISSING.test(said)) return faultTexts.optionMissing(puppet, option);
  const words = withoutSecrets(said.split('\n')[0] ?? '');
  return words ? faultTexts.refused(puppet, words) : faultTexts.refusedSilently(puppet);
}

function withoutSecrets(line: string): string {
  const words = line.replace(QUOTED, '…').trim().split(/\s+/);
  const shown = words.map((word) => (isPlain(word) ? word : '…'));
  return [...shown.join(' ')]
    .slice(0, LONGEST)
    .join('')
    .replace(/…(?: …)+/g, '…');
}

function isPlain(word: string): boolean {
  const bare = word.replace(/^[(]|[).,:;!?]+$/g, '');
  return !SECRET.test(bare) || VERSION.test(bare) || new RegExp(`^${OPTION.source}$`).test(bare);
}

/** Whether a puppet that did not start may only have waited in vain: nothing is wrong with its options then. */
export function isOnlyLate(cause: unknown): boolean {
  return LATE.test(messageOf(cause));
}

/** Puppets throw errors, or hand them over as events that carry their JSON. */
function messageOf(cause: unknown): string {
  if (cause instanceof Error) return messageOf(cause.cause ?? cause.message);
  if (typeof cause === 'string') return cause;
  if (typeof cause !== 'object' || cause === null || !('gerror' in cause)) return '';
  return messageOfJson(String(cause.gerror));
}

function messageOfJson(json: string): string {
  try {
    const { message } = JSON.parse(json) as { message?: unknown };
    return typeof message === 'string' ? message : '';
  } catch {
    return '';
  }
}
