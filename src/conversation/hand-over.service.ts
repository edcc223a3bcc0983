import { Injectable } from '@nestjs/common';
import { CaseWorkService } from '../cases/case-work.service.js';
import type { CaseChange, CaseFile } from '../cases/cases.types.js';
import type { Staff } from '../people/people.types.js';
import { StaffService } from '../people/staff.service.js';
import { chainUp } from '../territory/territory.rules.js';
import { AnnouncementService } from './announcement.service.js';
import { CastService } from './cast.service.js';
import type { PendingAct } from './conversation.types.js';
import { splitName } from './staff-act.rules.js';
import { staffTexts } from './texts/staff.texts.js';
import { spokenTime } from './texts/time.texts.js';
import type { Turn } from './turn.js';

/** Gives a case to somebody else: 派单, 转办; and says whose it is when it is not the speaker's. */
@Injectable()
export class HandOverService {
  constructor(
    private readonly work: CaseWorkService,
    private readonly staff: StaffService,
    private readonly casts: CastService,
    private readonly announcements: AnnouncementService,
  ) {}

  /** Refuses politely when the case is somebody else's and the speaker does not stand above it. */
  async isHeldByOther(turn: Turn, act: PendingAct, file: CaseFile): Promise<boolean> {
    const me = turn.speaker.staff?.staffNo;
    const mayOverrule = turn.isManaging && this.standsAbove(turn, file);
    if (act.intent === 'assign' && !mayOverrule) {
      turn.reply(staffTexts.onlySecretary, file.number);
      return true;
    }
    const movesOn = act.intent === 'assign' || act.intent === 'transfer';
    if (file.assigneeNo === me || (mayOverrule && movesOn)) return false;
    await this.sayWhose(turn, file);
    return true;
  }

  /** Refuses politely when the speaker neither has the case nor stands above it. */
  async isOutOfReach(turn: Turn, file: CaseFile): Promise<boolean> {
    const isTheirs = file.assigneeNo === turn.speaker.staff?.staffNo;
    if (isTheirs || (turn.isManaging && this.standsAbove(turn, file))) return false;
    await this.sayWhose(turn, file);
    return true;
  }

  /** 「派单 L1001 张华」: by name or staff number. */
  async toNamed(turn: Turn, act: PendingAct, file: CaseFile): Promise<void> {
    const { name, rest } = splitName(act.text);
    if (!name) return turn.reply(staffTexts.whoTo(act.word ?? '转办'), file.number);
    const people = await this.named(turn, name, file.communityId);
    const [person] = people;
    if (!person) return turn.reply(staffTexts.noSuchPerson(name), file.number);
    if (people.length === 1) return this.toPerson(turn, { ...act, text: rest }, file, person);
    turn.ask({
      name: 'choose-person',
      version: 1,
      act: { ...act, text: rest },
      caseNumber: file.number,
      options: people.map((one) => one.staffNo),
      labels: people.map((one) => this.describe(turn, one)),
    });
    turn.reply(staffTexts.choosePerson(people.map((one) => this.describe(turn, one))), file.number);
  }

  async toNumber(turn: Turn, act: PendingAct, file: CaseFile, staffNo: string): Promise<void> {
    await this.toPerson(turn, act, file, await this.staff.getByNo(turn.tx, staffNo));
  }

  /** What the acting worker reads. */
  async words(turn: Turn, act: PendingAct, change: CaseChange): Promise<string> {
    const { number, dueAt, assigneeNo } = change.after;
    const who = (await this.casts.named(turn.tx, [assigneeNo])).colleague(assigneeNo);
    if (act.word === '补充') return staffTexts.written(number);
    switch (act.intent) {
      case 'accept':
        return staffTexts.accepted(
          number,
          dueAt ? `${spokenTime(dueAt, turn.now)}前办好` : '尽快办',
        );
      case 'visit':
        return staffTexts.visited(number);
      case 'resolve':
        return change.reporters.every((one) => one.contactId === turn.contactId)
          ? staffTexts.resolvedOwn(number)
          : staffTexts.resolved(number);
      case 'return':
        return staffTexts.returnedDone(number, who);
      case 'escalate':
        return staffTexts.escalated(number, who);
      default:
        return staffTexts.noted(number);
    }
  }

  private async toPerson(
    turn: Turn,
    act: PendingAct,
    file: CaseFile,
    person: Staff,
  ): Promise<void> {
    const { tx, now, staffNo } = turn;
    if (file.avoid.includes(person.staffNo))
      return turn.reply(staffTexts.aboutThem(person.name), file.number);
    if (file.assigneeNo === person.staffNo && file.status !== 'registered')
      return turn.reply(staffTexts.already(file.number), file.number);
    const isOrder = act.intent === 'assign' || file.assigneeNo !== staffNo;
    const change = isOrder
      ? await this.work.assign(tx, file, staffNo, person.staffNo, now)
      : await this.work.transfer(tx, file, staffNo, person.staffNo, act.text, now);
    const words = isOrder ? staffTexts.assigned : staffTexts.transferred;
    turn.reply(words(file.number, person.name), file.number);
    turn.messages.push(
      ...(await this.announcements.announce(tx, change, { exceptContact: turn.contactId })),
    );
  }

  /** Colleagues of that name or staff number, as somebody of the community calls them. */
  async named(turn: Turn, name: string, communityId: string): Promise<Staff[]> {
    const byNumber = await this.staff.findByNo(turn.tx, name);
    if (byNumber) return [byNumber];
    const byName = await this.staff.findByName(turn.tx, name, communityId);
    return byName.length > 0 ? byName : this.staff.findByCall(turn.tx, name, communityId);
  }

  private describe(turn: Turn, person: Staff): string {
    return `${person.name}（${turn.territory.units.get(person.unitId)?.name ?? person.unitId}）`;
  }

  private async sayWhose(turn: Turn, { number, assigneeNo }: CaseFile): Promise<void> {
    const cast = await this.casts.named(turn.tx, [assigneeNo]);
    turn.reply(staffTexts.heldBy(number, cast.colleague(assigneeNo)), number);
  }

  /** Whether the speaker's unit answers for the unit that holds the case. */
  standsAbove(turn: Turn, file: CaseFile): boolean {
    const mine = turn.speaker.staff?.unitId;
    const units = [
      ...chainUp(file.unitId, turn.territory),
      ...chainUp(file.communityId, turn.territory),
    ];
    return units.some((unit) => unit.id === mine);
  }
}
