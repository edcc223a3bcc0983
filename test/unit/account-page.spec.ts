import { describe, expect, it } from '@jest/globals';
import { accountPage } from '../../src/channel/account-page/account-page.html.js';
import { accountViews } from '../../src/channel/account-page/account-view.rules.js';
import type { ChannelState } from '../../src/channel/channel.types.js';
import type { ScanStatus } from '../../src/channel/login-scan.rules.js';
import type { AccountState } from '../../src/messages/account.types.js';

const CODE = 'https://login.example/l/one';
const since = new Date('2026-12-01T01:00:00Z');
const here: ChannelState = { accountId: 'real', connection: 'logged_in', since, attempts: 0 };
const asked = (status: ScanStatus, code?: string): ChannelState => ({
  ...here,
  connection: 'logged_out',
  scan: { status, since, code },
});

const pageOf = (state: ChannelState, record: AccountState[] = []) =>
  accountPage(accountViews(state, record));

describe('the page of the accounts', () => {
  it.each<[string, ChannelState, string]>([
    ['starting', { ...here, connection: 'starting' }, '正在启动'],
    ['logged in', here, '在线'],
    ['absent', { ...here, connection: 'absent' }, '连不上'],
    ['logged out', { ...here, connection: 'logged_out' }, '没有登录'],
    ['waiting', asked('waiting', CODE), '等待扫码'],
    ['scanned', asked('scanned'), '已扫码'],
    ['confirmed', asked('confirmed'), '已确认'],
    ['expired', asked('expired'), '码过期了'],
    ['cancelled', asked('cancelled'), '手机上取消了'],
  ])('says in plain words that an account is %s', async (_title, state, words) => {
    const page = await pageOf(state);
    expect(page).toContain(`<p class="standing">${words}</p>`);
    expect(page).toMatch(/从 2026-12-01 09:00 起/);
  });

  it('draws a code, another one for another code, and never writes it out', async () => {
    const page = await pageOf(asked('waiting', CODE));
    expect(page).toMatch(/<svg [\s\S]*<\/svg>/);
    expect(page).not.toContain('login.example');
    expect(page).not.toMatch(/<[^>]+\sstyle=/);
    expect(await pageOf(asked('waiting', `${CODE}2`))).not.toBe(page);
    expect(await pageOf(asked('scanned'))).not.toContain('<svg');
  });

  it('says so when a code is too long to be drawn', async () => {
    const page = await pageOf(asked('waiting', 'x'.repeat(4_000)));
    expect(page).not.toContain('<svg');
    expect(page).toContain('画不成二维码');
  });

  it('shows accounts of other processes as they are on record, and names as text', async () => {
    const record: AccountState[] = [
      { accountId: 'real', channel: 'real', state: 'absent', since, lastHeardAt: since },
      { accountId: '<b>x</b>', channel: 'x', state: 'logged_out', since, scanSince: since },
    ];
    const page = await pageOf(here, record);
    expect(page.match(/<article/g)).toHaveLength(2);
    expect(page).toContain('最近一次有动静：2026-12-01 09:00');
    expect(page).toContain('等待扫码');
    expect(page).toContain('不归现在这个进程管');
    expect(page).not.toContain('<b>');
  });
});
