import { Injectable } from '@nestjs/common';
import { CaseService } from '../../cases/case.service.js';
import type { CaseFile, CaseMedia } from '../../cases/cases.types.js';
import { hasPlace } from '../../understanding/place.rules.js';
import type { Meaning, PlaceText } from '../../understanding/understanding.types.js';
import { AnnouncementService } from '../announcement.service.js';
import { isOver } from '../case-standing.rules.js';
import { CastService } from '../cast.service.js';
import { PassOverService } from '../pass-over.service.js';
import { PlaceOfCaseService } from '../place-of-case.service.js';
import { inOwnWords, RecentCasesService } from '../recent-cases.service.js';
import { sayableWords } from '../sayable-words.js';
import { residentTexts } from '../texts/resident.texts.js';
import type { Turn } from '../turn.js';
import { isOwnDoor, withoutTraces } from '../unnamed.rules.js';
import { WhichCaseService } from '../which-case.service.js';

/** More to a case that is open: words, pictures, a better place, a name that is to stay hidden. */
@Injectable()
export class AddToCaseDialog {
  constructor(
    private readonly cases: CaseService,
    private readonly recent: RecentCasesService,
    private readonly which: WhichCaseService,
    private readonly announcements: AnnouncementService,
    private readonly casts: CastService,
    private readonly places: PlaceOfCaseService,
    private readonly passOver: PassOverService,
  ) {}

  /** 「是15不是51」 about a case that is still open. */
  async correct(turn: Turn, meaning: Meaning): Promise<void> {
    const file = await this.openCase(turn, meaning);
    if (!file) return turn.reply(residentTexts.noAddressee);
    await this.places.correct(turn, file, meaning);
  }

  /** More words or pictures to a case. */
  async add(
    turn: Turn,
    file: CaseFile,
    meaning: Meaning | undefined,
    text: string,
    media: readonly CaseMedia[],
  ): Promise<void> {
    if (meaning?.wantsAnonymity) await this.hideIn(turn, file);
    const words = await sayableWords(this.cases, turn, file, text);
    const isPlace = meaning && hasPlace(meaning.place) && !isOwnDoor(meaning.place, text, words);
    if (isPlace && (await this.places.refine(turn, file, meaning))) return;
    const isOnlyPlace = meaning?.intent === 'address';
    if (text && media.length === 0 && (isOnlyPlace || saysNothingNew(text, inOwnWords(turn, file))))
      return this.repeat(turn, file);
    const heard = await this.passOver.hearOut(turn, file, text);
    const more = {
      ...(words && { text: words }),
      media,
      ...(meaning?.phones[0] && { phone: meaning.phones[0] }),
    };
    const change = await this.cases.add(
      turn.tx,
      heard.file,
      more,
      { kind: 'resident', contactId: turn.contactId },
      turn.now,
    );
    const { kept, passedOn, pieceKept } = residentTexts;
    const got = heard.who ? passedOn(file.number, heard.who) : pieceKept(file.number);
    turn.reply(meaning?.wantsAnonymity ? `${got}${kept}` : got, file.number);
    turn.messages.push(
      ...heard.messages,
      ...(await this.announcements.announce(turn.tx, change, {
        exceptContact: turn.contactId,
        media,
      })),
    );
  }

  /** The place of a case that was opened before it was known. */
  async placeOf(turn: Turn, number: string, meaning: Meaning): Promise<void> {
    const file = await this.cases.find(turn.tx, number);
    turn.settle();
    if (!file || isOver(file)) return turn.reply(residentTexts.noAddressee);
    if (!(await this.places.refine(turn, file, meaning)))
      turn.reply(residentTexts.pieceKept(number), number);
  }

  /** A location shared after a report that named no place. */
  async moveTo(turn: Turn, file: CaseFile, place: PlaceText): Promise<void> {
    await this.places.replace(turn, file, place);
  }

  /** 「别说是我」 said afterwards. */
  async hide(turn: Turn, meaning: Meaning): Promise<boolean> {
    const file = await this.openCase(turn, meaning);
    if (!file) return false;
    await this.hideIn(turn, file);
    turn.reply(residentTexts.alreadyHidden(file.number), file.number);
    return true;
  }

  private hideIn(turn: Turn, file: CaseFile) {
    const text = withoutTraces(file.text, turn.speaker) || file.text;
    return this.cases.hideReporter(turn.tx, file, turn.contactId, turn.now, text);
  }

  /** Pictures that came while it was asked which case is meant. */
  async attach(turn: Turn, file: CaseFile, media: readonly CaseMedia[]): Promise<void> {
    const actor = { kind: 'resident', contactId: turn.contactId } as const;
    const now = (await this.cases.find(turn.tx, file.number)) ?? file;
    const change = await this.cases.add(turn.tx, now, { media }, actor, turn.now);
    const options = { exceptContact: turn.contactId, media };
    turn.messages.push(...(await this.announcements.announce(turn.tx, change, options)));
  }

  /** The open case that is meant; where that is not clear, the newest. */
  private async openCase(turn: Turn, meaning: Meaning): Promise<CaseFile | undefined> {
    const open = (await this.recent.of(turn)).filter((file) => !isOver(file)).reverse();
    const { meant } = await this.which.find(turn, meaning, { fitting: open });
    return meant[0] ?? open.at(-1);
  }

  /** The same words once more: nobody is disturbed twice for them. */
  private async repeat(turn: Turn, file: CaseFile): Promise<void> {
    const cast = await this.casts.named(turn.tx, [file.assigneeNo]);
    turn.reply(residentTexts.alreadyNoted(file.number, cast.name(file.assigneeNo)), file.number);
  }
}
/** Whether the words stand in the case already. */
function saysNothingNew(text: string, file: CaseFile): boolean {
  const squeeze = (words: string) => words.replace(/[\s，。,.!！?？、]+/gu, '');
  return [file.text, file.told?.text ?? ''].some((known) => squeeze(known).includes(squeeze(text)));
}
