/** Help and faults of `linli hot`. */
export const hotTexts = {
  description: '热点：很多人都在反映的事，按人数排；不写 --in 就看台账',
  in: '消息文件，每行 {"id","user","title","text","time"}',
  top: '列出前几件',
  from: '只看台账里这一天以后登记的，例如 2026-09-01',
  json: '只打印 JSON',
  noFile: (path: string) => `没有 ${path} 这个文件`,
  badLine: (path: string, line: number) =>
    `${path} 第 ${line} 行应是 {"id","user","title","text","time"}，时间要认得出`,
  reading: (count: number) => `已读 ${count} 条`,
  none: '没有两个以上的人反映同一件事。',
  line: (rank: number, place: string, title: string, people: number, count: number) =>
    `${rank}. ${place ? `【${place}】` : ''}${title || '（内容不便显示）'}：${people} 人，${count} 条`,
  span: (since: string, until: string, isGrowing: boolean) =>
    `   ${since} 至 ${until}${isGrowing ? '，近 30 天人更多了' : ''}`,
} as const;
