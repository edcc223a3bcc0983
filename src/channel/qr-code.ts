import qrcode from 'qrcode';

/** A code drawn with characters, two lines of it in one of the terminal. */
export interface TerminalCode {
  readonly text: string;
  /** How wide it is, in characters. */
  readonly columns: number;
}

/** The library draws one white module on each side for terminals. */
const TERMINAL_MARGIN = 1;

/** The code as SVG that stands in a page, black on white; undefined when it is too long to be drawn. */
export function qrSvg(code: string): Promise<string | undefined> {
  return unlessTooLong(qrcode.toString(code, { type: 'svg', errorCorrectionLevel: 'M' }));
}

/** The code for a terminal; undefined when it is too long to be drawn. */
export async function qrForTerminal(code: string): Promise<TerminalCode | undefined> {
  // The least redundancy makes the smallest picture; nobody scribbles on a terminal.
  const options = { errorCorrectionLevel: 'L' } as const;
  const drawing = qrcode.toString(code, { ...options, type: 'terminal', small: true });
  const text = await unlessTooLong(drawing);
  if (!text) return undefined;
  const { size } = qrcode.create(code, options).modules;
  return { text, columns: size + 2 * TERMINAL_MARGIN };
}

/** The one thing that the library refuses of a text that is not empty. */
function unlessTooLong(drawing: Promise<string>): Promise<string | undefined> {
  return drawing.catch((error: unknown) => {
    if (error instanceof Error && error.message.includes('amount of data is too big')) {
      return undefined;
    }
    throw error;
  });
}
