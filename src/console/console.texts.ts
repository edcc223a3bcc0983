import type { AccessRefusal } from './access.rules.js';

/** Why a request is not served. */
export const refusalTexts: Readonly<Record<AccessRefusal, string>> = {
  'foreign-host':
    '这里只接待本机：请用 http://localhost 加端口打开；要让别的机器访问，请设置 LINLI_CONSOLE_TOKEN。',
  'foreign-origin': '这个请求来自别的网页，没有处理。',
  'token-needed': '需要口令：请带上 LINLI_CONSOLE_TOKEN 里的口令再来。',
};

/** What went wrong with a request, one sentence each. */
export const errorTexts = {
  notFound: '没有这个地址。',
  badRequest: '请求写得不对，没有处理。',
  tooLarge: '内容太大了，没有收下。',
  wrongToken: '口令不对。',
  unavailable: '现在连不上数据库，请稍后再试。',
  tooSlow: '请求太久没有发完，没有处理。',
  failed: '出了点问题，没有办成；日志里有详情。',
} as const;

/** What the rules of the house refuse, by error code; the rest is told in general words. */
export const domainErrorTexts: Readonly<Record<string, string>> = {
  'message.not-failed': '没有这条失败的消息，可能已经重试过了。',
  'outbox.not-in-trouble': '这条消息不需要重发，可能已经发出去了。',
  'timer.not-failed': '没有这个失败的定时事项，可能已经重试过了。',
};

/** A rule said no, and nothing more precise is known to say. */
export const refusedText = '这一步现在做不了。';

/** Words of the page that asks for the token. */
export const loginTexts = {
  title: '邻里 · 请输入口令',
  label: '口令（LINLI_CONSOLE_TOKEN）',
  button: '进入',
} as const;
