import { describe, expect, it } from '@jest/globals';
import type { ChannelConnection, ChannelState } from '../../src/channel/channel.types.js';
import { LoginAnnouncer } from '../../src/channel/login-announcer.js';
import type { ScanStatus } from '../../src/channel/login-scan.rules.js';

const PAGE = 'http://localhost:3000/channel';
const CODE = 'https://login.example/l/one';
const NEXT = 'https://login.example/l/two';
const since = new Date('2026-12-01T01:00:00Z');

/** Half blocks with both colours named: it must not depend on those of the terminal. */
const PICTURE = /\[47m.\[30m[\s\S]*[▀▄█]{3}/;

function terminal(facts: { isTTY?: boolean; columns?: number }) {
  const written: string[] = [];
  return { ...facts, written, write: (text: string) => written.push(text) };
}

function state(connection: ChannelConnection, status?: ScanStatus, code?: string): ChannelState {
  const scan = status && { status, since, code };
  return { accountId: 'real', connection, since, attempts: 0, ...(scan && { scan }) };
}

async function shown(
  facts: { isTTY?: boolean; columns?: number },
  states: readonly ChannelState[],
): Promise<string[]> {
  const output = terminal(facts);
  const announcer = new LoginAnnouncer(output, PAGE);
  // As the channel tells it: the next before the last is on the terminal.
  await Promise.all(states.map((each) => announcer.show(each)));
  return output.written;
}

describe('at a terminal', () => {
  it('a code is drawn once, with one sentence, and the next one when it is renewed', async () => {
    const written = await shown({ isTTY: true, columns: 80 }, [
      state('logged_out'),
      state('logged_out', 'waiting', CODE),
      state('logged_out', 'waiting', CODE),
      state('absent'),
      state('logged_out', 'waiting', CODE),
      state('logged_out', 'expired'),
      state('logged_out', 'waiting', NEXT),
    ]);
    expect(written).toHaveLength(2);
    for (const text of written) {
      expect(text).toMatch(PICTURE);
      expect(text).toContain(PAGE);
      expect(text.trim().split('\n').at(-1)).toMatch(/扫一扫.*登录/);
    }
    expect(written[0]).not.toBe(written[1]);
  });

  it('nothing is said while nobody has to scan', async () => {
    const states = [state('starting'), state('absent'), state('logged_out'), state('logged_in')];
    expect(await shown({ isTTY: true }, states)).toEqual([]);
  });

  it('it says how the scan goes on, and a later logout begins anew', async () => {
    const written = await shown({ isTTY: true, columns: 80 }, [
      state('logged_out', 'waiting', CODE),
      state('logged_out', 'scanned'),
      state('logged_out', 'confirmed'),
      state('logged_in'),
      state('logged_in'),
      state('logged_out', 'waiting', CODE),
    ]);
    expect(written).toEqual([
      expect.stringMatching(PICTURE),
      expect.stringContaining('扫到了'),
      expect.stringContaining('登录好了'),
      expect.stringMatching(PICTURE),
    ]);
  });

  it.each([
    ['a picture that does not fit', { isTTY: true, columns: 20 }, CODE],
    ['a code that is too long to be drawn', { isTTY: true, columns: 80 }, 'x'.repeat(4_000)],
  ])('%s is left to the page', async (_title, facts, code) => {
    const written = await shown(facts, [state('logged_out', 'waiting', code)]);
    expect(written).toEqual([expect.stringContaining(PAGE)]);
    expect(written[0]).not.toMatch(PICTURE);
  });
});

it('what is kept as a log names the page, once, and never the code or its picture', async () => {
  const written = await shown({}, [
    state('logged_out', 'waiting', CODE),
    state('logged_out', 'waiting', NEXT),
    state('logged_out', 'scanned'),
    state('logged_in'),
  ]);
  expect(written).toEqual([
    expect.stringContaining(PAGE),
    expect.stringContaining('扫到了'),
    expect.stringContaining('登录好了'),
  ]);
  expect(written.join('')).not.toMatch(/login\.example|[▀▄█]/);
});
