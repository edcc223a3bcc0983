const TITLES = ['师傅', '姐', '哥', '工', '主任', '书记', '阿姨', '叔'];

/** How somebody is called who bears the name: 「李明」「小李」「李师傅」. */
export function callsOf(name: string | undefined): string[] {
  if (!name || [...name].length < 2) return [];
  const surname = name.slice(0, 1);
  // 「王阿姨」 is a call already.
  if (TITLES.some((title) => name.endsWith(title))) return [name];
  return [name, `小${surname}`, `老${surname}`, ...TITLES.map((title) => `${surname}${title}`)];
}

/** 「请了王师傅明天来换」 → 王师傅: who was sent, as the resident heard of it. */
export function craftsmenIn(note: string): string[] {
  return [...note.matchAll(/\p{Script=Han}师傅/gu)].map(([call]) => call);
}
