import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { BindingService } from '../../src/people/binding.service.js';
import { DutyService } from '../../src/people/duty.service.js';
import { InvitationService } from '../../src/people/invitation.service.js';
import { PostService } from '../../src/people/post.service.js';
import { ResidentService } from '../../src/people/resident.service.js';
import { StaffService } from '../../src/people/staff.service.js';
import { Cipher } from '../../src/persistence/cipher.js';
import { RosterService } from '../../src/roster/roster.service.js';
import type { RosterWorkbook } from '../../src/roster/roster.types.js';
import { readWorkbook } from '../../src/roster/workbook-reader.js';
import { gridFor } from '../../src/territory/grid.rules.js';
import { TerritoryService } from '../../src/territory/territory.service.js';
import { TEST_SECRET } from '../support/database.js';
import { contact, NOW, RosterHouse } from '../support/roster-house.js';

const SAMPLE = 'config/samples/guangming-street';

let house: RosterHouse;
let sample: RosterWorkbook;
beforeEach(async () => {
  house = await RosterHouse.open();
  sample = (await readWorkbook(SAMPLE)).workbook;
});
afterEach(() => house.close());

const changes = (report: Awaited<ReturnType<RosterHouse['load']>>) =>
  Object.fromEntries(
    report.sheets.map(({ sheet, change }) => [
      sheet,
      [change.added, change.changed, change.removed].join(),
    ]),
  );

