const QUALIFIER = /^(?:独居|孤寡|邻居|隔壁|对门|楼[上下])?的?(?:老人)?[老小阿]?/u;
const TITLE =
  /(?:阿姨|大姨|大爷|大妈|大娘|奶奶|爷爷|叔叔?|大叔|伯伯?|婆婆|婶子?|大?姐|大?哥|师傅|老师|女士|先生|老太太?|老人家?)$/u;

/** Whether 「王奶奶」 or 「老王」 can be the person of that name: the surname is the same; 「老人」 alone is nobody. */
export function isCalled(call: string, name: string): boolean {
  const said = call.replace(QUALIFIER, '').replace(TITLE, '');
  return said.length > 0 && name.replace(/^[老小阿]/u, '').startsWith(said);
}
