import type { CategoryFigures } from './category-bench.js';

type Figures = Partial<CategoryFigures> & { readonly lessons?: number | string };

const number = (value: unknown) => (typeof value === 'number' ? value.toFixed(3) : '');

function line(name: string, figures: Figures): string {
  const { count, accuracy, macroF1, bestTwo, surest } = figures;
  return `| ${name} | ${count ?? ''} | ${[accuracy, macroF1, bestTwo, surest].map(number).join(' | ')} |`;
}

function confusion(table: Readonly<Record<string, Readonly<Record<string, number>>>>): string[] {
  const said = [...new Set(Object.values(table).flatMap((row) => Object.keys(row)))].sort();
  return [
    `| right \\ said | ${said.join(' | ')} |`,
    `| --- |${said.map(() => ' --- |').join('')}`,
    ...Object.entries(table).map(
      ([right, row]) => `| ${right} | ${said.map((label) => row[label] ?? '').join(' | ')} |`,
    ),
  ];
}

function reliability(bands: CategoryFigures['reliability']): string[] {
  return [
    '| confidence | answers | average | right |',
    '| --- | --- | --- | --- |',
    ...bands.map(
      ({ from, to, count, confidence, right }) =>
        `| ${from.toFixed(1)}–${to.toFixed(1)} | ${count} | ${number(confidence)} | ${number(right)} |`,
    ),
  ];
}

interface MeasuredFile {
  readonly file: string;
  readonly shipped?: Figures;
  readonly shippedWithoutTitle?: Figures;
  readonly taught?: readonly Figures[];
  readonly taughtByAllFiles?: Figures;
  readonly kinds?: {
    readonly recall: Record<string, number>;
    readonly confusion: Record<string, Record<string, number>>;
  };
}

function categoriesOf({ file, shipped, taught = [], ...rest }: MeasuredFile): string[] {
  if (!shipped) return [];
  const last = rest.taughtByAllFiles
    ? { ...rest.taughtByAllFiles, lessons: 'all files' }
    : taught.at(-1);
  return [
    `\n## ${file}\n`,
    '| taught by | messages | accuracy | macro-F1 | best two | surest 80 % |',
    '| --- | --- | --- | --- | --- | --- |',
    line('nothing, as shipped', shipped),
    ...(rest.shippedWithoutTitle
      ? [line('nothing, without the title', rest.shippedWithoutTitle)]
      : []),
    ...taught.map((figures) => line(String(figures.lessons), figures)),
    ...(rest.taughtByAllFiles ? [line('all files', rest.taughtByAllFiles)] : []),
    '\nConfusion as shipped:\n',
    ...confusion(shipped.confusion ?? {}),
    '\nReliability as shipped:\n',
    ...reliability(shipped.reliability ?? []),
    ...(last ? learnedTables(last) : []),
  ];
}

/** Of the most that was taught. */
function learnedTables({ lessons, confusion: said, reliability: bands }: Figures): string[] {
  return [
    `\nConfusion taught by ${lessons}:\n`,
    ...confusion(said ?? {}),
    `\nReliability taught by ${lessons}:\n`,
    ...reliability(bands ?? []),
  ];
}

function kindsOf({ file, kinds }: MeasuredFile): string[] {
  if (!kinds) return [];
  const recall = Object.entries(kinds.recall).map(([kind, value]) => `${kind} ${number(value)}`);
  return [
    `\n## ${file}: kinds, by the text alone\n`,
    `recall: ${recall.join(' · ')}\n`,
    ...confusion(kinds.confusion),
  ];
}

/** What was measured as tables to read and to copy. */
export function tablesOf(result: Record<string, unknown>): string {
  const { files, speed, machine } = result as {
    files: readonly MeasuredFile[];
    speed: unknown;
    machine: unknown;
  };
  const lines = files.flatMap((file) => [...categoriesOf(file), ...kindsOf(file)]);
  return `${[...lines, '\n## speed\n', JSON.stringify(speed), JSON.stringify(machine)].join('\n')}\n`;
}
