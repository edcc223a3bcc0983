import { Injectable } from '@nestjs/common';
import { CaseService } from '../../cases/case.service.js';
import { CaseWorkService } from '../../cases/case-work.service.js';
import type { CaseFile } from '../../cases/cases.types.js';
import type { OutboundMessage } from '../../messages/messages.types.js';
import type { Staff } from '../../people/people.types.js';
import type { Meaning } from '../../understanding/understanding.types.js';
import { AnnouncementService } from '../announcement.service.js';
import { CastService } from '../cast.service.js';
import { HandOverService } from '../hand-over.service.js';
import { splitName } from '../staff-act.rules.js';
import { caseLine } from '../texts/resident.texts.js';
import { handOverTexts, staffTexts } from '../texts/staff.texts.js';
import type { Turn } from '../turn.js';

/** 交接: all that somebody has in hand goes to one colleague, case by case on the ledger. */
@Injectable()
export class HandOverAllDialog {
  constructor(
    private readonly cases: CaseService,
    private readonly work: CaseWorkService,
    private readonly handOver: HandOverService,
    private readonly casts: CastService,
    private readonly announcements: AnnouncementService,
  ) {}

  /** 「交接 吴倩」 of whoever leaves, 「交接 李明 吴倩」 of whoever stands above. */
  async start(turn: Turn, meaning: Meaning): Promise<void> {
    const first = splitName(meaning.command?.rest ?? '');
    const second = splitName(first.rest.replace(/^(?:的事)?(?:全部?|都)?(?:交给|转给|给)/u, ''));
    if (!first.name) return turn.reply(handOverTexts.usage);
    const from = second.name ? await this.onlyOne(turn, first.name) : turn.speaker.staff;
    const to = from && (await this.onlyOne(turn, second.name || first.name));
    if (!from || !to) return;
    if (from.staffNo === to.staffNo) return turn.reply(handOverTexts.samePerson);
    const open = await this.cases.openOfAssignee(turn.tx, from.staffNo);
    const within = open.filter((file) => this.isWithinReach(turn, file));
    if (within.length === 0)
      return turn.reply(open.length > 0 ? staffTexts.onlySecretary : handOverTexts.none(from.name));
    await this.give(turn, within, from, to);
  }

  private async give(
    turn: Turn,
    files: readonly CaseFile[],
    from: Staff,
    to: Staff,
  ): Promise<void> {
    // What speaks of the colleague does not go to them.
    const given = files.filter((file) => !file.avoid.includes(to.staffNo));
    const kept = files.filter((file) => file.avoid.includes(to.staffNo));
    const cast = await this.casts.of(turn.tx, [from.staffNo, to.staffNo]);
    const [before, next] = [cast.contact(from.staffNo), cast.contact(to.staffNo)];
    turn.reply(handOverTexts.done(given.length, to.name, kept.map(caseLine)));
    const say = (contactId: string | undefined, text: string) => {
      if (!contactId || contactId === turn.contactId || given.length === 0) return;
      turn.messages.push(pushOf(from.communityId, contactId, text));
    };
    say(next?.contactId, handOverTexts.taken(from.name, given.map(caseLine)));
    say(before?.contactId, handOverTexts.left(given.length, to.name));
    for (const file of given) {
      const pushes = await this.pushesOf(turn, file, to);
      // Whoever gives them up is told once, not case by case.
      turn.messages.push(...pushes.filter(({ contactId }) => contactId !== before?.contactId));
    }
  }

  private async pushesOf(turn: Turn, file: CaseFile, to: Staff): Promise<OutboundMessage[]> {
    const { tx, now, staffNo } = turn;
    const locked = await this.cases.get(tx, file.number);
    const isOwn = locked.assigneeNo === staffNo;
    const change = isOwn
      ? await this.work.transfer(tx, locked, staffNo, to.staffNo, handOverTexts.reason, now)
      : await this.work.assign(tx, locked, staffNo, to.staffNo, now);
    return this.announcements.announce(tx, change, { exceptContact: turn.contactId });
  }

  private isWithinReach(turn: Turn, file: CaseFile): boolean {
    if (file.avoid.includes(turn.staffNo)) return false;
    return (
      file.assigneeNo === turn.staffNo || (turn.isManaging && this.handOver.standsAbove(turn, file))
    );
  }

  /** The one colleague of that name; undefined when it was said that there is none, or several. */
  private async onlyOne(turn: Turn, name: string): Promise<Staff | undefined> {
    const people = await this.handOver.named(turn, name, turn.communityId ?? '');
    if (people.length === 1) return people[0];
    turn.reply(
      people.length === 0
        ? staffTexts.noSuchPerson(name)
        : handOverTexts.several(people.map((one) => `${one.name} ${one.staffNo}`)),
    );
    return undefined;
  }
}

function pushOf(communityId: string, contactId: string, text: string): OutboundMessage {
  return { communityId, contactId, content: { kind: 'text', text }, priority: 'push' };
}
