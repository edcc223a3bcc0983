/** Words of `linli gateway`. */
export const GATEWAY_TEXTS = {
  description: '把沙箱微信当作一个远程网关来开（gRPC），试 wechaty-puppet-service 用；只在本机',
  port: '监听的端口',
  token: '口令，以 insecure_ 开头；不写就随机生成一个',
  badPort: '端口要写 1 到 65535 之间的数',
  badToken: '口令要以 insecure_ 开头，后面只用字母、数字和横线',
  opened: (endpoint: string, token: string) =>
    [
      '网关开好了。另开一个终端，这样启动服务：',
      '',
      '  LINLI_DATA_DIR=./data-gateway LINLI_CHANNEL=wechaty-puppet-service \\',
      `  WECHATY_PUPPET_SERVICE_ENDPOINT=${endpoint} \\`,
      `  WECHATY_PUPPET_SERVICE_TOKEN=${token} \\`,
      '  WECHATY_PUPPET_SERVICE_NO_TLS_INSECURE_CLIENT=true \\',
      '  npm start',
      '',
      '在这里替人说话，一行一句：王阿姨> 3栋2单元楼道灯坏了    （Ctrl-C 结束）',
      '写“登出”，账号就掉线、等人扫码（码是假的，看看服务怎么显示）；写“登录”，就当有人扫过了。',
      '',
    ].join('\n'),
  logout: '登出',
  login: '登录',
  unreadable: '写成「名字> 要说的话」，或者“登出”“登录”',
  received: (person: string, text: string) => `bot@${person}> ${text}`,
} as const;
