import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { addMinutes } from '../../src/kernel/calendar.js';
import { AdviceHouse, KEY } from '../support/advice-house.js';
import { AdvisorServer, advises, type Manner } from '../support/advisor-server.js';

/** Words that no rule understands, and what somebody who reads them understands. */
const UNCLEAR = '那面墙一块一块像地图';
const DAMP = { kind: '求助', category: '漏水堵塞与房屋维修' };
/** A matter whose class the rules only guess. */
const UNSURE = '我们这边那个玩意儿不灵光';
const HOME = { estate: '灵西小区', building: '3', unit: '2', room: '501' };

let server: AdvisorServer;
let house: AdviceHouse;
let people = 0;

beforeAll(async () => {
  server = await AdvisorServer.start();
  house = await AdviceHouse.open({ url: server.url });
});

afterAll(async () => {
  await house.close();
  await server.stop();
});

beforeEach(async () => {
  server.asked.length = 0;
  server.manner = advises(DAMP);
  await house.rows('truncate advice_use');
});

afterEach(() => {
  for (const secret of [KEY, '一块一块', '王秀英', '13800138000', '玩意儿', server.url])
    expect(house.logged.join('\n')).not.toContain(secret);
});

/** A neighbour who has reported nothing so far. */
async function neighbour(): Promise<string> {
  people += 1;
  const name = `邻居${people}`;
  await house.resident(name, { ...HOME, room: String(100 + people) });
  return name;
}

const newest = async () =>
  (
    await house.rows<{ number: string; category: string; subcategory: string; urgency: string }>(
      'select number, category, subcategory, kind, urgency, grid_id, place from community_case order by number desc limit 1',
    )
  )[0];

/** Answers only when told to. */
function held(manner: Manner): { readonly manner: Manner; release(): void } {
  const waiting: (() => void)[] = [];
  return {
    manner: (response, asked) => waiting.push(() => manner(response, asked)),
    release: () => {
      for (const go of waiting.splice(0)) go();
    },
  };
}

describe('words that the rules do not understand', () => {
  it('become the right case', async () => {
    const [answer] = await house.says(await neighbour(), UNCLEAR);
    expect(answer).toMatch(/^记下了，编号 L\d+：灵西小区3栋2单元\d+室，那面墙一块一块像地图。/u);
    expect(await newest()).toMatchObject({
      category: '城乡建设',
      subcategory: '漏水堵塞与房屋维修',
      kind: '求助',
      urgency: 'normal',
      grid_id: 'G03',
    });
    expect(server.asked).toHaveLength(1);
    expect(server.lastText).toBe(UNCLEAR);
  });

  it('are counted with what they cost', async () => {
    await house.says(await neighbour(), UNCLEAR);
    expect(await house.rows('select * from advice_use')).toMatchObject([
      { outcome: 'used', times: 1, tokens_in: '900', tokens_out: '40', unmetered: 0, cost: '800' },
    ]);
  });

  it('leave the house without numbers, names and rooms', async () => {
    const who = await neighbour();
    await house.says(who, `那边晓得的,刘德福晓得,501那户也晓得,${who}的13800138000`);
    expect(server.lastText).toBe('那边晓得的,〔姓名〕晓得,〔室号〕那户也晓得,〔姓名〕的〔电话〕');
    expect(JSON.stringify(server.asked)).not.toMatch(/刘德福|13800138000|邻居/u);
  });

  it('may be a danger that the rules did not hear', async () => {
    server.manner = advises({ ...DAMP, urgency: 'emergency', danger: 'gas' });
    await house.says(await neighbour(), UNCLEAR);
    expect(await newest()).toMatchObject({ urgency: 'emergency' });
  });

  it('may be a question after something reported before, or no matter at all', async () => {
    server.manner = advises({ ...DAMP, intent: 'thanks' });
    expect(await house.says(await neighbour(), UNCLEAR)).toEqual([expect.stringMatching(/客气/u)]);
    server.manner = advises({ ...DAMP, intent: 'other' });
    expect(await house.says(await neighbour(), UNCLEAR)).toEqual([
      expect.stringMatching(/没太听明白/u),
    ]);
    expect(await house.outcomes()).toEqual(['same 1', 'used 1']);
  });

  it('lead to the place that they name, read by our own reader', async () => {
    server.manner = advises({ place: '灵西小区三号楼' });
    const said = '在灵西那个老小区里头就是三号那栋楼灯不亮';
    const [answer] = await house.says('过路人', said);
    expect(answer).toMatch(/^记下了，编号 L\d+：灵西小区3栋，/u);
    expect(await newest()).toMatchObject({ grid_id: 'G03', place: '灵西小区3栋' });
  });
});

