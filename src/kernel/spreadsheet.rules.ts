/**
 * Makes a text harmless in a cell of an exported table: spreadsheets run cells that begin with `= + - @`, a tab or a
 * line break as formulas (OWASP, "CSV Injection"). Such a text gets a leading apostrophe; all else is unchanged.
 */
export function neutraliseCell(text: string): string {
  return /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/u.test(text) ? `'${text}` : text;
}
