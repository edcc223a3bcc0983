import { describe, expect, it } from '@jest/globals';
import { neutraliseCell } from '../../src/kernel/spreadsheet.rules.js';

describe('a cell of an exported table', () => {
  it.each(['=1+1', '+8613900000000', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =cmd', '＝1+1'])(
    'that begins like a formula is made harmless: %j',
    (text) => {
      expect(neutraliseCell(text)).toBe(`'${text}`);
    },
  );

  it.each(['灯坏了', '3-2-501', 'a=b', '', '19900001234'])(
    'that does not stays as it is: %j',
    (text) => {
      expect(neutraliseCell(text)).toBe(text);
    },
  );
});
