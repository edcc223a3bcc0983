import { beforeAll, describe, expect, it } from '@jest/globals';
import type { CaseFile, CaseStatus, Reporter } from '../../src/cases/cases.types.js';
import { clipped, reporterLine } from '../../src/conversation/announcement.rules.js';
import { isCalled } from '../../src/conversation/concerned.rules.js';
import { isAboutConduct } from '../../src/conversation/conduct.rules.js';
import { lateRating, startsWithRating } from '../../src/conversation/rating-words.rules.js';
import { decidePlace, pendingReport, placeOptions } from '../../src/conversation/report.rules.js';
import { casesFor, staffActOf } from '../../src/conversation/staff-act.rules.js';
import { withoutPhones } from '../../src/conversation/unnamed.rules.js';
import { readTerritory } from '../../src/roster/workbook-territory.js';
import type { Territory } from '../../src/territory/territory.types.js';
import { loadCategoryTable } from '../../src/understanding/category-table.js';
import { matchPlace } from '../../src/understanding/place.rules.js';
import { placeIndexOf } from '../../src/understanding/place-index.rules.js';
import { RuleReader } from '../../src/understanding/rule-reader.js';
import type { Intent, PlaceText } from '../../src/understanding/understanding.types.js';

const reader = new RuleReader(loadCategoryTable());
let territory: Territory;
beforeAll(async () => {
  territory = await readTerritory('test/scenarios/world');
});

const HOME = { estate: '灵西小区', building: '3', unit: '2', room: '501' };

function decide(place: PlaceText, more: Partial<Parameters<typeof decidePlace>[0]> = {}): string {
  const decision = decidePlace({
    place,
    places: placeIndexOf(territory),
    territory,
    asked: false,
    ...more,
  });
  if (decision.kind === 'matched') return `matched ${decision.gridId}`;
  if (decision.kind === 'ask') return `ask ${decision.why}`;
  if (decision.kind === 'triage') return `triage ${decision.communityId ?? '-'}`;
  return `choose ${decision.options.length}`;
}

describe('where a report goes', () => {
  it.each<[string, PlaceText, Partial<Parameters<typeof decidePlace>[0]>, string]>([
    ['a door of a stranger', { estate: '灵西小区', building: '3' }, {}, 'matched G03'],
    ['the next range', { estate: '灵西小区', building: '8' }, {}, 'matched G04'],
    ['a nickname', { estate: '佳苑', building: '2' }, {}, 'matched G02'],
    ['a landmark', { landmark: '灵西小区北门' }, {}, 'matched G03'],
    ['nothing said, no home', {}, {}, 'ask nothing-said'],
    ['nothing said, home bound', {}, { home: HOME, communityId: 'S01' }, 'matched G03'],
    ['the home is meant', { isHome: true }, { home: HOME, communityId: 'S01' }, 'matched G03'],
    [
      'a building named beats the home',
      { estate: '灵西小区', building: '9' },
      { home: HOME },
      'matched G04',
    ],
    ['an estate of several grids', { estate: '灵西小区' }, {}, 'ask building-missing'],
    ['the same, asked before', { estate: '灵西小区' }, { asked: true }, 'triage S01'],
    ['asked before, nothing again', {}, { asked: true }, 'triage -'],
    ['asked before, community known', {}, { asked: true, communityId: 'S01' }, 'triage S01'],
    ['an estate nobody has', { estate: '不存在花园', building: '3' }, {}, 'ask not-found'],
    ['a worker on the round', {}, { ownGridId: 'G04', communityId: 'S01' }, 'matched G04'],
    [
      'a bare building, worker on the round',
      { building: '3' },
      { ownGridId: 'G03', communityId: 'S01' },
      'matched G03',
    ],
  ])('%s', (_, place, more, expected) => {
    expect(decide(place, more)).toBe(expected);
  });

  it('the home completes the estate, never the room of somebody else', () => {
    const decision = decidePlace({
      place: { building: '3', unit: '2' },
      places: placeIndexOf(territory),
      territory,
      home: HOME,
      communityId: 'S01',
      asked: false,
    });
    expect(decision.place).toMatchObject({ estate: '灵西小区', building: '3', unit: '2' });
    expect(decision.place.room).toBeUndefined();
  });

  it('offers every real place once', () => {
    const match = matchPlace({ building: '3' }, placeIndexOf(territory), {});
    const labels = placeOptions(match, territory).map((option) => option.label);
    expect(new Set(labels).size).toBe(labels.length);
    expect(labels).toContain('灵西小区3栋');
  });

  it.each<[string, PlaceText]>([
    ['隔壁502的张奶奶摔倒了', { isHome: true, room: '502' }],
    ['楼上402半夜吵', { isHome: true, room: '402' }],
    ['我家水管漏了', { isHome: true }],
  ])('%s is read as the door it names', (text, expected) => {
    const meaning = reader.read({ text, speaker: 'resident', context: 'none' });
    expect(pendingReport(meaning, text, []).place).toMatchObject(expected);
  });
});

function file(number: string, status: CaseStatus, more: Partial<CaseFile> = {}): CaseFile {
  return { number, status, text: '楼道灯坏了', place: '灵西小区3栋', ...more } as CaseFile;
}

