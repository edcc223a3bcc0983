/** Help, faults and headings of `linli bench understand`. */
export const understandBenchTexts = {
  description:
    '读得准不准、快不快：给出有标注的消息（每行 {"text","title"?,"category"?,"kind"?}）就在上面量，不给就用自带的示例',
  files: '标注文件，可以几个',
  folds: '交叉验证分几份',
  half: '只量单数份（odd）或双数份（even）：看着一半改，用另一半说话',
  corrections: '学多少条再量，用逗号隔开，all 是全部',
  notHalf: (text: string) => `写的是“${text}”，应该是 even 或 odd`,
  noFile: (path: string) => `没有 ${path} 这个文件`,
  badLine: (path: string, line: number) => `${path} 第 ${line} 行应是 {"text": "…", …}`,
  measuring: (what: string) => `正在量 ${what}`,
  none: '没有带类别或类型标注的消息',
} as const;
