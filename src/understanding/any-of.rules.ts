/**
 * One pattern out of many: a list is read line by line by people, the joined pattern in one pass by the machine.
 * @param parts alternatives in the order in which they are tried; flags of the parts are ignored
 */
export function anyOf(...parts: readonly RegExp[]): RegExp {
  return new RegExp(parts.map((part) => part.source).join('|'));
}
