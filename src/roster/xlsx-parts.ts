import { isDateFormat } from './date-serial.rules.js';
import { attribute, type XmlHandler, XmlScanner } from './xml-scanner.js';
import type { ZipArchive } from './zip-archive.js';

/** What has to be known of a workbook before its sheets can be read. */
export interface XlsxParts {
  /** In the order of the tabs. */
  readonly sheets: readonly { readonly name: string; readonly path: string }[];
  readonly sharedStrings: readonly string[];
  /** By cell style: whether it shows a day. */
  readonly isDateStyle: readonly boolean[];
  readonly since1904: boolean;
}

/** @throws Error when it is no workbook */
export async function readParts(archive: ZipArchive): Promise<XlsxParts> {
  const targets = await readRelations(archive);
  const { sheets, since1904 } = await readSheets(archive, targets);
  if (sheets.length === 0) throw new Error('no sheets');
  return {
    sheets,
    since1904,
    sharedStrings: await readSharedStrings(archive),
    isDateStyle: await readDateStyles(archive),
  };
}

/** Puts a part through a handler; nothing happens when the part is not there. */
async function scan(
  archive: ZipArchive,
  name: string,
  handler: Partial<XmlHandler>,
): Promise<void> {
  const nothing = () => undefined;
  const scanner = new XmlScanner({ open: nothing, text: nothing, close: nothing, ...handler });
  for await (const piece of archive.text(name) ?? []) scanner.feed(piece);
}

async function readRelations(archive: ZipArchive): Promise<Map<string, string>> {
  const targets = new Map<string, string>();
  await scan(archive, 'xl/_rels/workbook.xml.rels', {
    open: (name, attributes) => {
      const id = attribute(attributes, 'Id');
      const target = attribute(attributes, 'Target');
      if (name !== 'Relationship' || !id || !target) return;
      targets.set(
        id,
        target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`,
      );
    },
  });
  return targets;
}

async function readSheets(
  archive: ZipArchive,
  targets: ReadonlyMap<string, string>,
): Promise<Pick<XlsxParts, 'sheets' | 'since1904'>> {
  const sheets: { name: string; path: string }[] = [];
  let since1904 = false;
  await scan(archive, 'xl/workbook.xml', {
    open: (tag, attributes) => {
      if (tag === 'workbookPr')
        since1904 = /^(?:1|true)$/.test(attribute(attributes, 'date1904') ?? '');
      const name = attribute(attributes, 'name');
      const path = targets.get(attribute(attributes, 'id') ?? '');
      if (tag === 'sheet' && name && path) sheets.push({ name, path });
    },
  });
  return { sheets, since1904 };
}

async function readSharedStrings(archive: ZipArchive): Promise<string[]> {
  const strings: string[] = [];
  let text = '';
  let inText = false;
  let inPhonetics = false;
  await scan(archive, 'xl/sharedStrings.xml', {
    open: (name) => {
      if (name === 'si') text = '';
      else if (name === 't') inText = true;
      else if (name === 'rPh') inPhonetics = true;
    },
    text: (piece) => {
      if (inText && !inPhonetics) text += piece;
    },
    close: (name) => {
      if (name === 'si') strings.push(unescapeControls(text));
      else if (name === 't') inText = false;
      else if (name === 'rPh') inPhonetics = false;
    },
  });
  return strings;
}

async function readDateStyles(archive: ZipArchive): Promise<boolean[]> {
  const codes = new Map<number, string>();
  const isDate: boolean[] = [];
  let inCellFormats = false;
  await scan(archive, 'xl/styles.xml', {
    open: (name, attributes) => {
      const id = Number(attribute(attributes, 'numFmtId') ?? 0);
      if (name === 'numFmt') codes.set(id, attribute(attributes, 'formatCode') ?? '');
      else if (name === 'cellXfs') inCellFormats = true;
      else if (name === 'xf' && inCellFormats) isDate.push(isDateFormat(id, codes.get(id)));
    },
    close: (name) => {
      if (name === 'cellXfs') inCellFormats = false;
    },
  });
  return isDate;
}

/** Workbooks write control characters as `_x000D_`. */
export function unescapeControls(text: string): string {
  return text.includes('_x')
    ? text.replace(/_x([0-9A-F]{4})_/gi, (_, code) =>
        String.fromCharCode(Number.parseInt(code, 16)),
      )
    : text;
}
