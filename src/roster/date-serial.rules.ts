/** Numbers that ECMA-376 (18.8.30) gives to built-in date formats, those for Chinese included. */
const BUILT_IN_DATES = [
  [14, 17],
  [22, 22],
  [27, 31],
  [36, 36],
  [50, 54],
  [57, 58],
] as const;

const DAY_MS = 86_400_000;

/** Whether cells of the number format show a day. */
export function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined) return BUILT_IN_DATES.some(([from, to]) => id >= from && id <= to);
  const bare = code.replace(/"[^"]*"|\\.|_.|\[[^\]]*\]|General/giu, '');
  return /[yd年日]/iu.test(bare) || /m{3,}/iu.test(bare);
}

/** The day behind a date serial: days since 1899-12-30, or since 1904-01-01 in old Macintosh workbooks. */
export function dayOfSerial(
  serial: number,
  since1904 = false,
): { readonly year: number; readonly month: number; readonly day: number } {
  const epoch = since1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30);
  const day = new Date(epoch + Math.floor(serial) * DAY_MS);
  return { year: day.getUTCFullYear(), month: day.getUTCMonth() + 1, day: day.getUTCDate() };
}
