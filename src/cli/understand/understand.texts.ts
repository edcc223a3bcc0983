/** Help and faults of `linli understand`. */
export const understandTexts = {
  description: '读懂消息：标准输入每行一个 JSON（{"text": "…"}），逐行回答',
  world: '名册（.xlsx 或文件夹），用来对应网格',
  learn: '先学习这些标注（每行 {"text","category"}）；有 --model 时接着学',
  model: '把学到的存在这个文件夹，下次直接用',
  startingModel:
    '改了 config/categories.yaml、config/examples/ 或 config/phrases/ 之后，重新训练随附的模型',
  intentModelWritten: (bytes: number) => `已写好 config/intent-model.json.gz，${bytes} 字节`,
  startingModelWritten: (bytes: number) => `已写好 config/starting-model.json.gz，${bytes} 字节`,
  progress: (count: number) => `已读 ${count} 条`,
  notKept: ({
    heldOut,
    right,
    rightBefore,
  }: {
    heldOut: number;
    right: number;
    rightBefore: number;
  }) =>
    heldOut === 0
      ? '没有可学的标注，没有改动'
      : `留出的 ${heldOut} 条里，学完对 ${right} 条，没学时对 ${rightBefore} 条：没有变好，仍用原来的`,
  noFile: (path: string) => `没有 ${path} 这个文件`,
  badExample: (path: string, line: number) =>
    `${path} 第 ${line} 行应是 {"text": "…", "category": "…"}`,
  notJson: '不是 JSON',
  notText: 'text 应是一段文字',
  unknown: (field: string, known: readonly string[]) => `${field} 只能是 ${known.join(' ')}`,
} as const;
