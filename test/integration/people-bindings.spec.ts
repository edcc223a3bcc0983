import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addMinutes } from '../../src/kernel/calendar.js';
import { BindingService } from '../../src/people/binding.service.js';
import { DutyService } from '../../src/people/duty.service.js';
import { InvitationService } from '../../src/people/invitation.service.js';
import { ResidentService } from '../../src/people/resident.service.js';
import { StaffService } from '../../src/people/staff.service.js';
import type { Tx } from '../../src/persistence/unit-of-work.js';
import { contact, NOW, RosterHouse } from '../support/roster-house.js';

let house: RosterHouse;
let bindings: BindingService;
let invitations: InvitationService;
let residents: ResidentService;
let staff: StaffService;
let duty: DutyService;
beforeAll(async () => {
  house = await RosterHouse.open();
  await house.load('config/samples/guangming-street');
  bindings = house.get(BindingService);
  invitations = house.get(InvitationService);
  residents = house.get(ResidentService);
  staff = house.get(StaffService);
  duty = house.get(DutyService);
});
afterAll(() => house.close());

const whoIs = (id: number) => house.run((tx) => bindings.whoIs(tx, 'test', String(id)));
const issue = (staffNo: string, now = NOW) =>
  house.run((tx) => invitations.issue(tx, staffNo, now));
const redeem = (id: number, text: string, now = NOW) =>
  house.run((tx) => invitations.redeem(tx, contact(id), text, now));

describe('an invitation code', () => {
  it('binds whoever sends it, once', async () => {
    const code = await issue('G0301');
    expect(code).toMatch(/^[2-9A-HJKMNP-Z]{8}$/);
    expect(
      await redeem(1, `绑定 ${code.slice(0, 4)}-${code.slice(4).toLowerCase()}`),
    ).toMatchObject({ kind: 'bound', staff: { staffNo: 'G0301', name: '李明' } });
    expect(await redeem(2, code)).toEqual({ kind: 'used' });
    expect((await whoIs(1)).staff?.staffNo).toBe('G0301');
    expect(await whoIs(2)).toEqual({});
  });

  it('moves the number to a new contact, when a new code was asked for', async () => {
    await redeem(3, await issue('G0401'));
    await redeem(4, await issue('G0401'));
    expect(await whoIs(3)).toEqual({});
    expect(await house.run((tx) => staff.contactOf(tx, 'G0401'))).toEqual(contact(4));
  });

  it('expires, is replaced by a newer one and can be taken back', async () => {
    const old = await issue('G0101');
    const code = await issue('G0101');
    expect(await redeem(5, old)).toEqual({ kind: 'revoked' });
    expect(await redeem(5, code, addMinutes(NOW, 14 * 24 * 60))).toEqual({ kind: 'expired' });
    expect(await house.run((tx) => invitations.revoke(tx, 'G0101', NOW))).toBe(1);
    expect(await redeem(5, code)).toEqual({ kind: 'revoked' });
    expect(await house.run((tx) => invitations.revoke(tx, 'G0101', NOW))).toBe(0);
  });

  it('cannot be guessed: five wrong ones an hour, then even the right one waits', async () => {
    const code = await issue('G0201');
    const wrong = [];
    for (let i = 0; i < 6; i += 1) wrong.push(await redeem(6, 'AAAA2222'));
    expect(wrong.slice(0, 5)).toEqual(
      [4, 3, 2, 1, 0].map((triesLeft) => ({ kind: 'wrong', triesLeft })),
    );
    expect(wrong[5]).toEqual({ kind: 'locked', until: addMinutes(NOW, 60) });
    expect(await redeem(6, code, addMinutes(NOW, 59))).toMatchObject({ kind: 'locked' });
    expect(await redeem(7, 'AAAA2222')).toMatchObject({ kind: 'wrong', triesLeft: 4 });
    expect(await redeem(6, code, addMinutes(NOW, 60))).toMatchObject({ kind: 'bound' });
  });

  it('is not issued for somebody the roster does not name', async () => {
    await expect(issue('X9999')).rejects.toMatchObject({ code: 'staff.unknown' });
  });
});