describe('an import', () => {
  it('loads every sheet, and staff get an invitation each', async () => {
    expect(await house.run((tx) => house.get(RosterService).hasRoster(tx))).toBe(false);
    const report = await house.load(sample);
    expect(changes(report)).toEqual({
      组织: '16,0,0',
      地址: '18,0,0',
      共建单位: '6,0,0',
      驻点: '2,0,0',
      人员: '38,0,0',
      居民: '41,0,0',
    });
    expect(report).toMatchObject({ changed: true, version: 1 });
    expect(new Set(report.invitations.map((one) => one.code)).size).toBe(38);
    expect(await house.run((tx) => house.get(RosterService).hasRoster(tx))).toBe(true);
    expect(await house.run((tx) => house.get(PostService).stationsOf(tx, 'S01'))).toMatchObject([
      { cadreNo: 'Z0101', assistantNo: 'Z0102' },
    ]);
    expect(await house.run((tx) => house.get(PostService).partnersOf(tx, 'S02'))).toHaveLength(3);
  });

  it('repeated changes nothing, in whatever order the rows stand', async () => {
    await house.load(sample);
    const again = await house.load({
      ...sample,
      residents: [...(sample.residents ?? [])].reverse(),
      staff: [...(sample.staff ?? [])].reverse(),
    });
    expect(again).toMatchObject({ changed: false, version: 1, invitations: [] });
    expect(new Set(Object.values(changes(again)))).toEqual(new Set(['0,0,0']));
  });

  it('updates what changed and nothing else', async () => {
    await house.load(sample);
    const report = await house.load({
      ...sample,
      units: sample.units.map((unit) => (unit.id === 'G03' ? { ...unit, name: '北片网格' } : unit)),
      staff:
        sample.staff?.map((one) =>
          one.staffNo === 'G0301' ? { ...one, phone: '19900009999' } : one,
        ) ?? [],
      residents:
        sample.residents?.map((one) => (one.name === '王秀兰' ? { ...one, labels: [] } : one)) ??
        [],
    });
    expect(changes(report)).toEqual({
      组织: '0,1,0',
      地址: '0,0,0',
      共建单位: '0,0,0',
      驻点: '0,0,0',
      人员: '0,1,0',
      居民: '0,1,0',
    });
    expect(report).toMatchObject({ version: 2, invitations: [] });
    const worker = await house.run((tx) => house.get(StaffService).getByNo(tx, 'G0301'));
    expect(worker).toMatchObject({ name: '李明', phone: '19900009999' });
  });

  it('lets those leave whom their sheet names no more, and takes them back', async () => {
    const { invitations } = await house.load(sample);
    const without = {
      ...sample,
      staff: sample.staff?.filter((one) => one.staffNo !== 'G0301') ?? [],
    };
    expect(changes(await house.load(without)).人员).toBe('0,0,1');
    const { run } = house;
    const code = invitations.find((one) => one.staffNo === 'G0301')?.code ?? '';
    const redeemed = await house.run((tx) =>
      house.get(InvitationService).redeem(tx, contact(1), code, NOW),
    );
    expect(redeemed).toEqual({ kind: 'revoked' });
    await expect(
      run.call(house, (tx) => house.get(StaffService).getByNo(tx, 'G0301')),
    ).rejects.toMatchObject({ code: 'staff.unknown' });
    const back = await house.load(sample);
    expect(changes(back).人员).toBe('1,0,0');
    expect(back.invitations.map((one) => one.staffNo)).toEqual(['G0301']);
  });

  it('leaves alone what it has no sheet for', async () => {
    await house.load(sample);
    const report = await house.load({ units: sample.units });
    expect(report).toMatchObject({ changed: false, version: 1 });
    expect(await house.column('select count(*)::int from staff where active')).toEqual([38]);
    expect(await house.column('select count(*)::int from resident')).toEqual([41]);
    expect(await house.column('select count(*)::int from coverage')).toEqual([18]);
  });

  it('leaves alone communities it does not name', async () => {
    await house.load(sample);
    const isOurs = (id: string) => ['Q01', 'J01', 'S01'].includes(id) || /^(?:G0[1-4]|L)/.test(id);
    const only = sample.units.filter((unit) => isOurs(unit.id));
    const report = await house.load({
      units: only,
      coverages: [],
      staff: sample.staff?.filter((one) => isOurs(one.unitId)) ?? [],
    });
    expect(changes(report)).toEqual({ 组织: '0,0,0', 地址: '0,0,7', 人员: '0,0,0' });
    expect(await house.column(`select distinct community_id from coverage`)).toEqual(['S02']);
  });

  it('retires a grid that is merged away; its number stays known, its doors and its work go on', async () => {
    await house.load(sample);
    const merged = {
      ...sample,
      units: sample.units.filter((unit) => unit.id !== 'G04'),
      coverages:
        sample.coverages?.map((row) => (row.gridId === 'G04' ? { ...row, gridId: 'G03' } : row)) ??
        [],
      staff: sample.staff?.filter((one) => one.unitId !== 'G04') ?? [],
    };
    expect(changes(await house.load(merged))).toMatchObject({ 组织: '0,0,1', 人员: '0,0,2' });
    await house.run(async (tx) => {
      const map = await house.get(TerritoryService).current(tx);
      expect(map.units.get('G04')).toMatchObject({ retired: true, name: '灵西社区第四网格' });
      expect(gridFor({ estate: '灵西小区', building: '9' }, map)).toEqual({
        kind: 'matched',
        gridId: 'G03',
      });
      expect((await house.get(DutyService).responsibleFor(tx, 'G04'))?.staffNo).toBe('S0101');
    });
    expect(
      await house.column(`select distinct grid_id from resident where estate = '灵西小区'`),
    ).toEqual(['G03']);
  });

  it('finds the grid of homes told in chat anew when doors change hands', async () => {
    await house.load(sample);
    const address = { estate: '灵西小区', building: '7', unit: '1', room: '101' };
    const before = await house.run((tx) =>
      house.get(ResidentService).bindHome(tx, contact(7), { address, way: 'chat' }, NOW),
    );
    expect(before.gridId).toBe('G04');
    const moved = sample.coverages?.map((row) => {
      if (row.estate !== '灵西小区' || row.buildings.length < 6) return row;
      const buildings =
        row.gridId === 'G03' ? [...row.buildings, '7'] : row.buildings.filter((one) => one !== '7');
      return { ...row, buildings };
    });
    await house.load({ ...sample, coverages: moved ?? [] });
    expect(
      (await house.run((tx) => house.get(ResidentService).homeOf(tx, contact(7))))?.gridId,
    ).toBe('G03');
  });

  it('lets a bound resident stay when the roster names them no more, without what it said of them', async () => {
    await house.load(sample);
    const { residents, bindings } = {
      residents: house.get(ResidentService),
      bindings: house.get(BindingService),
    };
    const home = { estate: '灵西小区', building: '3', unit: '2', room: '501' };
    const wang = await house.run((tx) =>
      residents.bindHome(tx, contact(8), { address: home, name: '王秀兰', way: 'chat' }, NOW),
    );
    expect(await house.run((tx) => residents.isVulnerable(tx, wang))).toBe(true);
    const report = await house.load({ ...sample, residents: [] });
    expect(changes(report).居民).toBe('0,0,41');
    const speaker = await house.run((tx) => bindings.whoIs(tx, 'test', '8'));
    expect(speaker.resident).toMatchObject({ id: wang.id, name: '王秀兰', home });
    expect(await house.run((tx) => residents.isVulnerable(tx, wang))).toBe(false);
    expect(await house.column('select count(*)::int from resident')).toEqual([1]);
  });

  it('keeps two people of one name behind one door apart, and a resident of an unknown estate findable', async () => {
    const twins = [
      {
        row: 2,
        name: '李强',
        home: { estate: '灵西小区', building: '3' },
        phone: '19900000001',
        labels: [],
      },
      {
        row: 3,
        name: '李强',
        home: { estate: '灵西小区', building: '3栋' },
        phone: '19900000002',
        labels: [],
      },
      { row: 4, name: '赵六', home: { estate: '月亮湾' }, labels: [] },
    ];
    expect(changes(await house.load({ ...sample, residents: twins })).居民).toBe('3,0,0');
    expect(changes(await house.load({ ...sample, residents: twins })).居民).toBe('0,0,0');
    expect(await house.column(`select community_id from resident where estate = '月亮湾'`)).toEqual(
      ['-'],
    );
    expect(
      await house.run((tx) => house.get(ResidentService).findByPhone(tx, '199 0000 0002')),
    ).toHaveLength(1);
    await house.load({ ...sample, residents: [] });
    expect(await house.column('select count(*)::int from resident')).toEqual([0]);
  });

  it('writes nothing when it fails half way, and the map in memory stays right', async () => {
    await house.load(sample);
    const bad = [
      { row: 2, name: '甲', labels: [], home: { estate: '灵西小区', building: '3\u0000' } },
    ];
    await expect(
      house.load({
        ...sample,
        units: [
          ...sample.units,
          { row: 99, id: 'G10', name: '新网格', level: '网格', parentId: 'S01', aliases: [] },
        ],
        residents: bad,
      }),
    ).rejects.toThrow();
    const map = await house.run((tx) => house.get(TerritoryService).current(tx));
    expect([map.version, map.units.has('G10')]).toEqual([1, false]);
  });

  it('keeps names and phones sealed', async () => {
    await house.load(sample);
    const stored = await house.column(
      `select s::text from staff s union all select r::text from resident r union all select p::text from partner_unit p union all select i::text from invitation i`,
    );
    for (const secret of ['李明', '王秀兰', '独居', '1990000', '石店长'])
      expect(JSON.stringify(stored)).not.toContain(secret);
  });

  it('knows its residents again after the secret key was rotated', async () => {
    await house.load(sample);
    const rotated = await RosterHouse.on(house.database, new Cipher(['a new key', TEST_SECRET]));
    const report = await rotated.load(sample);
    expect(changes(report).居民).toBe('0,41,0');
    expect(report.invitations).toEqual([]);
    expect(await house.column('select count(*)::int from resident')).toEqual([41]);
    expect((await rotated.load(sample)).changed).toBe(false);
  });

  it('waits for another one that is running', async () => {
    const [first, second] = await Promise.all([house.load(sample), house.load(sample)]);
    expect([first.changed, second.changed].sort()).toEqual([false, true]);
    expect(await house.column('select version::int from roster_version')).toEqual([1]);
  });

  it('carries thousands of rows in seconds', async () => {
    const residents = Array.from({ length: 5_000 }, (_, i) => ({
      row: i + 2,
      name: `居民${i}`,
      phone: String(19_900_000_000 + i),
      labels: ['党员'],
      home: { estate: '灵西小区', building: String((i % 12) + 1), unit: '1', room: String(i) },
    }));
    expect(changes(await house.load({ ...sample, residents })).居民).toBe('5000,0,0');
    expect(changes(await house.load({ ...sample, residents: residents.slice(1) })).居民).toBe(
      '0,0,1',
    );
  });
});
