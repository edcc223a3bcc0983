import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import type { SandboxSaid } from '../../src/channel/sandbox/sandbox.types.js';
import type { SandboxSayOptions } from '../../src/channel/sandbox/sandbox-network.js';
import { TimeTravel } from '../../src/channel/sandbox/time-travel.js';
import { sql } from '../../src/persistence/sql.js';
import { UnitOfWork } from '../../src/persistence/unit-of-work.js';
import { PageHouse } from '../support/page-house.js';

const MEGABYTE = 1_048_576;
const NOW = new Date('2026-12-01T09:00:00+08:00');
/** Numbers of error, words of programs, and characters nobody can read: none of it ever reaches a phone. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const UNKIND = /Error|undefined|null|\[object|系统|异常|失败|无法识别|[\u0000-\u0008\u202e\u200b]/;

let house: PageHouse;
let travel: TimeTravel;
/** Keys of two phones: somebody at home in the sample, and the worker of that door. */
let resident: string;
let worker: string;

beforeAll(async () => {
  house = await PageHouse.open();
  house.clock.standAt(NOW);
  travel = TimeTravel.in(house.app, house.clock, () => undefined);
  const { body } = await request(house.url).get('/api/sandbox/cast').expect(200);
  [resident, worker] = body.firstKeys;
  for (const key of [resident, worker])
    await request(house.url).post('/api/sandbox/phones').send({ key }).expect(201);
}, 60_000);
afterAll(() => house.close());

/** What our account answers to what somebody says. */
async function answersTo(
  person: string,
  said: SandboxSaid | string,
  options?: SandboxSayOptions,
): Promise<string[]> {
  const before = textsTo(person).length;
  house.network.say(person, said, options);
  await travel.settle();
  return textsTo(person).slice(before);
}

function textsTo(person: string): string[] {
  return house.network
    .messagesOf(person)
    .filter(({ fromUs }) => fromUs)
    .map(({ content }) => (content.kind === 'text' ? content.text : `[${content.kind}]`));
}

interface StoredCase {
  readonly number: string;
  readonly text: string;
  readonly opened_at: Date;
}

function cases(): Promise<StoredCase[]> {
  return house.app
    .get(UnitOfWork)
    .run((tx) =>
      sql(tx).rows<StoredCase>(
        'select number, text, opened_at from community_case order by number',
      ),
    );
}

const GREETED = /有什么事您说/;
const NOT_OPENED = /打不开/;
const raw = (type: number, text = ''): SandboxSaid => ({ kind: 'raw', type, text });
const picture = (bytes: Buffer): SandboxSaid => ({
  kind: 'picture',
  source: { name: '灯.jpg', bytes },
});

describe('what cannot be read', () => {
  it.each<{ what: string; said: SandboxSaid | string; answer: RegExp }>([
    { what: 'emoji only', said: '😂😂👨‍👩‍👧', answer: GREETED },
    { what: 'faces only', said: '[捂脸][捂脸]', answer: GREETED },
    { what: 'punctuation only', said: '。。。？！', answer: GREETED },
    { what: 'an empty text', said: '', answer: GREETED },
    { what: 'blanks', said: '  \n\t ', answer: GREETED },
    { what: 'control characters', said: '\u0000\u0007\u001b', answer: GREETED },
    { what: 'marks that show nothing', said: '\u200b\u200d\u202e\ufeff', answer: GREETED },
    { what: 'a message without a type', said: raw(0), answer: NOT_OPENED },
    { what: 'a type nobody knows', said: raw(99, '<x'), answer: NOT_OPENED },
    { what: 'a group note', said: raw(9, '<xml'), answer: NOT_OPENED },
    { what: 'a picture that is none', said: picture(Buffer.from('x')), answer: /照片打不开/ },
    { what: 'a picture of no bytes', said: picture(Buffer.alloc(0)), answer: /照片打不开/ },
    {
      what: 'a file of 200 MB',
      said: { kind: 'file', source: { name: '监控.zip', zeros: 200 * MEGABYTE } },
      answer: /文件太大/,
    },
    {
      what: 'a picture of 200 MB',
      said: { kind: 'picture', source: { name: '灯.jpg', zeros: 200 * MEGABYTE } },
      answer: /照片太大/,
    },
    { what: '20,000 characters of nothing', said: '啊'.repeat(20_000), answer: /没太听明白/ },
  ])(
    '$what is answered in one kind sentence, and a neighbour is served',
    async ({ what, said, answer }) => {
      house.network.say(`${what} 发的人`, said);
      const neighbour = await answersTo(`${what} 的邻居`, '灵西小区3栋2单元401厨房漏水了');
      const answers = textsTo(`${what} 发的人`);
      expect(answers).toEqual([expect.stringMatching(answer)]);
      expect(answers[0]).not.toMatch(UNKIND);
      expect(answers[0]?.length).toBeLessThan(60);
      expect(neighbour).toEqual([expect.stringMatching(/记下了，编号 L\d+/)]);
    },
  );
});

