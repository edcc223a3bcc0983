/** What is wrong with a setting, by rule; the value itself is never repeated. */
export const settingFaults = {
  databaseUrl: '要写成 postgres://用户:密码@主机:端口/库名',
  secretKey: '每把密钥至少 8 个字符；更换密钥时写“新的,旧的”',
  secretKeyMissing: '使用 DATABASE_URL 时必须设置，个人信息靠它加密',
  secretKeyLost:
    '数据目录里有数据库，却找不到它的密钥文件 secret.key；请把密钥文件放回去，或在这里填写原来的密钥',
  secretKeyWrong:
    '打不开这个数据库里已经加密的内容；请填写原来的密钥，换过密钥的话写成“新的,旧的”，旧的一把也不能少',
  consoleToken: '不能为空，也不能含空格',
  consoleTokenMissing: 'HOST 不是本机地址时必须设置，否则谁都能打开页面',
  dataDir: '要是一个可以写入的文件夹',
  port: '要是 0 到 65535 之间的整数',
  host: '要是主机名或 IP 地址',
  channel: '要写 sandbox，或一个 Wechaty puppet 的 npm 包名',
  channelMissing:
    '没有安装这个 npm 包；看看名字有没有写错，没写错就在项目文件夹里运行 npm install --no-save 加上这个名字',
  method: '只能用小写字母、数字和连字符',
  methodMissing: 'config/methods/ 里没有这个名字的工作方法',
  keepDays: '要是 0 到 36500 之间的整数（天；0 表示一直留着）',
  advisorUrl:
    '要写成 https://主机/路径，不带用户名、? 和 #；只有本机（127.0.0.1、localhost）可以用 http://',
  advisorUrlMissing: '设置了大模型的名称或密钥，却没有写它的地址',
  advisorModel: '要是模型的名称，不含空格和汉字',
  advisorModelMissing: '设置 LINLI_ADVISOR_URL 时必须写明用哪个模型',
  advisorKey: '不能含空格和汉字',
  advisorTimeout: '要是 200 到 5000 之间的整数（毫秒）',
  advisorPrice: '要是每百万 token 的价格（元），例如 2 或 0.8',
  sendPerMinute: '要是 0 到 600 之间的整数（0 表示不限速）',
} as const;

/** Heads the list of faults. */
export const settingFaultsHeading = '以下设置有误，请改好后再启动：';
