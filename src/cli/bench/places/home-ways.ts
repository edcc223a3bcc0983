import { drawDoor, type Make } from './made-message.js';
import { door, said } from './made-sentences.js';
import { strangeEstate } from './place-ways.js';

const AT_HOME = [
  '我家',
  '我家对面',
  '我家隔壁',
  '楼上',
  '我们楼下',
  '门口',
  '对门',
  '我们这栋楼',
  '我家旁边',
];

const atHome: Make = (world, dice) => {
  const found = drawDoor(world, dice);
  if (!found) return undefined;
  return {
    text: said(dice.pick(AT_HOME), dice),
    gridIds: [found.gridId],
    home: { estate: found.estate.name, building: found.label, unit: '1', room: '101' },
  };
};

const nothingSaidAtHome: Make = (world, dice) => {
  const found = drawDoor(world, dice);
  if (!found) return undefined;
  return {
    text: dice.pick(['没水了', '路灯坏了两天了', '楼道里有人抽烟', '垃圾没人收', '暖气不热']),
    gridIds: [found.gridId],
    home: { estate: found.estate.name, building: found.label },
  };
};

const buildingAtHome: Make = (world, dice) => {
  const found = drawDoor(world, dice);
  if (!found) return undefined;
  const other = dice.pick([...found.estate.buildings]);
  return {
    text: said(door(other[0], dice), dice),
    gridIds: [other[1]],
    home: { estate: found.estate.name, building: found.label, unit: '1', room: '101' },
  };
};

/** Somebody who is at home in one estate writes of another. */
const elsewhere: Make = (world, dice) => {
  const [at, of] = [drawDoor(world, dice), drawDoor(world, dice)];
  if (!at || !of || at.estate === of.estate) return undefined;
  return {
    text: said(of.estate.name + door(of.label, dice), dice),
    gridIds: [of.gridId],
    home: { estate: at.estate.name, building: at.label },
  };
};

const strangeAtHome: Make = (world, dice) => {
  const at = drawDoor(world, dice);
  const message = strangeEstate(world, dice);
  return at && message && { ...message, home: { estate: at.estate.name, building: at.label } };
};

/** Ways in which a place is named by somebody whose home is known; drawn with these weights. */
export const HOME_WAYS: Readonly<Record<string, readonly [weight: number, make: Make]>> = {
  'around the home': [6, atHome],
  'nothing said, at home': [2, nothingSaidAtHome],
  'another building, at home': [4, buildingAtHome],
  'another estate, at home': [4, elsewhere],
  'unknown estate, at home': [2, strangeAtHome],
};
