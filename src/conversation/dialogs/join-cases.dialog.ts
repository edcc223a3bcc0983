import { Injectable } from '@nestjs/common';
import { CaseService } from '../../cases/case.service.js';
import { CaseJoiningService, type Joined } from '../../cases/case-joining.service.js';
import type { CaseChange, CaseFile } from '../../cases/cases.types.js';
import { RatingService } from '../../ratings/rating.service.js';
import type { Meaning } from '../../understanding/understanding.types.js';
import { reporterLine } from '../announcement.rules.js';
import { Scene } from '../announcement-scene.js';
import { isUnfinished } from '../case-standing.rules.js';
import { CastService } from '../cast.service.js';
import { HandOverService } from '../hand-over.service.js';
import { joiningTexts } from '../texts/joining.texts.js';
import { staffTexts } from '../texts/staff.texts.js';
import { spokenLimit } from '../texts/time.texts.js';
import type { Turn } from '../turn.js';

const NUMBER = /L?(\d{4,10})/giu;
/** 「并到 L1002」: which of them goes on. */
const TARGET = /(?:到|入|进)\s*L?(\d{4,10})/iu;

/** 「并案 L1002 L1005」「拆案 L1005」: the secretary says what is one matter and what is not. */
@Injectable()
export class JoinCasesDialog {
  constructor(
    private readonly cases: CaseService,
    private readonly joining: CaseJoiningService,
    private readonly ratings: RatingService,
    private readonly casts: CastService,
    private readonly handOver: HandOverService,
  ) {}

  /** The oldest goes on, unless another is named; all others are merged into it. */
  async merge(turn: Turn, meaning: Meaning): Promise<void> {
    const files = await this.named(turn, meaning);
    if (!files) return;
    const [first, ...rest] = inOrder(files, meaning);
    if (!first || rest.length === 0) return turn.reply(joiningTexts.whichToMerge);
    const fresh = rest.filter(({ parent }) => parent !== first.number);
    if (fresh.length === 0) return turn.reply(staffTexts.already(rest[0]?.number ?? ''));
    const over = [first, ...fresh].find((file) => !isUnfinished(file));
    if (over) return turn.reply(joiningTexts.over(over.number), over.number);
    let into = first;
    const pushes: Turn['messages'] = [];
    for (const file of fresh) {
      const joined = await this.joining.merge(turn.tx, file, into, turn.staffNo, turn.now);
      into = joined.whole.after;
      pushes.push(...(await this.tellMerged(turn, joined)));
    }
    const cast = await this.casts.named(turn.tx, [into.assigneeNo]);
    const numbers = fresh.map(({ number }) => number).join('、');
    turn.reply(
      joiningTexts.merged(numbers, into.number, cast.colleague(into.assigneeNo)),
      into.number,
    );
    turn.messages.push(...pushes);
  }

  /** A merged case stands alone again; a number into which others went says which. */
  async part(turn: Turn, meaning: Meaning): Promise<void> {
    const files = await this.named(turn, meaning);
    if (!files) return;
    const [file] = files.filter(({ status }) => status === 'merged');
    if (!file) return this.whichToPart(turn, files[0]);
    const joined = await this.joining.part(turn.tx, file, turn.staffNo, turn.now);
    await this.ratings.letGo(turn.tx, joined.whole.after, joined.moved, turn.now);
    const { after } = joined.part;
    const cast = await this.casts.named(turn.tx, [after.assigneeNo]);
    turn.reply(
      joiningTexts.parted(
        after.number,
        cast.colleague(after.assigneeNo),
        spokenLimit(after.dueAt, turn.now),
      ),
      after.number,
    );
    turn.messages.push(...(await this.tellParted(turn, joined)));
  }

