/** What the operator is told when the database does not serve; one sentence each, with what to do. */
export const databaseTexts = {
  noAccount: (tried: readonly string[]) =>
    `PostgreSQL 不能以 root 运行，而这台机器上没有 ${tried.join('、')} 账号；请换普通账号启动，或设置 DATABASE_URL。`,
  noEmbedded: (name: string) =>
    `没有适合这台机器的自带数据库（${name}）；请把 DATABASE_URL 指向一个 PostgreSQL 15 或更新的数据库。`,
  notCopied: (folder: string) => `没能把 PostgreSQL 复制到 ${folder}，请看看磁盘空间和权限。`,
  locked: (folder: string) => `另一个进程一直占着 ${folder} 里的数据库，请稍后再试。`,
  notMade: (said: string) => `自带的数据库没有建成：${said}`,
  notStarted: (said: string) => `自带的数据库没有启动：${said}`,
  notOurs: (path: string) =>
    `当前账号不能读写 ${path}；请用原来启动邻里的账号，或用 LINLI_DATA_DIR 另指一个文件夹。`,
  diskFull: '磁盘满了，数据库没法写入；请先腾出空间。',
  unreachable: (reason: string) => `连不上数据库：${reason}`,
  newer: (held: readonly string[]) =>
    `这个数据库是更新版本的邻里用过的（里面有 ${held.join('、')}）；请用那个版本启动，或恢复升级之前的备份。`,
  tooOld: (major: number, oldest: number) =>
    `数据库是 PostgreSQL ${major}，邻里需要 ${oldest} 或更新。`,
} as const;
