/** What the terminal says of a login by scanning. `page`: where the code can be seen in a browser. */
export const announcerTexts = {
  scan: (page: string) =>
    `用要当机器人的那个微信“扫一扫”上面的码，再在手机上点“登录”。终端里扫不出来，就打开 ${page} 扫。`,
  scanOnPage: (page: string) => `账号等着扫码登录：请在浏览器里打开 ${page} ，照着扫。`,
  scanned: '扫到了，请在那部手机上点“登录”。',
  loggedIn: '登录好了，开始收发消息。',
} as const;
