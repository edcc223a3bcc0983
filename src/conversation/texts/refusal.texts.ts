/** What a person reads when a rule of the house said no; by error code. */
const WORDS: Readonly<Record<string, string>> = {
  'case.not-found': '没有这个编号，再看看？',
  'case.not-yours': '这件事现在是别的同事在办，您这边不用管。',
  'case.assignee-avoided': '这件事说到了他本人，交给他不合适，麻烦换一位吧。',
  'case.move-not-allowed': '这件事现在的情况，这一步做不了。回“待办”看看。',
  'case.not-mergeable':
    '这两件不好合在一起：不在一个社区，或者一件更急，或者一件说到了办另一件的人。',
  'case.extension-refused': '这件延不了，办不了就回“上报 编号 原因”。',
  'case.returned-too-often':
    '这件已经退过几次了，不能再退，免得居民一直等。办不了就回“上报 编号 原因”。',
  'case.ground-missing': '退回要有依据：哪条规定、该哪个单位办，补一句再回。',
  'case.nobody-to-assign': '一时没找到能接的人，书记会安排。',
};

/** One sentence for a refusal; never a code, never silence. */
export function refusalWords(code: string): string {
  return WORDS[code] ?? '这一步没做成，您换个说法再说一次，或者回“找人”。';
}
