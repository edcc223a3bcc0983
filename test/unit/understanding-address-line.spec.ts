import { describe, expect, it } from '@jest/globals';
import { readDoor } from '../../src/understanding/address.rules.js';
import { readAddressLine } from '../../src/understanding/address-line.rules.js';
import { compact } from '../../src/understanding/normalise.rules.js';
import { readPlace } from '../../src/understanding/place-reading.rules.js';

describe('address lines, read from left to right', () => {
  it.each([
    ['江北市柳荫区江滨路88号金色大厦1203', '', '', '1203'],
    ['江滨路88号金色大厦12楼1203室', '', '', '1203'],
    ['江滨路88号1203', '', '', '1203'],
    ['江北市柳荫镇江北新村18-2', '18', '2', ''],
    ['江北市柳荫镇江北新村18-2-501', '18', '2', '501'],
    ['江北市柳荫镇江北新村18-502', '18', '', '502'],
    ['江北市柳荫区江滨路88-3号', '3', '', ''],
    ['江北市柳荫区江滨路14-5-1302', '14', '5', '1302'],
    ['江北市柳荫区江滨路88-14-5-1302', '14', '5', '1302'],
    ['江北市柳荫区江滨路200弄15号601室', '15', '', '601'],
    ['江北市柳荫镇东前村33号', '33', '', ''],
    ['江北市锦绣花园12幢6号', '12', '6', ''],
    ['江北市锦绣花园12幢102铺', '12', '', '102'],
    ['江北市锦绣花园12幢3单元7楼', '12', '3', ''],
    ['江北市锦绣花园12-3-7-2', '12', '3', '2'],
    ['江北市锦绣花园12幢101203', '12', '10', '1203'],
    ['江北市锦绣花园12五单元1203', '12', '5', '1203'],
    ['江北市锦绣花园12幢501-2', '12', '', '501-2'],
    ['江北市锦绣花园3-11号楼', '3-11', '', ''],
    ['江北市锦绣花园4、5栋', '4、5', '', ''],
    ['江北市创业园A座4号楼6楼', '4', '', ''],
    ['江北市创业园13栋A座', '13', 'A', ''],
    ['江北市轻纺市场三区二楼1205号', '', '', '1205'],
    ['江北市灯具城C3', 'C3', '', ''],
    ['江北市灯具城A1205', '', '', 'A1205'],
    ['江北市锦绣花园12一3一501', '12', '3', '501'],
    ['江北市锦绣花园12幢705-708', '12', '', '705-708'],
    ['江滨西路北段200弄15号601', '15', '', '601'],
    ['江滨路中段88号1203', '', '', '1203'],
    ['江北东3区八楼1216号', '', '', '1216'],
    ['江北金色雅居12号601', '12', '', '601'],
  ])('「%s」', (text, building, unitNo, room) => {
    const door = readAddressLine(compact(text));
    expect([door?.building ?? '', door?.unit ?? '', door?.room ?? '']).toEqual([
      building,
      unitNo,
      room,
    ]);
  });

  it('keeps the number of the road apart from the door', () => {
    expect(readPlace('江滨路88-3-2-501')).toEqual({
      road: '江滨路',
      roadNo: '88',
      building: '3',
      unit: '2',
      room: '501',
    });
  });
});

describe('what people write in chat is not read as an address line', () => {
  it.each([
    '江滨路88号门口积水三天了',
    '江滨路300多辆车乱停',
    '江北市柳荫区停水3天',
    '江北市12345打了也没人理',
    '江滨路88号,电话0551-65432100',
    '锦绣花园2024年的物业费300元',
    '锦绣花园12栋路灯不亮',
    '江北市柳荫区2个人在打架',
    '江北市柳荫区3月5日停电',
    '柳荫街道下午3点有人来吗',
    '锦绣花园20户没有水',
    '金色大厦200米外有个坑',
  ])('「%s」', (text) => {
    expect(readAddressLine(compact(text))).toBeUndefined();
  });

  it.each([
    '江北市柳荫区江滨路88号3天',
    '江北市锦绣花园3个人',
    '江北市锦绣花园2024年',
    '江北市锦绣花园12元',
  ])('what is counted is no door: 「%s」', (text) => {
    expect(readAddressLine(compact(text))).toBeUndefined();
  });

  it.each([
    ['3栋5号', '3', '5', undefined],
    ['3栋5号501', '3', '5', '501'],
    ['3栋5号楼', '3', undefined, undefined],
    ['3栋2号线', '3', undefined, undefined],
  ])(
    'a small number with 号 after a building is its stair: 「%s」',
    (text, building, unit, room) => {
      expect(readDoor(compact(text))).toMatchObject({ building });
      expect(readDoor(compact(text))?.unit).toBe(unit);
      expect(readDoor(compact(text))?.room).toBe(room);
    },
  );
});