describe('a home', () => {
  const home = { estate: '老灵西', building: '三号楼', unit: '二单元', room: '502室' };

  it('is kept in the words of the roster, and telling it again changes nothing', async () => {
    const told = await house.run((tx) =>
      residents.bindHome(tx, contact(20), { address: home, way: 'chat' }, NOW),
    );
    expect(told).toMatchObject({
      communityId: 'S01',
      gridId: 'G03',
      home: { estate: '灵西小区', building: '3', unit: '2', room: '502' },
    });
    const again = await house.run((tx) =>
      residents.bindHome(tx, contact(20), { address: told.home, name: '赵 敏', way: 'chat' }, NOW),
    );
    expect(again).toMatchObject({ id: told.id, name: '赵敏' });
    expect((await whoIs(20)).resident).toEqual(again);
  });

  it('is left when another is told', async () => {
    const first = await house.run((tx) =>
      residents.bindHome(
        tx,
        contact(21),
        { address: { estate: '锦绣花园', building: '2' }, way: 'chat' },
        NOW,
      ),
    );
    const second = await house.run((tx) =>
      residents.bindHome(
        tx,
        contact(21),
        { address: { estate: '双岗巷', building: '33' }, way: 'chat' },
        NOW,
      ),
    );
    expect(second).toMatchObject({ communityId: 'S02', gridId: 'G07' });
    expect(
      await house.run((tx) => residents.find(tx, first.communityId, first.id)),
    ).toBeUndefined();
  });

  it('with a name that the roster has at that door is the resident of the roster; the door alone is not', async () => {
    const address = { estate: '灵西小区', building: '3', unit: '2', room: '501' };
    const named = await house.run((tx) =>
      residents.bindHome(tx, contact(22), { address, name: '王秀兰', way: 'chat' }, NOW),
    );
    const unnamed = await house.run((tx) =>
      residents.bindHome(tx, contact(23), { address, way: 'transcript' }, NOW),
    );
    expect(named.phone).toMatch(/^199/);
    expect(unnamed.id).not.toBe(named.id);
    expect(unnamed).not.toHaveProperty('name');
    expect(await house.run((tx) => residents.isVulnerable(tx, unnamed))).toBe(true);
    expect(await house.run((tx) => residents.listOfHome(tx, address))).toHaveLength(2);
  });

  it('of no community we know can be told too', async () => {
    const far = await house.run((tx) =>
      residents.bindHome(
        tx,
        contact(24),
        { address: { estate: '月亮湾', building: '3' }, way: 'chat' },
        NOW,
      ),
    );
    expect(far.communityId).toBe('-');
    expect(await house.run((tx) => residents.isVulnerable(tx, far))).toBe(false);
  });

  it("can be a worker's as well; losing the number leaves the home", async () => {
    await house.run((tx) => bindings.bindStaff(tx, contact(25), 'G0701', 'transcript', NOW));
    await house.run((tx) =>
      residents.bindHome(
        tx,
        contact(25),
        { address: { estate: '锦绣花园', building: '2' }, way: 'chat' },
        NOW,
      ),
    );
    expect(await whoIs(25)).toMatchObject({
      staff: { staffNo: 'G0701' },
      resident: { gridId: 'G08' },
    });
    await house.run((tx) => bindings.unbindStaff(tx, 'G0701'));
    expect(await whoIs(25)).not.toHaveProperty('staff');
    expect(await whoIs(25)).toHaveProperty('resident');
  });
});

