import type { Danger } from '../../understanding/understanding.types.js';

/**
 * What a resident in danger reads at once, before anything else. Numbers: 110 police, 119 fire and rescue, 120 ambulance,
 * 12110 police by text message, 12356 national psychological help line (National Health Commission, 2025).
 */
const FIRST_WORDS: Readonly<Record<Danger, string>> = {
  fire: '先离开，别坐电梯，马上打 119！',
  medical: '马上打 120！门先打开，身边留个人。',
  gas: '别开灯、别点火，关阀门、开窗，人先出来，到楼外打 119！',
  trapped: '别扒门，按电梯里的呼叫键，马上打 119！',
  collapse: '先离远一点，马上打 119！有人受伤打 120。',
  violence:
    '不方便说话就发短信到 12110，写上地址；方便就打 110。我不会给您打电话，也不会让人上门惊动。',
  suicide: '您先别急，我在。现在就打 110 或 120；心里难受可以打 12356，有人陪您说话。',
  missing: '马上打 110，报上年纪、衣着和最后在哪儿！',
  crime: '先保证自己安全，马上打 110！',
};

/** The first sentence in an emergency; `undefined` danger still gets the general numbers. */
export function emergencyFirstWords(danger: Danger | undefined): string {
  return danger ? FIRST_WORDS[danger] : '有危险先打 110，着火打 119，有人受伤打 120！';
}

export const emergencyTexts = {
  /** After the case went out. */
  told: (who: string, number: string) => `我已经告诉${who}了（编号 ${number}）。`,
  notReached: (who: string, phone: string, number: string) =>
    `记下了（编号 ${number}），归${who}管，也请直接打他电话 ${phone}。`,
  toldQuietly: (number: string) =>
    `我悄悄记下了（编号 ${number}），只有一个人知道，会在这里跟您联系。`,
  whereNow: '您在哪个小区几栋？说一声，人好找到您。',
} as const;
