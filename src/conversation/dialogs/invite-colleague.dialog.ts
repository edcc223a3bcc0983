import { Injectable } from '@nestjs/common';
import { MethodProfile } from '../../config/method-profile.js';
import { BindingService } from '../../people/binding.service.js';
import { DutyService } from '../../people/duty.service.js';
import { InvitationService } from '../../people/invitation.service.js';
import type { ContactRef, Staff } from '../../people/people.types.js';
import { StaffService } from '../../people/staff.service.js';
import { liesWithin } from '../../territory/territory.rules.js';
import { splitName } from '../staff-act.rules.js';
import { inviteTexts, staffTexts } from '../texts/staff.texts.js';
import type { Turn } from '../turn.js';

/** Connects colleagues: codes are given, taken back and redeemed. */
@Injectable()
export class InviteColleagueDialog {
  constructor(
    private readonly staff: StaffService,
    private readonly invitations: InvitationService,
    private readonly bindings: BindingService,
    private readonly duty: DutyService,
    private readonly profile: MethodProfile,
  ) {}

  /** 邀请 <姓名或工号>: a code with which a colleague connects. */
  async invite(turn: Turn, rest: string): Promise<void> {
    const person = await this.colleague(turn, rest);
    if (!person) return;
    const code = await this.invitations.issue(turn.tx, person.staffNo, turn.now);
    turn.reply(inviteTexts.issued(person.name, code, this.profile.invitationDays));
  }

  /** 撤销邀请 <姓名或工号>. */
  async revoke(turn: Turn, rest: string): Promise<void> {
    const person = await this.colleague(turn, rest);
    if (!person) return;
    await this.invitations.revoke(turn.tx, person.staffNo, turn.now);
    turn.reply(inviteTexts.revoked(person.name));
  }

  /** Somebody sends the code they were given. */
  async redeem(turn: Turn, text: string): Promise<void> {
    const contact: ContactRef = {
      accountId: turn.speaker.contact.accountId,
      contactId: turn.contactId,
    };
    const result = await this.invitations.redeem(turn.tx, contact, text, turn.now);
    const words = {
      bound: () => inviteTexts.welcome(result.kind === 'bound' ? result.staff.name : ''),
      wrong: () => inviteTexts.wrong,
      used: () => inviteTexts.used,
      expired: () => inviteTexts.expired,
      revoked: () => inviteTexts.expired,
      locked: () => inviteTexts.tooMany,
    } as const;
    turn.reply(words[result.kind]());
    if (result.kind === 'bound' && result.replaced.length > 0)
      await this.tellOfChange(turn, result.staff, result.replaced);
  }

  /** Whoever sends the code takes the place of another phone: its owner and the secretary hear of it at once. */
  private async tellOfChange(
    turn: Turn,
    staff: Staff,
    replaced: readonly ContactRef[],
  ): Promise<void> {
    const { communityId, staffNo, name } = staff;
    const overseer = await this.duty.triageOwner(turn.tx, communityId, { avoid: [staffNo] });
    const tell = (contactId: string, text: string) =>
      turn.messages.push({
        communityId,
        contactId,
        content: { kind: 'text', text },
        priority: 'push',
      });
    for (const { contactId } of replaced)
      tell(contactId, inviteTexts.movedAway(name, overseer.staff));
    if (!overseer.staff) return;
    const overseers = await this.bindings.contactsOfStaff(turn.tx, [overseer.staff.staffNo]);
    const contact = overseers.get(overseer.staff.staffNo);
    if (contact && contact.contactId !== turn.contactId)
      tell(contact.contactId, inviteTexts.colleagueMoved(name));
  }

  /**
   * Whom the speaker may connect: whoever sends the code takes that person's place, so it is only given for colleagues
   * of the speaker's own unit and of those below it.
   */
  private async colleague(turn: Turn, rest: string): Promise<Staff | undefined> {
    const mine = turn.speaker.staff?.unitId;
    if (!turn.isManaging || mine === undefined) {
      turn.reply(staffTexts.onlySecretary);
      return undefined;
    }
    const { name } = splitName(rest);
    const people = await this.named(turn, name);
    const own = people.filter((one) => liesWithin(one.unitId, mine, turn.territory));
    if (own.length === 1) return own[0];
    const [first] = people;
    if (own.length > 1) turn.reply(inviteTexts.whichOne(own.map((one) => describe(turn, one))));
    else turn.reply(first ? inviteTexts.notYours(first.name) : staffTexts.noSuchPerson(name));
    return undefined;
  }

  private async named(turn: Turn, name: string): Promise<Staff[]> {
    const byNumber = await this.staff.findByNo(turn.tx, name);
    return byNumber ? [byNumber] : this.staff.findByName(turn.tx, name, turn.communityId);
  }
}

/** 「李明（G0301，灵西社区第三网格）」 */
function describe(turn: Turn, { name, staffNo, unitId }: Staff): string {
  return `${name}（${staffNo}，${turn.territory.units.get(unitId)?.name ?? unitId}）`;
}