  private async whichToPart(turn: Turn, file: CaseFile | undefined): Promise<void> {
    const children = file ? await this.joining.mergedInto(turn.tx, file) : [];
    if (!file) return turn.reply(joiningTexts.whichToPart);
    const numbers = children.map(({ number }) => number);
    const { nothingMerged, whichOf } = joiningTexts;
    turn.reply(numbers.length > 0 ? whichOf(file.number, numbers) : nothingMerged(file.number));
  }

  /** The cases of the command; undefined when something was answered already. */
  private async named(turn: Turn, { command }: Meaning): Promise<CaseFile[] | undefined> {
    if (!turn.isManaging) {
      turn.reply(staffTexts.onlySecretary);
      return undefined;
    }
    const said = `${command?.caseNumber ?? ''} ${command?.rest ?? ''}`;
    const files: CaseFile[] = [];
    for (const number of new Set([...said.matchAll(NUMBER)].map(([, digits]) => `L${digits}`))) {
      const file = await this.cases.find(turn.tx, number);
      const isTheirs =
        file && !file.avoid.includes(turn.staffNo) && this.handOver.standsAbove(turn, file);
      if (!isTheirs) {
        turn.reply(staffTexts.noSuchCase(number));
        return undefined;
      }
      files.push(file);
    }
    return files;
  }

  private async tellMerged(turn: Turn, { part, whole, moved }: Joined): Promise<Turn['messages']> {
    const [gone, goesOn] = await this.scenes(turn, part, whole);
    const { assigneeNo, number } = whole.after;
    const own = joiningTexts.mergedForReporter(
      part.after.number,
      number,
      goesOn.cast.name(assigneeNo),
    );
    const from = part.reporters.map((one) => reporterLine(one)).join('\n');
    const content = { kind: 'text', text: own } as const;
    for (const { contactId } of part.reporters)
      if (moved.includes(contactId)) goesOn.put(contactId, content, 'push');
    tellColleague(turn, goesOn, joiningTexts.mergedForWorker(part.after, number, from));
    if (part.after.assigneeNo !== assigneeNo)
      tellColleague(turn, gone, joiningTexts.notAlone(part.after.number, number));
    return [...goesOn.out, ...gone.out];
  }

  private async tellParted(turn: Turn, { part, whole }: Joined): Promise<Turn['messages']> {
    const [scene] = await this.scenes(turn, part, whole);
    const { after } = part;
    const by = scene.by();
    const from = part.reporters.map((one) => reporterLine(one)).join('\n');
    scene.tellReporters(
      joiningTexts.partedForReporter(after.number, scene.cast.name(after.assigneeNo), by),
    );
    tellColleague(turn, scene, joiningTexts.partedForWorker(after, whole.after.number, from, by));
    return scene.out;
  }

  /** What each of the two changes says to the people it concerns. */
  private async scenes(
    turn: Turn,
    part: CaseChange,
    whole: CaseChange,
  ): Promise<readonly [Scene, Scene]> {
    const { tx } = turn;
    const secretaryNo = (await this.casts.secretaryOf(tx, whole.after))?.staffNo;
    const cast = await this.casts.of(tx, [
      part.after.assigneeNo,
      whole.after.assigneeNo,
      secretaryNo,
    ]);
    return [new Scene(tx, part, cast, secretaryNo), new Scene(tx, whole, cast, secretaryNo)];
  }
}

/** To whoever has the case, unless they are the one who is speaking. */
function tellColleague(turn: Turn, scene: Scene, text: string): void {
  const { assigneeNo } = scene.change.after;
  if (scene.cast.contact(assigneeNo)?.contactId !== turn.contactId)
    scene.say(assigneeNo, text, 'push');
}

/** The one that goes on first: the named one, else the oldest. */
function inOrder(files: readonly CaseFile[], { command }: Meaning): CaseFile[] {
  const target = `L${TARGET.exec(command?.rest ?? '')?.[1]}`;
  const age = (file: CaseFile) => (file.number === target ? 0 : file.openedAt.getTime());
  return [...files].sort((a, b) => age(a) - age(b) || a.number.localeCompare(b.number));
}
