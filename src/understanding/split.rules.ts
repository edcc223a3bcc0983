/** Several matters in one message: cut only where somebody says that another one begins. */

const JOINER =
  /(?:[,。;!?、\n ]+|^)(?:还有(?:一(?:个|件)(?:事|问题)?|个(?:事|问题)|就是|件事)?|另外|此外|除此之外|再(?:就是|有|一个(?:是|就是)?|者)|其次|最后(?=,|,)|同时|顺便(?:说|问|反映)?(?:一下)?|对了|并且|以及|而且还有|加上|第[一二三四五六](?:点|个|是|,|、)?|[一二三四五](?:是|、)|其[一二三]|[1-9][.、)](?!\d)|[①②③④⑤⑥])[,:、是 ]*/g;
const LINE = /\n+/;
const LONGEST = 1500;
const MOST = 6;

/** The pieces of a text, at least one; they are candidates: whether each is a matter of its own is decided by what it is about. */
export function pieces(text: string): string[] {
  const head = text.slice(0, LONGEST);
  const parts = head
    .replace(JOINER, '\n')
    .split(LINE)
    .map((part) => part.replace(/^[,。;!?、 ]+|[,。;、 ]+$/g, '').trim())
    .filter((part) => part.length >= 3);
  return parts.length <= 1 || parts.length > MOST ? [text.trim()] : parts;
}
