import { Injectable } from '@nestjs/common';
import type { CaseChange, CaseMedia } from '../cases/cases.types.js';
import { MethodProfile } from '../config/method-profile.js';
import { civilDateOf } from '../kernel/calendar.js';
import type { OutboundContent, OutboundMessage, Priority } from '../messages/messages.types.js';
import type { Tx } from '../persistence/unit-of-work.js';
import { RatingService } from '../ratings/rating.service.js';
import { clipped, MOVED_WORDS, reporterLine } from './announcement.rules.js';
import { asContent, mediaForReporters, mediaForStaff } from './case-media.rules.js';
import { CaseStoryService } from './case-story.service.js';
import { type Cast, CastService } from './cast.service.js';
import { EmergencyRelayService } from './emergency-relay.service.js';
import { progressTexts } from './texts/resident.texts.js';
import { staffTexts } from './texts/staff.texts.js';
import { spokenTime } from './texts/time.texts.js';
import { isManagingRole } from './turn.js';

/** What an announcement is made from. */
interface Scene {
  readonly tx: Tx;
  readonly change: CaseChange;
  readonly cast: Cast;
  readonly secretaryNo?: string;
  readonly out: OutboundMessage[];
}

/** Extra facts of a change that the case itself does not keep. */
export interface AnnouncementOptions {
  /** The one who caused it hears from the dialog and is not told twice. */
  readonly exceptContact?: string;
  /** Pictures and voice notes that came with the change. */
  readonly media?: readonly CaseMedia[];
  /** Somebody in hiding: one quiet message, nothing loud, nobody else. */
  readonly quiet?: boolean;
}

/**
 * Turns what happened to a case into messages for everybody it concerns: reporters, the responsible person, the one
 * before, the secretary. The only place that knows who hears of what.
 */
@Injectable()
export class AnnouncementService {
  constructor(
    private readonly story: CaseStoryService,
    private readonly ratings: RatingService,
    private readonly casts: CastService,
    private readonly relay: EmergencyRelayService,
    private readonly profile: MethodProfile,
  ) {}

  /** The messages a change causes, in order; runs in the transaction of the change. */
  async announce(
    tx: Tx,
    change: CaseChange,
    options: AnnouncementOptions = {},
  ): Promise<OutboundMessage[]> {
    const { before, after, actor } = change;
    const secretary = await this.casts.secretaryOf(tx, after);
    const actorNo = actor.kind === 'staff' ? actor.staffNo : undefined;
    const cast = await this.casts.of(tx, [
      after.assigneeNo,
      before?.assigneeNo,
      actorNo,
      secretary?.staffNo,
    ]);
    const scene: Scene = {
      tx,
      change,
      cast,
      out: [],
      ...(secretary && { secretaryNo: secretary.staffNo }),
    };
    await this.tell(scene, options);
    if (!options.quiet) scene.out.push(...(await this.relay.relay(tx, change, scene.out)));
    return scene.out.filter((message) => message.contactId !== options.exceptContact);
  }

  private async tell(scene: Scene, options: AnnouncementOptions): Promise<void> {
    const { change } = scene;
    const number = change.after.number;
    const who = scene.cast.name(
      change.actor.kind === 'staff' ? change.actor.staffNo : change.after.assigneeNo,
    );
    const note = change.note ?? '';
    switch (change.action) {
      case 'open':
        return this.tellOpened(scene, options);
      case 'accept':
        return this.tellReporters(scene, progressTexts.accepted(number, who));
      case 'note':
        this.tellReporters(scene, progressTexts.progress(number, who, note));
        scene.out.push(...mediaForReporters(change, options.media ?? []));
        return;
      case 'visit':
        return this.tellReporters(scene, progressTexts.visited(number, who, note));
      case 'resolve':
        return this.tellResolved(scene, who, note);
      case 'decline':
        return this.tellReporters(scene, progressTexts.declined(number, note));
      case 'return':
      case 'transfer':
      case 'assign':
      case 'escalate':
      case 'pass-over':
      case 'overdue':
        return this.tellMoved(scene, who);
      case 'reopen':
        return this.tellReopened(scene, note);
      default:
        return this.tellAssignee(scene, options);
    }
  }

