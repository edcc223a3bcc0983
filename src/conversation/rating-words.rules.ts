/** A verdict in so many words; anything longer is read in full. */
const VERDICT = '(?:非常|特别|很|比较|基本|太)?(?:不|还算?)?满意|还行|一般|凑合|没解决|[1-5]\\s*分';
const CHANGES = /^(?:算了|还是|那就)?[，, ]*(?:我要?)?(?:改成|改为|换成|改一下)[，,：: ]*(.+)$/u;
const ONLY_VERDICT = new RegExp(
  `^(?:那就|算了|还是|就)?[，, ]*(?:给个|打个|给|打|评个?)?((?:${VERDICT}))[吧啊呢了，,。！!~～]*$`,
  'u',
);
const FIRST_VERDICT = new RegExp(`^(?:${VERDICT}|[1-5](?![\\d栋幢号楼单元室])|好评|差评)`, 'u');

/** The verdict in words said after the question was settled: 「改成满意」「算了，给个满意吧」; undefined when it is none. */
export function lateRating(text: string): string | undefined {
  const said = text.trim();
  return CHANGES.exec(said)?.[1] ?? ONLY_VERDICT.exec(said)?.[1];
}

/** Whether the text begins with a verdict: then what follows is its reason, not a matter of its own. */
export function startsWithRating(text: string): boolean {
  return FIRST_VERDICT.test(text.trim());
}
