import type { CaseChange, CaseMedia } from '../cases/cases.types.js';
import { civilDateOf } from '../kernel/calendar.js';
import type { OutboundContent, OutboundMessage, Priority } from '../messages/messages.types.js';
import type { Tx } from '../persistence/unit-of-work.js';
import { asContent, mediaForStaff } from './case-media.rules.js';
import type { Cast } from './cast.service.js';
import { staffTexts } from './texts/staff.texts.js';
import { spokenLimit } from './texts/time.texts.js';
import { isManagingRole } from './turn.js';

/** One announcement while it is being made: what happened, who is who, and what has been said so far. */
export class Scene {
  /** In the order in which it is sent. */
  readonly out: OutboundMessage[] = [];

  constructor(
    readonly tx: Tx,
    readonly change: CaseChange,
    readonly cast: Cast,
    readonly secretaryNo: string | undefined,
  ) {}

  /** Until when it is to be solved, in words. */
  by(): string {
    const { after, at } = this.change;
    return spokenLimit(after.dueAt, at);
  }

  /** A secretary whom the case is about hears nothing of it. */
  mayHear(staffNo: string | undefined): boolean {
    return staffNo !== undefined && !this.change.after.avoid.includes(staffNo);
  }

  /** To a colleague; one who is not connected is told through the secretary, so that a case never waits unseen. */
  say(staffNo: string | undefined, text: string, priority: Priority): void {
    if (!staffNo) return;
    const contact = this.cast.contact(staffNo);
    if (contact) {
      this.put(contact.contactId, { kind: 'text', text }, priority);
      return;
    }
    const secretary = this.cast.contact(this.secretaryNo);
    if (!secretary || this.secretaryNo === staffNo || !this.mayHear(this.secretaryNo)) return;
    const note = staffTexts.unreachable(this.change.after, this.cast.colleague(staffNo));
    const { after, at } = this.change;
    const message = this.message(secretary.contactId, { kind: 'text', text: note }, priority);
    // Once a day is enough to know whom to ring.
    this.out.push({
      ...message,
      dedupeKey: `unreachable:${after.number}:${staffNo}:${civilDateOf(at)}`,
    });
  }

  /** To whoever has the case; a voice that they may not hear is played to the secretary, so that nothing is lost. */
  show(staffNo: string | undefined, media: readonly CaseMedia[], priority: Priority): void {
    const visible = this.visible(staffNo, media);
    const contact = this.cast.contact(staffNo);
    if (contact) for (const item of visible) this.put(contact.contactId, asContent(item), priority);
    const secretary = this.cast.contact(this.secretaryNo);
    const heard = this.visible(this.secretaryNo, media);
    const withheld = heard.filter((item) => item.kind === 'voice' && !visible.includes(item));
    if (withheld.length === 0 || !secretary || !this.mayHear(this.secretaryNo)) return;
    const { number } = this.change.after;
    this.say(
      this.secretaryNo,
      staffTexts.voiceOfUnnamed(number, this.cast.colleague(staffNo)),
      'push',
    );
    for (const item of withheld) this.put(secretary.contactId, asContent(item), 'push');
  }

  /** What of the files somebody may see and hear. */
  visible(staffNo: string | undefined, media: readonly CaseMedia[]) {
    const role = this.cast.staff(staffNo)?.role ?? '';
    return mediaForStaff(media, this.change.reporters, isManagingRole(role));
  }

  /** To everybody who raised it. */
  tellReporters(text: string): void {
    for (const reporter of this.change.reporters)
      this.put(reporter.contactId, { kind: 'text', text }, 'push');
  }

  /** To a contact, whoever it is. */
  put(contactId: string, content: OutboundContent, priority: Priority): void {
    this.out.push(this.message(contactId, content, priority));
  }

  private message(
    contactId: string,
    content: OutboundContent,
    priority: Priority,
  ): OutboundMessage {
    const { communityId, number } = this.change.after;
    return { communityId, contactId, content, priority, caseNumber: number };
  }
}
