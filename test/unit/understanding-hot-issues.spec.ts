import { describe, expect, it } from '@jest/globals';
import { messageOfLine } from '../../src/cli/hot/message-line.rules.js';
import { hotIssuesOf } from '../../src/understanding/hot-issues.rules.js';
import type { RaisedMessage } from '../../src/understanding/hot-issues.types.js';

const DAY = 24 * 60 * 60_000;
const START = new Date('2026-03-01T00:00:00+08:00').getTime();

/** A message of a person on a day. */
const said = (
  day: number,
  person: string,
  title: string,
  more: Partial<RaisedMessage> = {},
): RaisedMessage => ({
  id: `${day}-${person}`,
  people: [person],
  title,
  text: '',
  at: new Date(START + day * DAY),
  ...more,
});

const KILN = [
  said(1, 'a', '青河苑旁边砖窑冒黑烟呛人'),
  said(30, 'b', '投诉青河苑附近的砖窑天天冒烟'),
  said(50, 'c', '青河苑砖窑黑烟什么时候能停'),
  said(55, 'd', '关于青河苑附近砖窑冒黑烟的问题'),
];
const BUS = [
  said(2, 'e', '17路公交车末班太早'),
  said(3, 'e', '17路公交车末班太早，再说一遍', { id: 'again' }),
  said(4, 'e', '17路公交末班车能不能晚一点', { id: 'third' }),
  said(5, 'f', '17路公交车末班时间太早了'),
];
const ALONE = [
  said(6, 'g', '想咨询老年证在哪里办理'),
  said(7, 'h', '学校门口早上堵得厉害'),
  said(8, 'i', '自来水有股漂白粉味道'),
];

describe('what many people raise', () => {
  const issues = hotIssuesOf([...ALONE, ...BUS, ...KILN], 10);

  it('is ranked by people, not by messages', () => {
    expect(issues.map(({ people, messages }) => [people, messages.length])).toEqual([
      [4, 4],
      [2, 4],
    ]);
  });

  it('tells place, heading, since when, until when, and its messages in order', () => {
    expect(issues[0]).toMatchObject({
      place: '青河苑',
      since: KILN[0]?.at,
      until: KILN[3]?.at,
      messages: ['1-a', '30-b', '50-c', '55-d'],
    });
    expect(issues[0]?.title).toContain('砖窑');
  });

  it('says whether more people raise it than in the month before', () => {
    expect(issues.map(({ isGrowing }) => isGrowing)).toEqual([true, false]);
  });

  it('lists no more than asked for, and nothing where everybody speaks of something else', () => {
    expect(hotIssuesOf([...BUS, ...KILN], 1)).toHaveLength(1);
    expect(hotIssuesOf(ALONE, 10)).toEqual([]);
    expect(hotIssuesOf([], 10)).toEqual([]);
  });

  it('gives the same answer in whatever order the messages come', () => {
    const all = [...ALONE, ...BUS, ...KILN];
    expect(hotIssuesOf([...all].reverse(), 10)).toEqual(hotIssuesOf(all, 10));
  });

  it('keeps places of one name apart, and counts a shared thing as one matter at one place', () => {
    const at = (ground: string) => ({ place: '和平小区', ground });
    const lamps = [
      said(1, 'a', '路灯不亮', at('C1')),
      said(2, 'b', '小区里的路灯坏了一排', at('C1')),
      said(3, 'c', '路灯不亮', at('C2')),
    ];
    expect(hotIssuesOf(lamps, 10)).toMatchObject([{ people: 2, place: '和平小区' }]);
  });

  it('counts everybody who follows a case, and quotes nobody who stays unnamed', () => {
    const where = { place: '和平小区' };
    const shared = said(1, 'a', '楼道堆满杂物', { ...where, people: ['a', 'b'] });
    const hidden = said(2, 'c', '楼道堆满杂物是302的', { ...where, isHidden: true });
    expect(hotIssuesOf([shared, hidden], 10)).toMatchObject([{ people: 3, title: '楼道堆满杂物' }]);
    expect(hotIssuesOf([hidden, { ...hidden, id: 'x', people: ['d'] }], 10)[0]?.title).toBe('');
  });
});

describe('a line of a message file', () => {
  const line = (time: unknown) =>
    messageOfLine(JSON.stringify({ id: 1, user: 'u', title: ' 题 ', text: '文', time }));

  it.each([
    ['2019/2/28 11:25:05', '2019-02-28T03:25:05.000Z'],
    ['2019-02-28', '2019-02-27T16:00:00.000Z'],
    ['2019-02-28T11:25:05+08:00', '2019-02-28T03:25:05.000Z'],
    ['43524.5', '2019-02-28T04:00:00.000Z'],
  ])('is dated %s', (time, expected) => {
    expect(line(time)).toMatchObject({
      id: '1',
      people: ['u'],
      title: '题',
      at: new Date(expected),
    });
  });

  it.each(['not json', '{"id":1}', '[]', '{"id":1,"user":2,"title":"t","time":"someday"}', 'null'])(
    'is none: %s',
    (text) => expect(messageOfLine(text)).toBeUndefined(),
  );

  it('may lack a title: the text stands for it', () => {
    expect(messageOfLine('{"id":1,"user":2,"text":"路灯坏了","time":"2019-01-01"}')?.title).toBe(
      '路灯坏了',
    );
  });
});
