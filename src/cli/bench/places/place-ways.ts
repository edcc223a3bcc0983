import type { Dice } from './dice.js';
import { drawDoor, gridsWith, type Make } from './made-message.js';
import { blurred, misheard, mistyped, spelt, withoutTail } from './made-names.js';
import { BUILDING_WORDS, chinese, door, MATTERS_PINYIN, said } from './made-sentences.js';

/** A name as it is typed. */
type Write = (name: string, dice: Dice) => string | undefined;

const ofEstate =
  (write: Write): Make =>
  (world, dice) => {
    const found = drawDoor(world, dice);
    const name = found && write(found.estate.name, dice);
    if (!found || !name || name.length < 2) return undefined;
    const isOther = name !== found.estate.name && world.estates.some((one) => one.name === name);
    if (isOther) return undefined;
    return {
      text: said(`${name}${dice.pick(['', '', '的'])}${door(found.label, dice)}`, dice),
      gridIds: [found.gridId],
    };
  };

/** The short name, where twins share it: each that has the building. */
const shortened: Make = (world, dice) => {
  const found = drawDoor(world, dice);
  const short = found && withoutTail(found.estate.name);
  if (!found || !short) return undefined;
  const all = [...world.estates, ...world.lanes].filter((one) => one.name.startsWith(short));
  const plain = all.filter((one) => one.name === `${short}小区`);
  const meant = plain.length > 0 ? plain : all;
  return {
    text: said(short + door(found.label, dice), dice),
    gridIds: gridsWith(found.label, meant),
  };
};

const inPinyin: Make = (world, dice) => {
  const found = drawDoor(world, dice);
  const name = found && spelt(found.estate.name);
  if (!found || !name || !/^\d+$/.test(found.label)) return undefined;
  const place = `${name} ${found.label}${dice.pick(['dong', 'haolou'])}`;
  return { text: `${place} ${dice.pick(MATTERS_PINYIN)}`, gridIds: [found.gridId] };
};

const nicknamed =
  (write: Write): Make =>
  (world, dice) => {
    const found = drawDoor(world, dice);
    const name = found?.estate.nickname && write(found.estate.nickname, dice);
    if (!found || !name) return undefined;
    return { text: said(name + door(found.label, dice), dice), gridIds: [found.gridId] };
  };

const landmark =
  (write: Write): Make =>
  (world, dice) => {
    if (world.landmarks.length === 0) return undefined;
    const { name, gridId } = dice.pick(world.landmarks);
    const near = dice.pick(['', '门口', '旁边', '对面', '附近']);
    const written = write(name, dice);
    return written === undefined
      ? undefined
      : { text: said(written + near, dice), gridIds: [gridId] };
  };

const laneNumber: Make = (world, dice) => {
  if (world.lanes.length === 0) return undefined;
  const lane = dice.pick(world.lanes);
  const [label = '', gridId = ''] = dice.pick([...lane.buildings]);
  return {
    text: said(`${lane.name}${label}号${dice.pick(['', '门口', '旁边'])}`, dice),
    gridIds: [gridId],
  };
};

const laneNumberMissing: Make = (world, dice) => {
  if (world.lanes.length === 0) return undefined;
  const lane = dice.pick(world.lanes);
  const label = String(dice.between(200, 400));
  return { text: said(`${lane.name}${label}号`, dice), gridIds: [] };
};

const gridNamed: Make = (world, dice) => {
  const grid = dice.pick(world.grids);
  const number = /第(\d+)网格/.exec(grid.name)?.[1] ?? '';
  const community = grid.name.replace(/第\d+网格$/, '');
  const name = dice.pick([
    grid.id,
    grid.name,
    `${community}${number}网格`,
    `${community}第${chinese(number)}网格`,
  ]);
  return { text: said(name, dice), gridIds: [grid.id] };
};

const buildingAlone: Make = (world, dice) => {
  const found = drawDoor(world, dice);
  return (
    found && {
      text: said(door(found.label, dice), dice),
      gridIds: gridsWith(found.label, world.estates),
    }
  );
};

const communityAndBuilding: Make = (world, dice) => {
  const found = drawDoor(world, dice);
  const community = world.communities.find((one) => one.id === found?.estate.communityId);
  if (!found || !community) return undefined;
  const own = world.estates.filter((one) => one.communityId === community.id);
  return {
    text: said(`${community.name}${found.label}${dice.pick(BUILDING_WORDS)}`, dice),
    gridIds: gridsWith(found.label, own),
  };
};

const estateAlone: Make = (world, dice) => {
  const { name, gridIds } = dice.pick(world.estates);
  const twins = world.estates.filter((one) => one.name !== name && one.name.startsWith(name));
  if (twins.length > 0) return undefined;
  return { text: said(name + dice.pick(['', '门口', '里面', '北门', '对面']), dice), gridIds };
};

const buildingMissing: Make = (world, dice) => {
  const found = drawDoor(world, dice);
  if (!found) return undefined;
  const label = String(dice.between(41, 90));
  return { text: said(found.estate.name + door(label, dice), dice), gridIds: [] };
};

