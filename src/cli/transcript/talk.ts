import { formatMinute } from '../../kernel/calendar.js';
import { PLAY_TEXTS } from './transcript.texts.js';

/** One message of the bot as a person's phone shows it. */
export interface Letter {
  readonly text: string;
  read: boolean;
  /** How often somebody had spoken or the clock had moved when it came. */
  readonly turn: number;
}

/**
 * What was said, by whom, to whom, in order: the unread messages on every phone, and the talk as it really went,
 * which is printed when a line fails.
 */
export class Talk {
  private readonly phones = new Map<string, Letter[]>();
  private readonly lines: string[] = [];
  private readonly repeatable = new Map<string, string[]>();
  private turn = 0;

  /** Somebody speaks or the clock moves: what `never` looks at begins anew. */
  beginTurn(line: string): void {
    this.turn += 1;
    this.lines.push(line);
  }

  /** Notes something that is neither said nor heard: a restart, the channel going down. */
  note(line: string): void {
    this.lines.push(line);
  }

  /** Notes the time whenever it is not the time of the last note. */
  clockShows(at: Date): void {
    const moment = `now ${formatMinute(at)}`;
    if (this.lines.findLast((line) => line.startsWith('now ')) !== moment) this.lines.push(moment);
  }

  /** The bot's message reaches a phone (or a room, under its name). */
  hear(person: string, text: string): void {
    if (this.wasRepeated(person, text)) return;
    this.lines.push(`bot@${person}> ${text.replace(/\n/g, '\n    ')}`);
    this.lettersOf(person).push({ text, read: false, turn: this.turn });
  }

  /** Everything the bot ever sent to that person, oldest first. */
  lettersOf(person: string): Letter[] {
    const letters = this.phones.get(person) ?? [];
    this.phones.set(person, letters);
    return letters;
  }

  /** What nobody has read yet; of one person or of all. */
  unread(person?: string): { readonly person: string; readonly letter: Letter }[] {
    return [...this.phones.entries()]
      .filter(([name]) => person === undefined || name === person)
      .flatMap(([name, letters]) => letters.map((letter) => ({ person: name, letter })))
      .filter(({ letter }) => !letter.read);
  }

  /** Messages to that person since the last time anyone spoke or the clock moved, read or not. */
  ofThisTurn(person: string): Letter[] {
    return this.lettersOf(person).filter((letter) => letter.turn === this.turn);
  }

  /** All unread messages of that person up to and including the letter count as read; without one, all. */
  markRead(person: string, upTo?: Letter): void {
    for (const letter of this.lettersOf(person)) {
      letter.read = true;
      if (letter === upTo) return;
    }
  }

  /**
   * The service was killed. A reply in flight may come once more after the restart, so each message of this turn may
   * be repeated once, word for word, without being heard again.
   */
  allowRepeats(): void {
    for (const person of this.phones.keys()) {
      this.repeatable.set(
        person,
        this.ofThisTurn(person).map((letter) => letter.text),
      );
    }
  }

  /** From now on a repetition is a message like any other. */
  endRepeats(): void {
    this.repeatable.clear();
  }

  /** The talk so far, one line each. */
  transcript(): string {
    return this.lines.join('\n');
  }

  private wasRepeated(person: string, text: string): boolean {
    const texts = this.repeatable.get(person) ?? [];
    const at = texts.indexOf(text);
    if (at < 0) return false;
    texts.splice(at, 1);
    this.lines.push(PLAY_TEXTS.repeated(person));
    return true;
  }
}
