/** A word of the category table and how strongly it speaks for a subcategory. */
export interface WeightedWord {
  readonly word: string;
  readonly weight: number;
  /** Index into `subcategories`. */
  readonly target: number;
}

/** Scores of the subcategories that a text has words of; the three lists run in step. */
export interface WordScores {
  /** Indexes into `subcategories`. */
  readonly targets: readonly number[];
  /** Every word counts alike, wherever it stands. */
  readonly all: readonly number[];
  /** Words at the beginning count more: that is where the matter stands. */
  readonly early: readonly number[];
}

/** Text beyond this is not read for its category. */
export const CATEGORY_READ_LENGTH = 600;
/** A repeated word counts less each time. */
const REPEAT_DAMPING = 0.4;
/** Titles are about this long; what follows counts less and less. */
const TITLE_LENGTH = 24;
const FADING = 16;
/** How much a character at each position counts for the category, 0–1. */
export const POSITION_WEIGHTS = Float32Array.from({ length: CATEGORY_READ_LENGTH }, (_, i) =>
  i < TITLE_LENGTH ? 1 : 1 / Math.sqrt(1 + (i - TITLE_LENGTH) / FADING),
);

interface Node {
  readonly next: Map<number, Node>;
  /** Entries of the word that ends here; the same word may speak for several subcategories. */
  readonly entries: WeightedWord[];
  /** Position of the word among all words; -1 where none ends. */
  word: number;
  /** Characters from the beginning of the word. */
  readonly depth: number;
}

/** The words of a table as one tree of characters: a text is read once, from left to right. */
export class WordTree {
  private readonly root: Node = { next: new Map(), entries: [], word: -1, depth: 0 };
  /** By character code: the branch that begins with it. */
  private readonly heads: (Node | undefined)[] = [];
  private count = 0;

  constructor(words: readonly WeightedWord[]) {
    for (const entry of words) this.add(entry);
    for (const [code, node] of this.root.next) this.heads[code] = node;
  }

  private add(entry: WeightedWord): void {
    let node = this.root;
    for (let i = 0; i < entry.word.length; i++) {
      const code = entry.word.charCodeAt(i);
      let next = node.next.get(code);
      if (!next) {
        next = { next: new Map(), entries: [], word: -1, depth: i + 1 };
        node.next.set(code, next);
      }
      node = next;
    }
    if (node.word < 0) node.word = this.count++;
    node.entries.push(entry);
  }

  /** The longest word that begins here. */
  private longestAt(text: string, i: number): Node | undefined {
    let node = this.heads[text.charCodeAt(i)];
    let found: Node | undefined;
    for (let at = i + 1; node; at++) {
      if (node.word >= 0) found = node;
      node = at < text.length ? node.next.get(text.charCodeAt(at)) : undefined;
    }
    return found;
  }

  /** Scores the subcategories of a text; longest match first, a repeated word damped. Linear. */
  score(text: string): WordScores {
    const found = new Found();
    const end = Math.min(text.length, CATEGORY_READ_LENGTH);
    for (let i = 0; i < end; ) {
      const node = this.longestAt(text, i);
      if (node) found.add(node, i);
      // The last character of a word may begin the next one; more overlap would count 停车位 and 车位 both.
      i += node && node.depth > 1 ? node.depth - 1 : 1;
    }
    return found;
  }
}

class Found implements WordScores {
  readonly targets: number[] = [];
  readonly all: number[] = [];
  readonly early: number[] = [];
  private readonly seen: number[] = [];

  add({ word, entries }: Node, i: number): void {
    let damping = 1;
    for (const earlier of this.seen) if (earlier === word) damping *= REPEAT_DAMPING;
    this.seen.push(word);
    const early = POSITION_WEIGHTS[i] as number;
    for (const { weight, target } of entries) {
      let at = this.targets.indexOf(target);
      if (at < 0) {
        at = this.targets.push(target) - 1;
        this.all.push(0);
        this.early.push(0);
      }
      this.all[at] = (this.all[at] as number) + weight * damping;
      this.early[at] = (this.early[at] as number) + weight * damping * early;
    }
  }
}
