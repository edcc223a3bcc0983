import type { ChannelConnection } from '../channel.types.js';
import type { ScanStatus } from '../login-scan.rules.js';

/** How an account stands, in plain words: what is so, and what whoever reads it can do. */
export interface Standing {
  readonly title: string;
  readonly advice: string;
  readonly tone: 'good' | 'busy' | 'bad';
}

export const CONNECTIONS: Readonly<Record<ChannelConnection, Standing>> = {
  starting: { title: '正在启动', advice: '稍等一下，马上就好。', tone: 'busy' },
  standby: {
    title: '候着',
    advice:
      '同一个数据库上另有一个邻里正用着这个账号。那个停了或断了，这里几秒内自己接上，不用管它。',
    tone: 'busy',
  },
  absent: {
    title: '连不上',
    advice: '微信网关没有回应，邻里会一直自己重试。请看看网关开着没有，地址和口令对不对。',
    tone: 'bad',
  },
  logged_out: {
    title: '没有登录',
    advice: '还没有拿到登录码，拿到了会出现在这里。有的网关不给码，要到网关那边登录。',
    tone: 'bad',
  },
  logged_in: { title: '在线', advice: '正常收发消息，不用管它。', tone: 'good' },
};

export const SCANS: Readonly<Record<ScanStatus, Standing>> = {
  waiting: {
    title: '等待扫码',
    advice: '用要当机器人的那个微信“扫一扫”这个码，再在手机上点“登录”。码会更换，这里跟着换。',
    tone: 'busy',
  },
  scanned: { title: '已扫码', advice: '扫到了，请在那部手机上点“登录”。', tone: 'busy' },
  confirmed: { title: '已确认', advice: '手机上点过“登录”了，正在登进去。', tone: 'busy' },
  expired: {
    title: '码过期了',
    advice: '正在取新的码，取到了会出现在这里，请稍等。',
    tone: 'busy',
  },
  cancelled: {
    title: '手机上取消了',
    advice: '要登录就等新的码出现，再扫一次。',
    tone: 'busy',
  },
};

export const pageTexts = {
  title: '邻里 · 微信账号',
  name: '邻里',
  subject: '微信账号',
  sandbox: '沙盒（不连微信）',
  code: '登录二维码',
  noDrawing: '网关给的登录码太长，画不成二维码；请到网关那边登录。',
  notHere: '这个账号不归现在这个进程管，这里只看得到它的记录。',
  since: (minute: string) => `从 ${minute} 起`,
  waitingSince: (minute: string) => `从 ${minute} 起等人扫码`,
  heard: (minute: string) => `最近一次有动静：${minute}`,
  lost: '和邻里断开了，下面不是最新的；正在重新连……',
  noScript: '浏览器没有开 JavaScript：这一页每五秒自己刷新一次。',
} as const;