  /** A new case to its responsible person, with everything that came with it. */
  private async tellOpened(scene: Scene, options: AnnouncementOptions): Promise<void> {
    const { after, reporters } = scene.change;
    const priority = after.urgency === 'emergency' && !options.quiet ? 'emergency' : 'push';
    const from = reporterLine(reporters[0]);
    const by = this.by(scene);
    const shown = clipped(after);
    const text =
      after.status === 'registered'
        ? staffTexts.triage(shown, from, by)
        : staffTexts.newCase(shown, from, by);
    const media = this.visible(scene, after.assigneeNo, options.media ?? []);
    const hint = media.some((item) => item.kind === 'voice')
      ? `\n${staffTexts.voiceHint(after.number)}`
      : '';
    this.say(
      scene,
      after.assigneeNo,
      `${text}${hint}${options.quiet ? `\n${staffTexts.quietCase}` : ''}`,
      priority,
    );
    this.show(scene, after.assigneeNo, options.media ?? [], priority);
    if (
      priority === 'emergency' &&
      scene.secretaryNo !== after.assigneeNo &&
      this.mayHear(scene, scene.secretaryNo)
    ) {
      const note = staffTexts.emergencyForSecretary(after, scene.cast.colleague(after.assigneeNo));
      this.say(scene, scene.secretaryNo, note, 'emergency');
    }
  }

  private async tellResolved(scene: Scene, who: string, note: string): Promise<void> {
    const { tx, change } = scene;
    const asked = await this.ratings.ask(tx, change.after, change.reporters, change.at);
    const media = await this.story.resultMedia(tx, change);
    const words = progressTexts.resolved(change.after.number, who, note);
    for (const reporter of change.reporters) {
      const question = asked.includes(reporter.contactId)
        ? `\n${this.profile.rating.question}${progressTexts.howToRate}`
        : '';
      this.put(scene, reporter.contactId, { kind: 'text', text: `${words}${question}` }, 'push');
    }
    scene.out.push(...mediaForReporters(change, media));
  }

  /** Somebody else answers for the case now. */
  private async tellMoved(scene: Scene, who: string): Promise<void> {
    const { before, after, action } = scene.change;
    if (before?.assigneeNo === after.assigneeNo) {
      if (action === 'overdue')
        this.say(scene, after.assigneeNo, staffTexts.reminder(after, this.by(scene)), 'push');
      return;
    }
    await this.tellNext(scene, who);
    this.say(scene, before?.assigneeNo, staffTexts.notYours(after.number), 'push');
    this.tellReporters(
      scene,
      MOVED_WORDS[action]?.(after.number, scene.cast.name(after.assigneeNo)) ?? '',
    );
  }

  /** The person who takes it over: what it is, what was tried, who said it. */
  private async tellNext(scene: Scene, who: string): Promise<void> {
    const { before, after, action, note } = scene.change;
    const priority = after.urgency === 'emergency' ? 'emergency' : 'push';
    if (action === 'return') {
      const words = staffTexts.returned(
        clipped(after),
        scene.cast.colleague(before?.assigneeNo),
        note ?? '',
      );
      this.say(scene, after.assigneeNo, words, priority);
      return;
    }
    const last =
      action === 'overdue' ? staffTexts.passedLimit : `${who}：${note || staffTexts.noReason}`;
    this.say(
      scene,
      after.assigneeNo,
      await this.story.handOver(scene.tx, scene.change, last, this.by(scene)),
      priority,
    );
    const media = await this.story.reportMedia(scene.tx, scene.change);
    this.show(scene, after.assigneeNo, media, 'push');
  }

  private async tellReopened(scene: Scene, reason: string): Promise<void> {
    const { before, after } = scene.change;
    const words = staffTexts.reopened(after.number, reason);
    const isNew = before?.assigneeNo !== after.assigneeNo;
    const text = isNew
      ? await this.story.handOver(scene.tx, scene.change, words, this.by(scene))
      : words;
    this.say(scene, after.assigneeNo, text, 'push');
    if (scene.secretaryNo !== after.assigneeNo && this.mayHear(scene, scene.secretaryNo)) {
      const text = staffTexts.reopenedForSecretary(after, scene.cast.colleague(after.assigneeNo));
      this.say(scene, scene.secretaryNo, text, 'push');
    }
    this.tellReporters(scene, progressTexts.again(after.number, scene.cast.name(after.assigneeNo)));
  }

