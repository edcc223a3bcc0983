import type { Crossing } from './crossing.types.js';

/** 「我住…」「我家在…」「绑定 …」: said to be home, not only a place. */
export function declaresHome({ meaning, text }: Crossing): boolean {
  return (
    meaning.command?.word === '绑定' ||
    /我(?:们)?家?(?:就|现在|搬)?(?:住|在|是|到)|(?:^|，)家?(?:住|在)/u.test(text)
  );
}
