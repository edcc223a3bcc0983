const FIRST = {
  居民: [
    '3栋2单元楼道灯坏了三天了，老人下楼差点摔一跤',
    '小区北门的垃圾堆了两天没人清，味道很大',
    '我家楼上半夜老放音乐，睡不着',
  ],
  陌生人: ['你好', '健民药店门口的井盖翘起来了，容易绊倒人', '我想绑定一下住址'],
  网格员: ['待办', '帮助'],
};

const STAFF_FIRST = ['待办', '帮助'];
const WORKER_NEXT = [
  '收到，马上去',
  '进展 灯座坏了，配件下午到',
  '办结 换了新灯，试过能亮',
  '待办',
];
const SECRETARY_NEXT = ['待办', '帮助'];

/** Sentences to click, by who holds the phone and what was last said to them. @returns {string[]} */
export function hintsFor(role, messages) {
  const heard = messages.filter((message) => message.fromUs && message.content.kind === 'text');
  const last = heard.at(-1)?.content.text ?? '';
  if (role === '居民' || role === '陌生人') {
    if (heard.length === 0) return FIRST[role];
    return /满意/.test(last) ? ['满意，谢谢你们', '还行', '没修好，还是不亮'] : residentNext(last);
  }
  if (!heard.some(({ content }) => /L\d+/.test(content.text))) return FIRST[role] ?? STAFF_FIRST;
  return role === '网格员' || role === '驻点干部' ? WORKER_NEXT : SECRETARY_NEXT;
}

function residentNext(last) {
  if (/L\d+/.test(last)) return ['进度', '能快一点吗，老人天天要下楼', '我们这片归谁管'];
  return ['进度', '谢谢'];
}