describe('while the model is asked', () => {
  it('nobody else waits, no transaction is open, and no other process takes the message', async () => {
    const gate = held(advises(DAMP));
    server.manner = gate.manner;
    const [who, other] = [await neighbour(), await neighbour()];
    const asked = server.next();
    await house.hears(who, UNCLEAR);
    await asked;
    await house.hears(other, '3栋2单元门口路灯不亮');
    await answered(other);
    expect(house.sender.textsTo(who)).toEqual([]);
    const open = await house.rows(
      `select 1 from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'`,
    );
    expect(open).toEqual([]);
    const waiting = await house.rows<{ at: Date }>(
      `select retry_at as at from inbox where state = 'waiting'`,
    );
    expect(waiting.map(({ at }) => at > house.clock.now())).toEqual([true]);
    gate.release();
    await house.idle();
    expect(house.sender.textsTo(who)).toHaveLength(1);
  });

  it('whoever comes when four are waiting is answered at once, without it', async () => {
    const gate = held(advises(DAMP));
    server.manner = gate.manner;
    for (let i = 0; i < 4; i++) {
      const asked = server.next();
      await house.hears(await neighbour(), UNCLEAR);
      await asked;
    }
    const fifth = await neighbour();
    await house.hears(fifth, UNCLEAR);
    await answered(fifth);
    expect(house.sender.textsTo(fifth)).toEqual([expect.stringMatching(/没太听明白/u)]);
    gate.release();
    await house.idle();
    expect(await house.outcomes()).toEqual(['crowded 1', 'used 4']);
  });

  /** Sends until the person has an answer. */
  async function answered(name: string): Promise<void> {
    while (house.sender.textsTo(name).length === 0) await house.dispatch();
  }
});

describe('a class that the rules only guess', () => {
  it('keeps nobody waiting, and is put right afterwards as an event', async () => {
    const gate = held(advises({ category: '噪声扰民' }));
    server.manner = gate.manner;
    const who = await neighbour();
    const asked = server.next(UNSURE);
    await house.hears(who, UNSURE);
    await asked;
    const opened = await newest();
    expect(opened).toMatchObject({ category: '城乡建设', subcategory: null });
    gate.release();
    await house.idle();
    expect(await newest()).toMatchObject({ category: '环境保护', subcategory: '噪声扰民' });
    expect(house.sender.textsTo(who)).toHaveLength(1);
    const events = await house.rows<{ action: string }>(
      `select action, actor_kind, note from case_event where case_number = '${opened?.number}' order by id desc limit 1`,
    );
    expect(events).toMatchObject([
      { action: 'change-category', actor_kind: 'system', note: '城乡建设 → 环境保护·噪声扰民' },
    ]);
    expect(await house.rows('select 1 from category_correction')).toEqual([]);
    expect(await house.outcomes()).toEqual(['used 1']);
  });

  it('stays as a person said it meanwhile', async () => {
    const gate = held(advises({ category: '噪声扰民' }));
    server.manner = gate.manner;
    const asked = server.next(UNSURE);
    await house.hears(await neighbour(), UNSURE);
    await asked;
    const number = (await newest())?.number ?? '';
    await house.run(async (tx) => {
      const file = await house.cases.get(tx, number);
      await house.cases.correctCategory(tx, file, { category: '民政' }, 'G0301', house.clock.now());
    });
    gate.release();
    await house.idle();
    expect(await newest()).toMatchObject({ number, category: '民政' });
    expect(await house.outcomes()).toEqual(['same 1']);
  });
});

describe('nobody is asked', () => {
  it.each([
    ['of what is clear', '3栋2单元楼道灯坏了'],
    ['of danger', '家里有煤气味'],
    ['by who wants to stay unnamed', '别说是我说的,那面墙一块一块像地图'],
    ['about our own people', '网格员小李不管事,那个东西又那样了'],
    ['of courtesy', '谢谢啦'],
    ['of hardly a word', '那个'],
    ['of hard words', '你们都是吃干饭的混蛋'],
  ])('%s', async (_what, text) => {
    await house.says(await neighbour(), text);
    expect(server.asked).toEqual([]);
  });
});

describe('a model that fails again and again', () => {
  it('is left alone, tried by one after a minute, and asked again when it answers', async () => {
    server.manner = (response) => void response.destroy();
    const tell = async () => house.says(await neighbour(), UNCLEAR);
    for (let i = 0; i < 4; i++) await tell();
    expect(server.asked).toHaveLength(3);
    house.clock.standAt(addMinutes(house.clock.now(), 1));
    await tell();
    await tell();
    expect(server.asked).toHaveLength(4);
    expect(await house.outcomes()).toEqual(['resting 2', 'unreachable 4']);
    house.clock.standAt(addMinutes(house.clock.now(), 2));
    server.manner = advises(DAMP);
    await tell();
    await tell();
    expect(await house.outcomes()).toEqual(['resting 2', 'unreachable 4', 'used 2']);
    expect(house.logged.filter((line) => /large model/u.test(line))).toEqual([
      'the large model failed 3 times: unreachable',
      'the large model answers again',
    ]);
  });
});