describe('which cases an act can mean', () => {
  const waiting = file('L1', 'assigned');
  const taken = file('L2', 'accepted');
  const running = file('L3', 'in_progress');
  const unsorted = file('L4', 'registered');
  const solved = file('L5', 'resolved');
  const all = [waiting, taken, running, unsorted, solved];
  it.each<[Intent, string[]]>([
    ['accept', ['L1', 'L4']],
    ['note', ['L2', 'L3']],
    ['visit', ['L2', 'L3']],
    ['resolve', ['L2', 'L3']],
    ['return', ['L1', 'L2', 'L3']],
    ['transfer', ['L1', 'L2', 'L3', 'L4']],
    ['escalate', ['L1', 'L2', 'L3', 'L4']],
    ['assign', ['L4']],
    ['greet', []],
  ])('%s → %j', (intent, numbers) => {
    expect(casesFor(intent, all).map((one) => one.number)).toEqual(numbers);
  });

  it('a result may be told without having accepted', () => {
    expect(casesFor('resolve', [waiting, solved])).toEqual([waiting]);
  });
  it('a case that was given back can be given on', () => {
    expect(casesFor('assign', [waiting])).toEqual([waiting]);
  });

  it.each<[string, Intent, string]>([
    ['办结 L1001 换了灯泡', 'resolve', '换了灯泡'],
    ['L1001 上门看过了，没人在家', 'visit', '上门看过了，没人在家'],
    ['L1001 上报 邻居纠纷劝不住', 'escalate', '邻居纠纷劝不住'],
    ['修好了', 'resolve', '修好了'],
    ['退回 不归我管', 'return', '不归我管'],
  ])('%s is %s: %s', (text, intent, words) => {
    const meaning = reader.read({ text, speaker: 'worker', context: 'none' });
    expect(staffActOf(meaning, text)).toMatchObject({ side: 'staff', intent, text: words });
  });
});

describe('who said it, as the responsible person may know it', () => {
  const base: Reporter = { accountId: 'a', contactId: 'c', anonymous: false };
  it.each<[string, Reporter | undefined, string]>([
    [
      'name and number',
      { ...base, name: '王阿姨', phone: '13900001234' },
      '反映人：王阿姨 13900001234',
    ],
    ['a name only', { ...base, name: '王阿姨' }, '反映人：王阿姨'],
    ['no name', base, '反映人：居民'],
    ['for somebody', { ...base, name: '小赵', concerned: '我妈' }, '反映人：小赵（替我妈）'],
  ])('%s', (_, reporter, expected) => {
    expect(reporterLine(reporter)).toBe(expected);
  });
  it('hides everything of somebody who stays unnamed', () => {
    const line = reporterLine({
      ...base,
      anonymous: true,
      name: '王阿姨',
      phone: '13900001234',
      concerned: '我妈',
    });
    expect(line).not.toMatch(/王阿姨|139|我妈/u);
    expect(reporterLine(undefined)).toBe(line);
  });
  it('shows only the beginning of a very long text', () => {
    const long = file('L1', 'assigned', { text: '漏'.repeat(20_000) });
    expect(clipped(long).text.length).toBeLessThan(410);
    expect(clipped(file('L1', 'assigned')).text).toBe('楼道灯坏了');
  });
});

describe('words of somebody who stays unnamed', () => {
  it.each<[string, string]>([
    ['我电话13900001234', ''],
    ['晚上来，电话：139 0000 1234', '晚上来'],
    ['0551-62345678 打这个', '打这个'],
    ['楼上402半夜吵', '楼上402半夜吵'],
  ])('%s → %s', (text, expected) => {
    expect(withoutPhones(text)).toBe(expected);
  });
});

describe('a verdict in words', () => {
  it.each<[string, string | undefined]>([
    ['改成满意', '满意'],
    ['算了，改成非常满意', '非常满意'],
    ['算了，给个满意吧', '满意'],
    ['满意', '满意'],
    ['不满意！', '不满意'],
    ['给5分', '5分'],
    ['楼道灯坏了', undefined],
    ['不用了', undefined],
    ['很满意，就是垃圾没清', undefined],
  ])('said late: %s → %s', (text, expected) => {
    expect(lateRating(text)).toBe(expected);
  });
  it.each<[string, boolean]>([
    ['满意，就是楼下垃圾没人清', true],
    ['不满意，还有一堆', true],
    ['5 很好', true],
    ['3栋门口垃圾没人清', false],
    ['楼下垃圾没人清', false],
  ])('%s begins with one: %s', (text, expected) => {
    expect(startsWithRating(text)).toBe(expected);
  });
});

describe('a complaint about somebody', () => {
  it.each<[string, boolean]>([
    ['李明收了我200块钱不办事', true],
    ['打电话从来不接，态度差', true],
    ['陈静书记收了物业的好处', true],
    ['楼道灯坏了', false],
    ['李明叫我跟你们说灯坏了', false],
  ])('%s: %s', (text, expected) => {
    expect(isAboutConduct(text)).toBe(expected);
  });
});

describe('the person a colleague reports for', () => {
  it.each<[string, string, boolean]>([
    ['王奶奶', '王秀兰', true],
    ['王奶奶', '王奶奶', true],
    ['老王', '王建国', true],
    ['独居老人张大爷', '张福生', true],
    ['王秀兰', '王秀兰', true],
    ['李师傅', '王秀兰', false],
    ['老人', '王秀兰', false],
    ['大妈', '王秀兰', false],
    ['我妈', '王秀兰', false],
  ])('%s may be %s: %s', (call, name, expected) => {
    expect(isCalled(call, name)).toBe(expected);
  });
});
