/** Words of `linli bench places`. */
export const placesTexts = {
  description: '测地点：编几个没见过的社区，按人们的说法说地点，看找对没有；数是每次都一样的',
  names: '小区名字从这个文件里取（一行一个），不用编的',
  addresses:
    '不编社区，量这个文件里的地址（每行 {"address","parts":[["houseno","3幢"],…]}）的楼、单元、室读得准不准',
  seed: '换一个数，就换一批社区和说法',
  worlds: '编几个社区片区',
  messages: '每个片区说几句',
  misses: '把没找对的打印出来，最多几句',
  noFile: (path: string) => `找不到文件“${path}”`,
  badAddress: (path: string, line: number) =>
    `${path} 第 ${line} 行应是 {"address": "…", "parts": [["houseno", "3幢"], …]}`,
} as const;
