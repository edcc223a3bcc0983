/** Help and faults of `linli understand`. */
export const understandTexts = {
  description: '读懂消息：标准输入每行一个 JSON（{"text": "…"}），逐行回答',
  world: '名册（.xlsx 或文件夹），用来对应网格',
  learn: '先学习这些标注（每行 {"text","category"}）',
  model: '把学到的存在这个文件夹，下次直接用',
  progress: (count: number) => `已读 ${count} 条`,
  noFile: (path: string) => `没有 ${path} 这个文件`,
  badExample: (path: string, line: number) =>
    `${path} 第 ${line} 行应是 {"text": "…", "category": "…"}`,
  notJson: '不是 JSON',
  notText: 'text 应是一段文字',
  unknown: (field: string, known: readonly string[]) => `${field} 只能是 ${known.join(' ')}`,
} as const;
