import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { openBrowser } from '../support/browser.js';
import { PageHouse } from '../support/page-house.js';

const LAMP = '3栋2单元楼道灯坏了三天了，老人下楼差点摔一跤';
const PICTURES = join(tmpdir(), 'linli-page-pictures');
const WAIT_MS = 15_000;

const found = await openBrowser();
const skipped = 'reason' in found ? found.reason : undefined;
if (skipped) console.warn(`browser tests are skipped: no browser could be started (${skipped})`);
const inBrowser = skipped ? describe.skip : describe;

inBrowser('the sandbox page in a browser', () => {
  const { browser } = found as { browser: Browser };
  const faults: string[] = [];
  let house: PageHouse;

  beforeAll(async () => {
    mkdirSync(PICTURES, { recursive: true });
    house = await PageHouse.open();
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    await house.close();
  });

  /** Opens the page; whatever the browser complains about fails the test at its end. */
  async function open(options: BrowserContextOptions): Promise<Page> {
    const page = await (await browser.newContext(options)).newPage();
    page.setDefaultTimeout(WAIT_MS);
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (line) => line.type() === 'error' && faults.push(line.text()));
    await page.goto(house.url);
    return page;
  }

  const phoneOf = (page: Page, name: string) =>
    page.locator('.phone').filter({ has: page.locator('.owner-who', { hasText: name }) });
  const heardOn = (phone: Locator, text: RegExp) =>
    phone.locator('.row:not(.is-own) .text').filter({ hasText: text }).last().waitFor();
  const say = async (phone: Locator, text: string) => {
    await phone.getByLabel('输入消息').fill(text);
    await phone.getByLabel('输入消息').press('Enter');
    await phone.locator('.row.is-own .text').filter({ hasText: text }).last().waitFor();
  };
  const picture = (page: Page, name: string) =>
    page.screenshot({ path: join(PICTURES, `${name}.png`), animations: 'disabled' });

  /** Where the screens of the phones end, as a part of the window's height; how much wider than the window the page is. */
  const layout = (page: Page) =>
    page.evaluate(`(() => {
      const ends = [...document.querySelectorAll('.phone')]
        .filter((phone) => phone.offsetParent)
        .map((phone) => phone.querySelector('.screen').getBoundingClientRect().bottom / innerHeight);
      return { ends, tooWide: document.documentElement.scrollWidth - innerWidth };
    })()`) as Promise<{ ends: number[]; tooWide: number }>;

  // Before anybody has said anything: a long talk would stretch a phone that does not fill the window by itself.
  it('uses the height of the window, whatever its size, and no more than its width', async () => {
    const page = await open({ viewport: { width: 1440, height: 900 } });
    for (const [width, height, phones] of [
      [1440, 900, 3],
      [1280, 720, 3],
      [1920, 1080, 3],
      [768, 1024, 3],
      [390, 844, 1],
    ] as const) {
      await page.setViewportSize({ width, height });
      await page.locator('.phone:visible .chat-note').first().waitFor();
      const { ends, tooWide } = await layout(page);
      expect([width, ends.length, tooWide]).toEqual([width, phones, 0]);
      for (const end of ends) {
        expect(end).toBeGreaterThan(0.93);
        expect(end).toBeLessThanOrEqual(1);
      }
    }
    await page.setViewportSize({ width: 768, height: 1024 });
    await page.getByRole('button', { name: /^办件/ }).click();
    await page.locator('.cases-empty:visible').waitFor();
    expect(faults).toEqual([]);
  }, 60_000);

  it('shows a report on its way from the resident to the worker and back, to the rating', async () => {
    const page = await open({ viewport: { width: 1440, height: 900 } });
    const resident = phoneOf(page, '王秀兰');
    const worker = phoneOf(page, '李明');
    await resident.getByRole('button', { name: LAMP }).click();
    await resident.getByLabel('输入消息').press('Enter');
    await heardOn(resident, /L\d+/);
    await heardOn(worker, /楼道灯坏了三天/);
    await worker.and(page.locator('.has-unread')).waitFor();
    await say(worker, '接单');
    await heardOn(resident, /李明/);
    await page.locator('.case .is-now', { hasText: '接单' }).waitFor();
    await say(worker, '办结 换了新灯，试过能亮');
    await heardOn(resident, /换了新灯[\s\S]*满意/);
    await say(resident, '满意，谢谢小李');
    await page.locator('.case .tag', { hasText: '结案' }).waitFor();
    expect(await page.locator('.case .stars .is-on').count()).toBe(4);
    await picture(page, 'desktop');
    expect(faults).toEqual([]);
  }, 90_000);

  it('shows what people write as text, whatever it looks like', async () => {
    const page = await open({ viewport: { width: 1440, height: 900 } });
    const text = '<img src=x onerror=alert(1)><b>3栋</b>';
    await say(phoneOf(page, '王秀兰'), text);
    expect(await page.locator('.chat img[src="x"]').count()).toBe(0);
    expect(faults).toEqual([]);
  }, 60_000);

  it('moves time and shows it', async () => {
    const page = await open({ viewport: { width: 1440, height: 900 } });
    const before = house.clock.now();
    await page.getByRole('button', { name: '到明早 8 点' }).click();
    await page.locator('.phone .status-time', { hasText: '08:00' }).first().waitFor();
    expect(house.clock.now() > before).toBe(true);
  }, 60_000);

  it('shows the login code of the account on its page, without being asked again', async () => {
    const page = await open({ viewport: { width: 1440, height: 900 } });
    await page.goto(`${house.url}/channel`);
    await page.locator('.standing', { hasText: '在线' }).waitFor();
    house.network.logout();
    house.network.tellOfScan('waiting', 'https://login.example/l/one');
    const code = page.getByRole('img', { name: '登录二维码' });
    await code.waitFor();
    await picture(page, 'login-code');
    const { width, height } = (await code.boundingBox()) ?? { width: 0, height: 0 };
    expect(Math.abs(width - height)).toBeLessThan(2);
    expect(width).toBeGreaterThan(200);
    house.network.tellOfScan('scanned');
    await page.locator('.standing', { hasText: '已扫码' }).waitFor();
    expect(await code.count()).toBe(0);
    house.network.login();
    await page.locator('.standing', { hasText: '在线' }).waitFor();
    expect(faults).toEqual([]);
  }, 60_000);

  it('is one phone on a phone: tabs change whose it is, the cases come up from below', async () => {
    const page = await open({
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
    });
    await page.locator('.phone:visible .row').first().waitFor();
    expect(await page.locator('.phone:visible').count()).toBe(1);
    const { scrollWidth } = (await page.evaluate(
      '({ scrollWidth: document.documentElement.scrollWidth })',
    )) as { scrollWidth: number };
    expect(scrollWidth).toBeLessThanOrEqual(390);
    await picture(page, 'phone');
    await page.locator('.tabs button', { hasText: '李明' }).click();
    await page.locator('.phone:visible[aria-label="李明的手机"]').waitFor();
    await page.getByRole('button', { name: /^办件/ }).click();
    await page.locator('.case:visible').first().waitFor();
    await picture(page, 'phone-cases');
    expect(faults).toEqual([]);
  }, 60_000);
});
