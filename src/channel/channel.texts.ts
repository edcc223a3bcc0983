/** What stands for an entry of a forwarded chat record that is no text, by WeChat's number for its kind. */
const RECORD_LABELS: Readonly<Record<string, string>> = {
  '2': '[图片]',
  '3': '[语音]',
  '4': '[视频]',
  '5': '[链接]',
  '6': '[位置]',
  '8': '[文件]',
  '16': '[名片]',
  '17': '[聊天记录]',
  '19': '[小程序]',
};

export function recordLabel(dataType: string): string {
  return RECORD_LABELS[dataType] ?? '[消息]';
}

/** What a person would call a message of a kind that nothing can be done with, by Wechaty's name for it. */
const KIND_LABELS: Readonly<Record<string, string>> = {
  GroupNote: '群笔记',
  Post: '动态',
};

export function kindLabel(kind: string): string {
  return KIND_LABELS[kind] ?? '消息';
}

/** Why a puppet cannot be used: for whoever set it up, in log, health and on the page. */
export const faultTexts = {
  optionMissing: (puppet: string, option: string) =>
    `${puppet} 用不了：没有设置 ${option}。写进环境变量或 .env，再重新启动。`,
  refused: (puppet: string, words: string) =>
    `${puppet} 用不了，它说：“${words}”。照它的说明改好选项，再重新启动。`,
  refusedSilently: (puppet: string) =>
    `${puppet} 用不了，没说为什么。照它的说明检查选项，再重新启动。`,
} as const;