describe('what can still be read', () => {
  it.each<[string, string, string]>([
    ['control characters', '灵西小区3栋1单元\u0000楼道\u0007灯坏了', '灵西小区3栋1单元楼道灯坏了'],
    ['a mark that turns text', '灵西小区4栋门口\u202e垃圾没人清', '灵西小区4栋门口垃圾没人清'],
    ['zero width in words', '灵西小区5\u200b栋垃\u200b圾没\u2060人清', '灵西小区5栋垃圾没人清'],
  ])('%s are taken out, the matter is kept', async (what, said, kept) => {
    const [answer] = await answersTo(`${what} 里报事`, said);
    const number = /L\d+/.exec(answer ?? '')?.[0];
    expect((await cases()).find((one) => one.number === number)?.text).toBe(kept);
  });

  it('a story of 20,000 characters is kept whole, told in short, and found by its place', async () => {
    const story = `灵西小区6栋门口路面坑坑洼洼，${'说了好多次也没人管，'.repeat(2_000)}`;
    const [answer] = await answersTo('写得长的人', story);
    expect(answer).toMatch(/记下了，编号 L\d+：灵西小区6栋/);
    expect(answer?.length).toBeLessThan(150);
    expect((await cases()).map(({ text }) => text)).toContain(story);
    const pushed = textsTo(worker).find((text) => text.includes('路面坑坑洼洼'));
    expect(pushed?.length).toBeLessThan(700);
  });

  it.each([
    ['next year', new Date('2027-12-01T09:00:00+08:00')],
    ['1970', new Date(0)],
  ])('a message dated %s is answered today', async (when, sentAt) => {
    const [answer] = await answersTo(`${when} 的手机`, '灵西小区2栋502厨房漏水了', { sentAt });
    const number = /L\d+/.exec(answer ?? '')?.[0];
    const file = (await cases()).find((one) => one.number === number);
    expect(file?.opened_at.toISOString()).toBe(NOW.toISOString());
  });
});

describe('the same message a hundred times', () => {
  it('is one case, a few answers and one last word; everybody else is served in between', async () => {
    const before = (await cases()).length;
    const pushes = textsTo(worker).length;
    for (let i = 0; i < 50; i += 1) house.network.say(resident, '楼道灯又坏了');
    house.network.say('排在中间的人', '灵西小区4栋井盖没了');
    for (let i = 0; i < 50; i += 1) house.network.say(resident, '楼道灯又坏了');
    await travel.settle();
    expect(await cases()).toHaveLength(before + 2);
    const answers = textsTo(resident);
    expect(answers[0]).toMatch(/记下了，编号 L\d+/);
    expect(answers.at(-1)).toMatch(/都看到了/);
    expect(answers.length).toBeLessThan(10);
    expect(
      textsTo(worker)
        .slice(pushes)
        .filter((text) => text.includes('楼道灯')),
    ).toHaveLength(1);
    expect(textsTo('排在中间的人')).toEqual([expect.stringMatching(/编号 L\d+/)]);
    expect(await answersTo(resident, '进度')).toEqual([expect.stringMatching(/L\d+/)]);
  });

  it('delivered again and again under one id has no further effect', async () => {
    const { id } = house.network.say('网关抽风的人', '灵西小区1栋楼道灯坏了');
    for (let i = 0; i < 100; i += 1) house.network.repeat(id);
    await travel.settle();
    expect(textsTo('网关抽风的人')).toHaveLength(1);
  });
});
