/** How somebody's conduct is complained of, where no trouble with things is named. */
const CONDUCT =
  /收.{0,8}(?:钱|块|礼|好处|红包)|要钱|不办事|不作为|态度|骂人|太凶|推诿|推来推去|敷衍|不接电话|欺负|偏心|不公|从来不来|以权|贪/u;

/** Whether the words are about how somebody behaves rather than about what is broken. */
export function isAboutConduct(text: string): boolean {
  return CONDUCT.test(text);
}
