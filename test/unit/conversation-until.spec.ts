import { describe, expect, it } from '@jest/globals';
import { readUntil } from '../../src/conversation/until.rules.js';
import { formatMinute, parseMinute } from '../../src/kernel/calendar.js';

const at = (text: string) => parseMinute(text) as Date;
/** A Wednesday. */
const NOW = at('2026-12-02 10:00');
/** A Friday. */
const DUE = at('2026-12-04 09:00');

describe('more time that is asked for', () => {
  it.each([
    ['到12月10日 等配件', '2026-12-10 18:00', '等配件'],
    ['12月10号，等厂家发货', '2026-12-10 18:00', '等厂家发货'],
    ['2027年1月5日前 等配件', '2027-01-05 18:00', '等配件'],
    ['等配件，到1月5日', '2027-01-05 18:00', '等配件'],
    ['2d 等配件', '2026-12-06 09:00', '等配件'],
    ['2wd 等配件', '2026-12-08 09:00', '等配件'],
    ['三天 配件没到', '2026-12-07 09:00', '配件没到'],
    ['5个工作日 要招标', '2026-12-11 09:00', '要招标'],
    ['两周 业主在外地', '2026-12-18 09:00', '业主在外地'],
    ['申请延期到周五，施工队排不过来', '2026-12-04 18:00', '施工队排不过来'],
    ['到周一 物业在换班', '2026-12-07 18:00', '物业在换班'],
    ['下周三 物业在换班', '2026-12-09 18:00', '物业在换班'],
    ['明天 师傅才有空', '2026-12-03 18:00', '师傅才有空'],
    ['大后天 师傅才有空', '2026-12-05 18:00', '师傅才有空'],
  ])('%s', (text, until, reason) => {
    const said = readUntil(text, NOW, DUE);
    expect([said.until && formatMinute(said.until), said.reason]).toEqual([until, reason]);
  });

  it.each([
    ['2月30日 等配件', '等配件'],
    ['申请延期，配件没到', '配件没到'],
    ['', ''],
  ])('without a day that exists: %s', (text, reason) => {
    expect(readUntil(text, NOW, DUE)).toEqual({ reason });
  });

  it('without a reason', () => {
    expect(readUntil('到12月10日', NOW, DUE).reason).toBe('');
    expect(readUntil('延期三天', NOW, DUE).reason).toBe('');
  });
});
