interface Said {
  readonly content: { readonly kind: string; readonly text?: string };
  readonly caseNumber?: string;
}

/** Case numbers as we write them: L1001. */
const CASE_NUMBER = /\bL\d{4,}\b/i;

/**
 * The case a quotation speaks of: the number in it, else the case of the message of ours that it is taken from.
 * WeChat shortens long quotations and writes names before them, so the beginning decides.
 */
export function readQuotedCase(quote: string, said: readonly Said[]): string | undefined {
  const named = CASE_NUMBER.exec(quote)?.[0];
  if (named) return named.toUpperCase();
  const words = squeeze(quote.replace(/…|\.\.\.$/g, ''));
  if (!words) return undefined;
  return said.find(
    (one) => one.caseNumber && one.content.text && squeeze(one.content.text).includes(words),
  )?.caseNumber;
}

/** Shorter words are no report. */
const LEAST_QUOTED = 4;

interface Reported {
  readonly number: string;
  readonly text: string;
  readonly told?: { readonly text: string };
}

/** The case that was told in the quoted words, as far as WeChat leaves them; undefined when none or several were. */
export function readQuotedReport(quote: string, files: readonly Reported[]): string | undefined {
  const words = squeeze(quote.replace(/…|\.\.\.$/g, ''));
  if ([...words].length < LEAST_QUOTED) return undefined;
  const fitting = files.filter(({ text, told }) => squeeze(told?.text ?? text).includes(words));
  return fitting.length === 1 ? fitting[0]?.number : undefined;
}

function squeeze(text: string): string {
  return text.replace(/\s+/g, '');
}
