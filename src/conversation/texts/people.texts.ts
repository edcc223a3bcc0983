/** Roles of `人员` as the house treats them; the workbook's own word stays on the person. */
const PLACE_OF_ROLE: Readonly<Record<string, string>> = {
  网格员: '社区的',
  社区书记: '社区书记',
  社区工作人员: '社区的',
  驻点干部: '驻点干部',
  驻点助理员: '驻点的',
  驻点联络员: '社区的',
  街道: '街道的',
  区一线办: '区里的',
};

/** How a resident is told of a person: 「社区的李明」「社区书记王芳」. */
export function nameForResident(person: { readonly name: string; readonly role: string }): string {
  return `${PLACE_OF_ROLE[person.role] ?? ''}${person.name}`;
}

const COUNTS = ['零', '一', '两', '三', '四', '五', '六', '七', '八', '九', '十'];

/** 「两件」「三件」 */
export function pieces(count: number): string {
  return `${COUNTS[count] ?? count}件`;
}

/** A list as numbered lines, for a choice. */
export function numbered(lines: readonly string[]): string {
  return lines.map((line, index) => `${index + 1}. ${line}`).join('\n');
}

/** The first words of a text, for lists and short answers. */
export function inBrief(text: string, length = 24): string {
  const oneLine = text.replace(/\s+/g, ' ').trim();
  const characters = [...oneLine];
  return characters.length > length ? `${characters.slice(0, length).join('')}…` : oneLine;
}