  /** Changes that matter to the responsible person only. */
  private async tellAssignee(scene: Scene, options: AnnouncementOptions): Promise<void> {
    const { before, after, action, note } = scene.change;
    if (action === 'correct-place' && before?.assigneeNo !== after.assigneeNo) {
      this.say(scene, before?.assigneeNo, staffTexts.notYours(after.number), 'push');
      return this.tellOpened(scene, {
        ...options,
        media: await this.story.reportMedia(scene.tx, scene.change),
      });
    }
    const texts: Partial<Record<CaseChange['action'], string>> = {
      add: note ? staffTexts.more(after.number, note) : '',
      'correct-place': staffTexts.morePlace(after.number, after.place),
      urge: staffTexts.urged(after.number, after.place),
      withdraw: staffTexts.withdrawn(after.number),
      remind: staffTexts.reminder(after, this.by(scene)),
    };
    if (texts[action]) this.say(scene, after.assigneeNo, texts[action], 'push');
    this.show(scene, after.assigneeNo, options.media ?? [], 'push');
  }

  private by(scene: Scene): string {
    const { after, at } = scene.change;
    return after.dueAt ? `${spokenTime(after.dueAt, at)}前` : '尽快';
  }

  /** A secretary whom the case is about hears nothing of it. */
  private mayHear(scene: Scene, staffNo: string | undefined): boolean {
    return staffNo !== undefined && !scene.change.after.avoid.includes(staffNo);
  }

  /** To a colleague; one who is not connected is told through the secretary, so that a case never waits unseen. */
  private say(scene: Scene, staffNo: string | undefined, text: string, priority: Priority): void {
    if (!staffNo) return;
    const contact = scene.cast.contact(staffNo);
    if (contact) {
      this.put(scene, contact.contactId, { kind: 'text', text }, priority);
      return;
    }
    const secretary = scene.cast.contact(scene.secretaryNo);
    if (!secretary || scene.secretaryNo === staffNo || !this.mayHear(scene, scene.secretaryNo))
      return;
    const note = staffTexts.unreachable(scene.change.after, scene.cast.colleague(staffNo));
    const { after, at } = scene.change;
    const message = this.message(
      scene,
      secretary.contactId,
      { kind: 'text', text: note },
      priority,
    );
    // Once a day is enough to know whom to ring.
    scene.out.push({
      ...message,
      dedupeKey: `unreachable:${after.number}:${staffNo}:${civilDateOf(at)}`,
    });
  }

  /** To whoever has the case; a voice that they may not hear is played to the secretary, so that nothing is lost. */
  private show(
    scene: Scene,
    staffNo: string | undefined,
    media: readonly CaseMedia[],
    priority: Priority,
  ): void {
    const visible = this.visible(scene, staffNo, media);
    const contact = scene.cast.contact(staffNo);
    if (contact)
      for (const item of visible) this.put(scene, contact.contactId, asContent(item), priority);
    const secretary = scene.cast.contact(scene.secretaryNo);
    const heard = this.visible(scene, scene.secretaryNo, media);
    const withheld = heard.filter((item) => item.kind === 'voice' && !visible.includes(item));
    if (withheld.length === 0 || !secretary || !this.mayHear(scene, scene.secretaryNo)) return;
    const { number } = scene.change.after;
    this.say(
      scene,
      scene.secretaryNo,
      staffTexts.voiceOfUnnamed(number, scene.cast.colleague(staffNo)),
      'push',
    );
    for (const item of withheld) this.put(scene, secretary.contactId, asContent(item), 'push');
  }

  private visible(scene: Scene, staffNo: string | undefined, media: readonly CaseMedia[]) {
    const role = scene.cast.staff(staffNo)?.role ?? '';
    return mediaForStaff(media, scene.change.reporters, isManagingRole(role));
  }

  private tellReporters(scene: Scene, text: string): void {
    for (const reporter of scene.change.reporters)
      this.put(scene, reporter.contactId, { kind: 'text', text }, 'push');
  }

  private put(scene: Scene, contactId: string, content: OutboundContent, priority: Priority): void {
    scene.out.push(this.message(scene, contactId, content, priority));
  }

  private message(
    scene: Scene,
    contactId: string,
    content: OutboundContent,
    priority: Priority,
  ): OutboundMessage {
    const { communityId, number } = scene.change.after;
    return { communityId, contactId, content, priority, caseNumber: number };
  }
}
