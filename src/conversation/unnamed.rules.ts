/** A number to call tells who it is; words that were only about it are dropped with it. */
export function withoutPhones(text: string): string {
  const rest = text.replace(/(?:\+?86)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}|0\d{2,3}[- ]?\d{7,8}/gu, '');
  if (rest === text) return text;
  const words = rest
    .replace(/(?:我的?|联系|打我?)?(?:电话|手机号?|号码)(?:是|号)?[:：]?/gu, '')
    .trim();
  return words.replace(/^[，,。；;\s]+|[，,；;\s]+$/gu, '');
}
