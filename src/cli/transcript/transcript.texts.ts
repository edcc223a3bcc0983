/** What the command says around the plays. */
export const TRANSCRIPT_TEXTS = {
  description: '播放聊天剧本（*.chat.txt）：每个文件一个全新的数据库，走完整的服务',
  argument: '剧本文件，或装着剧本的文件夹',
  playing: (played: number, all: number, title: string) => `已播放 ${played}/${all}：${title}`,
  noPath: (path: string) => `没有 ${path} 这个文件或文件夹`,
  noneIn: (folder: string, ending: string) => `${folder} 里没有 *${ending} 文件`,
} as const;

/** What is wrong with a line: what was found, then what is expected. */
export const SYNTAX_TEXTS = {
  unreadable: (line: string) =>
    `读不懂「${line}」；应为「王阿姨> 说的话」「bot@王阿姨> 应有的回话」或其他写法`,
  settingTooLate: (line: string) => `「${line}」写在了对话之后；应写在其他各行之前`,
  valueMissing: (line: string, word: string) => `「${line}」没有写值；应为「${word} 名称或路径」`,
  paceWrong: (text: string) => `「channel pace ${text}」不是速度；应为例如「channel pace 40/min」`,
  tooMuch: (line: string, word: string) => `「${line}」多写了内容；应只写「${word}」`,
  patternMissing: (line: string) => `「${line}」后面是空的；应写回话的样子，「…」代表任意内容`,
  bindingMissing: (line: string, what: 'resident' | 'staff') =>
    `「${line}」没有写完；应再写上${what === 'staff' ? '工号' : '住址'}`,
  momentWrong: (text: string, word: string) =>
    `「${text}」不是时间；应为「${word} YYYY-MM-DD HH:mm」`,
  spanWrong: (text: string) =>
    `「${text}」不是时长；应为例如「after 90m」「after 25h」「after 2d」「after 3wd」`,
  factMissing: (text: string) =>
    `「${text}」没有写要核对什么；应为例如「status=assigned assignee=李明」`,
  factUnknown: (key: string, keys: readonly string[]) =>
    `「${key}」不是可以核对的项目；应为 ${keys.join(' ')} 之一`,
  factEmpty: (key: string) => `「${key}=」没有写值；应写上，空的写「-」`,
  countWrong: (line: string) => `「${line}」没有写数目；应为「cases 3」或「cases of 王阿姨 1」`,
  restartWrong: (line: string) => `读不懂「${line}」；应为「restart」或「restart hard」`,
  channelWrong: (line: string) =>
    `读不懂「${line}」；应为「channel down」「channel up」「channel relogin」或「channel pace 40/min」`,
  nameWrong: (line: string) => `「${line}」没有写人名；应写上是谁，例如王阿姨`,
  nowTooLate: '第一个「now」写在了说话之后；应写在有人说话之前',
  notCaptured: (name: string) => `「{${name}}」还没有取到；前面应有一行 bot 回话带着它`,
  voiceWrong: (text: string) => `「${text}」没有写时长；应为例如「[语音 12s]」`,
  locationWrong: (text: string) =>
    `「${text}」没有写位置；应为例如「[位置 117.26,31.87 双岗菜市]」`,
  recordWrong: (text: string) =>
    `「${text}」没有写谁说了什么；应为例如「[聊天记录 王阿姨：楼道灯坏了]」`,
} as const;

/** Why a line did not come true. */
export const PLAY_TEXTS = {
  nothingUnread: (person: string) => `${person}没有未读的消息`,
  nextReads: (person: string, text: string) => `${person}的下一条消息是：${text}`,
  noneMatches: (person: string, count: number, text: string) =>
    `${person}的 ${count} 条未读消息都对不上，第一条是：${text}`,
  wasSent: (person: string, text: string) => `${person}收到了：${text}`,
  alsoSent: (person: string, text: string) => `${person}还收到了：${text}`,
  noUnreadBefore: (source: string) => `「${source}」之前没有未读的消息`,
  noUnreadAtEnd: '到文件结尾没有未读的消息',
  noSuchCase: (number: string) => `没有编号 ${number} 的事`,
  caseHas: (facts: string) => `现在是 ${facts}`,
  casesAre: (count: number) => `现在有 ${count} 件`,
  quoteMissing: (person: string, pattern: string) =>
    `没有对${person}说过像「${pattern}」这样的话，引用不了`,
  clockPast: (moment: string) => `时钟已经走到 ${moment}，不能往回走`,
  serviceFailed: (reason: string) => `服务出错：${reason}`,
  doable: (source: string) => `「${source}」做得成`,
  startable: '服务能启动',
  matching: (source: string, held: string) =>
    held ? `「${source}」，其中 ${held}` : `「${source}」`,
  homeWrong: (home: string) => `「${home}」不是住址，应为例如「灵西小区 3栋2单元501」`,
  staffUnknown: (staffNo: string) => `名册里没有工号 ${staffNo}`,
  fileMissing: (path: string) => `剧本旁边没有文件 ${path}`,
  worldMissing: (path: string) => `没有名册 ${path}`,
  worldWrong: (path: string, faults: readonly string[]) =>
    `${path} 读不成名册：${faults.join('；')}`,
  serviceGone: (signal: string | null, lastWords: string) =>
    `服务自己退出了${signal ? `（${signal}）` : ''}${lastWords && `：${lastWords}`}`,
  neverQuiet: '服务停不下来：总有事在同一时刻到点',
  killed: (point: string) => `# 服务在 ${point} 被杀`,
  repeated: (person: string) => `# 又给${person}发了一遍：被杀时正在路上的回话可以重发一次`,
  noService: '没有服务在运行',
} as const;

/** A failed file as it is printed: where, what was expected, what happened, and the whole talk. */
export function failureReport(parts: {
  readonly place: string;
  readonly killedAt?: string;
  readonly expected: string;
  readonly found: string;
  readonly talk: string;
}): string {
  const { place, killedAt, expected, found, talk } = parts;
  const lines = [
    place,
    ...(killedAt ? [`  服务在 ${killedAt} 被杀的那一遍`] : []),
    `  应该：${expected}`,
    `  实际：${indented(found)}`,
    '  当时的对话：',
    `    ${indented(talk)}`,
  ];
  return lines.join('\n');
}

function indented(text: string): string {
  return text.replace(/\n/g, '\n    ');
}
