/** What the command says around the plays. */
export const TRANSCRIPT_TEXTS = {
  description: '播放聊天剧本（*.chat.txt）：每个文件一个全新的数据库，走完整的服务',
  argument: '剧本文件，或装着剧本的文件夹',
  playing: (played: number, all: number, title: string) => `已播放 ${played}/${all}：${title}`,
  noPath: (path: string) => `没有 ${path} 这个文件或文件夹`,
  noneIn: (folder: string, ending: string) => `${folder} 里没有 *${ending} 文件`,
} as const;