/** Of the next town. */
export const strangeEstate: Make = (world, dice) => {
  const name = dice.pick(world.strange);
  return { text: said(name + door(String(dice.between(1, 12)), dice), dice), gridIds: [] };
};

/** An estate that differs from a known one by another character, not by a slip. */
const almostKnown: Make = (world, dice) => {
  const { name } = dice.pick(world.estates);
  const at = dice.below(2);
  const other = dice.pick([...'松瑞枣柏樱鼎鹿麦']);
  const strange = name.slice(0, at) + other + name.slice(at + 1);
  return { text: said(strange + door(String(dice.between(1, 12)), dice), dice), gridIds: [] };
};

const nowhere: Make = (_, dice) => ({
  text: dice.pick([
    '路灯坏了',
    '小区门口的路灯不亮',
    '楼下有人吵架',
    '停水3天了，打12345也没用',
    '物业费300元太贵了',
    '我们小区2024年就说装电梯',
    '昨天下午3点有2个人吵架',
    '电话0551-65432100打不通',
    '公园里的椅子坏了',
    '孩子上幼儿园怎么报名',
  ]),
  gridIds: [],
});

/** The number of the road by which an estate is known as well. */
const byAddress: Make = (world, dice) => {
  const found = drawDoor(world, dice);
  if (!found?.estate.address) return undefined;
  const place = dice.pick([
    `${found.estate.address}${door(found.label, dice)}`,
    `${found.estate.address}${found.estate.name}${door(found.label, dice)}`,
  ]);
  return { text: said(place, dice), gridIds: [found.gridId] };
};

/** A whole address as it stands on a parcel. */
const wholeAddress: Make = (world, dice) => {
  const found = drawDoor(world, dice);
  const street = world.territory.units.get('D1')?.name ?? '';
  const community = world.territory.units.get(found?.estate.communityId ?? '')?.name ?? '';
  if (!found) return undefined;
  const text = `${street}${dice.pick(['', community])}${found.estate.name}${door(found.label, dice)}`;
  return { text: said(text, dice), gridIds: [found.gridId] };
};

/** A building whose units lie in two grids. */
const dividedBuilding: Make = (world, dice) => {
  const estate = dice.pick(world.estates);
  if (!estate.divided) return undefined;
  const { label, gridIds } = estate.divided;
  const unit = dice.pick([1, 2]);
  const isNamed = dice.chance(0.7);
  const named = `${label}栋${unit}单元`;
  return {
    text: said(`${estate.name}${isNamed ? named : `${label}栋`}`, dice),
    gridIds: isNamed ? [gridIds[unit - 1] ?? ''] : gridIds,
  };
};

const twoBuildings: Make = (world, dice) => {
  const found = drawDoor(world, dice);
  if (!found) return undefined;
  const [other = '', gridId = ''] = dice.pick([...found.estate.buildings]);
  if (other === found.label || !/^\d+$/.test(other)) return undefined;
  const between = dice.pick(['、', '栋和', '号楼跟', '幢与']);
  const place = `${found.estate.name}${found.label}${between}${other}栋之间`;
  return { text: said(place, dice), gridIds: [...new Set([found.gridId, gridId])] };
};

const sharedLocation: Make = (world, dice) => {
  const grid = dice.pick(world.grids);
  const from = grid.checkinPoint;
  if (!from) return undefined;
  const point = {
    lng: from.lng + (dice.next() - 0.5) * 0.0028,
    lat: from.lat + (dice.next() - 0.5) * 0.0028,
  };
  return { text: '', point, gridIds: [grid.id] };
};

const locationOutside: Make = (_, dice) => ({
  text: '',
  point: { lng: 116 + dice.next() * 0.5, lat: 30 + dice.next() * 0.5 },
  gridIds: [],
});

/** Ways in which a place is named without knowing who speaks; drawn with these weights. */
export const PLACE_WAYS: Readonly<Record<string, readonly [weight: number, make: Make]>> = {
  'estate and building': [14, ofEstate((name) => name)],
  'short name': [8, shortened],
  'by ear': [9, ofEstate(misheard)],
  'as many speakers say it': [3, ofEstate(blurred)],
  'slip of the finger': [
    5,
    ofEstate((name, dice) => (name.length >= 4 ? mistyped(name, dice) : undefined)),
  ],
  pinyin: [4, inPinyin],
  nickname: [4, nicknamed((name) => name)],
  'nickname by ear': [2, nicknamed(misheard)],
  'address of the estate': [3, byAddress],
  'whole address': [3, wholeAddress],
  landmark: [6, landmark((name) => name)],
  'landmark by ear': [2, landmark(misheard)],
  'road and number': [5, laneNumber],
  'road, number missing': [2, laneNumberMissing],
  'grid by name or number': [4, gridNamed],
  'building alone': [5, buildingAlone],
  'community and building': [3, communityAndBuilding],
  'building in two grids': [2, dividedBuilding],
  'two buildings': [2, twoBuildings],
  'estate alone': [6, estateAlone],
  'building that is not there': [4, buildingMissing],
  'estate that is not there': [5, strangeEstate],
  'estate almost like a known one': [3, almostKnown],
  'no place': [3, nowhere],
  'shared location': [3, sharedLocation],
  'location outside': [1, locationOutside],
};
