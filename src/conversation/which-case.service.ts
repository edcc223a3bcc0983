import { Injectable } from '@nestjs/common';
import { CaseService } from '../cases/case.service.js';
import type { CaseFile } from '../cases/cases.types.js';
import type { Meaning, PlacedReference } from '../understanding/understanding.types.js';
import { callsOf, craftsmenIn } from './calls.rules.js';
import { CastService } from './cast.service.js';
import type { PendingAct } from './conversation.types.js';
import { inOwnWords, RecentCasesService } from './recent-cases.service.js';
import { caseLine, residentTexts } from './texts/resident.texts.js';
import { staffTexts } from './texts/staff.texts.js';
import type { Turn } from './turn.js';
import { type Pointed, pointedAt } from './which-case.rules.js';

/** Among which cases the meant one is looked for; all in the order in which they were told. */
export interface Choice {
  /** Those for which the wish makes sense. */
  readonly fitting: readonly CaseFile[];
  /** All that can be spoken of; undefined = only the fitting ones. */
  readonly told?: readonly CaseFile[];
  /** Every one of them is meant: 「都催一下」. */
  readonly isAll?: boolean;
}

/** What was found: the cases that are meant, or none of them and those among which one has to ask. */
export interface Which {
  readonly meant: readonly CaseFile[];
  readonly unclear: readonly CaseFile[];
}

/** Which of somebody's cases is meant, for every dialog: by quotation, by their words, by what we spoke of, or asked. */
@Injectable()
export class WhichCaseService {
  constructor(
    private readonly cases: CaseService,
    private readonly recent: RecentCasesService,
    private readonly casts: CastService,
  ) {}

  /** The case that is meant, or those among which it has to be asked for. */
  async find(turn: Turn, meaning: Meaning, { fitting, told, isAll }: Choice): Promise<Which> {
    const quoted = await this.recent.quotedNumber(turn);
    if (quoted) return clear(await this.quoted(turn, fitting, quoted));
    const pointed = await this.pointed(turn, meaning.reference, fitting);
    if (pointed?.isSure && pointed.files.length > 0) return this.decided(turn, pointed);
    const beyond = await this.beyond(turn, meaning.reference, told ?? []);
    if (beyond) return clear([beyond]);
    if (isAll) return clear(fitting);
    if (pointed?.isSure && meaning.reference?.isMarked) return noneOf(fitting, meaning);
    return this.unnamed(turn, fitting, pointed);
  }

  /** 「哪一件？」: numbered, each with its place and matter. */
  ask(turn: Turn, act: PendingAct, files: readonly CaseFile[]): void {
    turn.ask({
      name: 'choose-case',
      version: 1,
      act,
      options: files.map((file) => file.number),
      labels: files.map(caseLine),
    });
    const { chooseCase } = act.side === 'staff' ? staffTexts : residentTexts;
    turn.reply(chooseCase(files));
  }

  /** No words name it: the only one, the one we spoke of, the one that the words happen to fit. */
  private async unnamed(
    turn: Turn,
    fitting: readonly CaseFile[],
    pointed: Pointed<CaseFile> | undefined,
  ): Promise<Which> {
    if (fitting.length <= 1) return clear(fitting);
    const focus = await this.recent.focusOf(turn, fitting);
    if (focus) return clear([focus]);
    return pointed && pointed.files.length > 0
      ? this.decided(turn, pointed)
      : { meant: [], unclear: fitting };
  }

  private async quoted(turn: Turn, fitting: readonly CaseFile[], number: string) {
    const file =
      fitting.find((one) => one.number === number) ??
      (await this.cases.findStanding(turn.tx, number));
    return file ? [file] : [];
  }

  private async decided(turn: Turn, { files, areAllMeant }: Pointed<CaseFile>): Promise<Which> {
    if (files.length === 1 || areAllMeant) return clear(files);
    const focus = await this.recent.focusOf(turn, files);
    return focus ? clear([focus]) : { meant: [], unclear: files };
  }

  private async pointed(
    turn: Turn,
    reference: PlacedReference | undefined,
    files: readonly CaseFile[],
  ): Promise<Pointed<CaseFile> | undefined> {
    if (!reference || files.length === 0) return undefined;
    const { isOther, isMarked } = reference;
    const focus = isOther ? await this.recent.focusOf(turn, files) : undefined;
    const names =
      isMarked && files.length > 1 ? await this.names(turn, reference, files) : undefined;
    const around = { now: turn.now, ...(focus && { focus: focus.number }) };
    return pointedAt(reference, files, { ...around, ...(names && { names }) });
  }

  /** The words may name one that is over, or that the speaker took back: then no other stands in for it. */
  private async beyond(
    turn: Turn,
    reference: PlacedReference | undefined,
    told: readonly CaseFile[],
  ): Promise<CaseFile | undefined> {
    if (!reference || reference.isOther) return undefined;
    const around = { now: turn.now };
    const isOne = (pointed: Pointed<CaseFile> | undefined) =>
      pointed?.isSure && pointed.files.length === 1 ? pointed.files[0] : undefined;
    const known = isOne(pointedAt(reference, told, around));
    if (known || !reference.isMarked || turn.speaker.staff) return known;
    const over = (await this.recent.takenBack(turn)).map((file) => inOwnWords(turn, file));
    return isOne(pointedAt(reference, over, around));
  }

  /** What people call a case by who has it, who was sent for it, or, among colleagues, who raised it. */
  private async names(
    turn: Turn,
    { phrase }: PlacedReference,
    files: readonly CaseFile[],
  ): Promise<ReadonlyMap<string, readonly string[]>> {
    const names = new Map<string, readonly string[]>();
    const isOfStaff = turn.speaker.staff !== undefined;
    const cast = await this.casts.named(
      turn.tx,
      isOfStaff ? [] : files.map((file) => file.assigneeNo),
    );
    for (const file of files) {
      const who = isOfStaff
        ? await this.reporterNames(turn, file)
        : callsOf(cast.staff(file.assigneeNo)?.name);
      const sent = phrase.includes('师傅') ? await this.craftsmen(turn, file) : [];
      names.set(file.number, [...who, ...sent]);
    }
    return names;
  }

  /** Who wished to stay unnamed is not found by name. */
  private async reporterNames(turn: Turn, file: CaseFile): Promise<string[]> {
    const reporters = await this.cases.reportersOf(turn.tx, file);
    return reporters.flatMap(({ name, anonymous }) => (anonymous || !name ? [] : callsOf(name)));
  }

  private async craftsmen(turn: Turn, file: CaseFile): Promise<string[]> {
    const events = await this.cases.historyOf(turn.tx, file);
    return events.flatMap(({ note }) => craftsmenIn(note ?? ''));
  }
}

function clear(meant: readonly CaseFile[]): Which {
  return { meant, unclear: [] };
}

/** 「电梯那件」 of somebody who only told of a lamp: our words may differ, but nothing is taken back on a guess. */
function noneOf(fitting: readonly CaseFile[], { intent }: Meaning): Which {
  return fitting.length === 1 && intent !== 'withdraw'
    ? clear(fitting)
    : { meant: [], unclear: fitting };
}
