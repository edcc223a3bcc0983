/** Shown once the service is ready. */
export function openedText(address: string): string {
  return [
    '',
    `邻里开门了：${address}`,
    '在浏览器里打开它，会看到几部并排的手机。试试：',
    '  · 让一位居民写“3栋2单元楼道灯坏了三天了”，看网格员的手机亮起来',
    '  · 在网格员那边回“收到马上去”，修好后回“修好了”，再看居民收到什么',
    '  · 居民写“进度”，或者用页面上的时间条把钟往后拨',
    '按 Ctrl-C 停止，数据都会留着。',
    '',
  ].join('\n');
}

/** Shown instead when the service runs on a real account: the sandbox page is off then. */
export function openedOnChannelText(address: string, channel: string): string {
  return `邻里开始值班了，渠道是 ${channel}。账号状态和扫码登录：${address}channel ；运行状况：${address}health/ready`;
}

/** Two services never share a data folder. */
export function alreadyRunningText(dataDir: string, pid: number): string {
  return `这个数据文件夹已经有一个邻里在运行（${dataDir}，进程 ${pid}），请先停掉它，或用 LINLI_DATA_DIR 另指一个文件夹。`;
}

/** A real account was to be started on a database that the sandbox used. */
export const sandboxPeopleText =
  '这个数据库是沙盒用过的，里面是虚构的人，真实账号不能接着用；请用 LINLI_DATA_DIR 另指一个文件夹（或换一个 DATABASE_URL），导入自己的名册再启动';

/** PostgreSQL's account could not reach the data folder. */
export function databaseElsewhereText(folder: string): string {
  return `数据库放在 ${folder}（PostgreSQL 不能以 root 运行，它的账号进不了项目文件夹）`;
}

export const stoppingText = '正在停下，先把手上的消息处理完……';
export const stoppedText = '已停下，数据都保存好了。';
export const stopTooSlowText = '有工作迟迟没有结束，不再等了；没做完的下次启动会接着做。';

/** The port is in use, or may not be used. */
export function cannotListenText(host: string, port: number): string {
  return `${host}:${port} 用不了，可能被别的程序占着；换一个 PORT 再试。`;
}
