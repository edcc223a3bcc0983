/** What `linli export` says. */
export const EXPORT_TEXTS = {
  description: '导出：把台账写成 .xlsx（带汇总）或 .csv；收到 = 已结 + 在办 对不上就不导出',
  what: '导出什么：ledger（台账）',
  out: '写到这个 .xlsx 或 .csv 文件',
  from: '从这一天登记的起，例如 2026-09-01',
  to: '到这一天登记的止（含当天）',
  notFile: (text: string) => `${text} 不是 .xlsx 或 .csv`,
  backwards: '--from 晚于 --to',
  noFolder: (folder: string) => `没有 ${folder} 这个文件夹`,
  cannotWrite: (path: string) => `写不了 ${path}`,
  writing: (rows: number) => `已写 ${rows} 件`,
  done: (
    path: string,
    registered: number,
    merged: number,
    received: number,
    closed: number,
    open: number,
  ) =>
    `已写到 ${path}：登记 ${registered} 件（并案 ${merged}），收到 ${received} = 已结 ${closed} + 在办 ${open}`,
} as const;