describe('finding people', () => {
  const nos = (found: readonly { staffNo: string }[]) => found.map((one) => one.staffNo);

  it('by number, name, call, unit and role', async () => {
    await house.run(async (tx) => {
      expect((await staff.findByNo(tx, ' ｇ0301 '))?.name).toBe('李明');
      expect(nos(await staff.findByName(tx, '李 明', 'S01'))).toEqual(['G0301']);
      expect(nos(await staff.findByCall(tx, '小李', 'S01'))).toEqual(['G0301']);
      expect(await staff.findByCall(tx, '小李', 'S02')).toEqual([]);
      expect(nos(await staff.listOfUnit(tx, 'G03'))).toEqual(['G0301', 'G0302']);
      expect(await staff.listOfCommunity(tx, 'S01')).toHaveLength(16);
      expect(nos(await staff.listByRole(tx, '社区书记'))).toEqual(['S0101', 'S0201']);
      expect((await staff.secretaryOf(tx, 'G03'))?.staffNo).toBe('S0101');
      expect((await staff.liaisonOf(tx, 'S01'))?.staffNo).toBe('S0103');
      expect((await staff.liaisonOf(tx, 'S02'))?.staffNo).toBe('S0201');
    });
  });

  it('by duty: who answers for a unit, owns a level, decides what cannot be placed', async () => {
    await house.run(async (tx) => {
      expect((await duty.responsibleFor(tx, 'G03'))?.staffNo).toBe('G0301');
      expect((await duty.responsibleFor(tx, 'L0303'))?.staffNo).toBe('L030301');
      expect((await duty.responsibleFor(tx, 'G03', { avoid: ['G0301'] }))?.staffNo).toBe('S0101');
      expect((await duty.ownerOfLevel(tx, 'partners', 'G03'))?.staffNo).toBe('J0101');
      expect((await duty.ownerOfLevel(tx, 'district', 'G03'))?.staffNo).toBe('Q0101');
      expect(await duty.triageOwner(tx, 'S02')).toMatchObject({
        unitId: 'S02',
        staff: { staffNo: 'S0201' },
      });
      expect(await duty.triageOwner(tx, undefined)).toMatchObject({
        unitId: 'J01',
        staff: { staffNo: 'J0101' },
      });
      expect(await duty.triageOwner(tx, '-')).toMatchObject({ unitId: 'J01' });
    });
  });

  it('by contact, without remembering what was rolled back', async () => {
    const bind = (tx: Tx) => bindings.bindStaff(tx, contact(40), 'G0802', 'transcript', NOW);
    const seen = (tx: Tx) => bindings.contactsOfStaff(tx, ['G0802']);
    await expect(
      house.run(async (tx) => {
        await bind(tx);
        expect(await seen(tx)).toEqual(new Map([['G0802', contact(40)]]));
        throw new Error('rolled back');
      }),
    ).rejects.toThrow('rolled back');
    expect(await house.run(seen)).toEqual(new Map());
    await house.run(bind);
    expect(await house.run(seen)).toEqual(new Map([['G0802', contact(40)]]));
  });

  it('by contact: where staff write from, and whom a notice reaches', async () => {
    await house.run(async (tx) => {
      await bindings.bindStaff(tx, contact(30), 'G0801', 'transcript', NOW);
      await bindings.bindStaff(tx, contact(31), 'G0801', 'transcript', addMinutes(NOW, 1));
      expect(await bindings.contactsOfStaff(tx, ['G0801', 'G0101'])).toEqual(
        new Map([['G0801', contact(31)]]),
      );
      const neighbour = await residents.bindHome(
        tx,
        contact(32),
        { address: { estate: '双岗新村', building: '16', unit: '3' }, way: 'chat' },
        NOW,
      );
      expect(await bindings.contactsOfResidents(tx, [neighbour.id])).toEqual(
        new Map([[neighbour.id, [contact(32)]]]),
      );
      expect(await bindings.contactsIn(tx, { communityIds: ['S02'], gridIds: ['G06'] })).toEqual([
        contact(32),
      ]);
      const all = await bindings.contactsIn(tx, { communityIds: ['S02'] });
      expect(all).toContainEqual(contact(32));
    });
  });
});
