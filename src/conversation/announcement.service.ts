import { Injectable } from '@nestjs/common';
import type { CaseChange, CaseMedia } from '../cases/cases.types.js';
import { MethodRules } from '../cases/method-rules.service.js';
import type { OutboundMessage, Priority } from '../messages/messages.types.js';
import type { Tx } from '../persistence/unit-of-work.js';
import { RatingService } from '../ratings/rating.service.js';
import { clipped, MOVED_WORDS, reporterLine } from './announcement.rules.js';
import { tellExtension } from './announcement-deadline.js';
import { Scene } from './announcement-scene.js';
import { mediaForReporters } from './case-media.rules.js';
import { CaseStoryService } from './case-story.service.js';
import { CastService } from './cast.service.js';
import { EmergencyRelayService } from './emergency-relay.service.js';
import { deadlineTexts } from './texts/deadline.texts.js';
import { progressTexts } from './texts/resident.texts.js';
import { staffTexts } from './texts/staff.texts.js';
import { spokenLimit } from './texts/time.texts.js';

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
    private readonly rules: MethodRules,
  ) {}

  /** The messages a change causes, in order; runs in the transaction of the change. */
  async announce(
    tx: Tx,
    change: CaseChange,
    options: AnnouncementOptions = {},
  ): Promise<OutboundMessage[]> {
    const { before, after, actor } = change;
    const secretary = await this.casts.secretaryOf(tx, after);
    const decider = change.facts?.decider;
    const actorNo = actor.kind === 'staff' ? actor.staffNo : undefined;
    const cast = await this.casts.of(tx, [
      after.assigneeNo,
      before?.assigneeNo,
      actorNo,
      secretary?.staffNo,
      typeof decider === 'string' ? decider : undefined,
    ]);
    const scene = new Scene(tx, change, cast, secretary?.staffNo);
    await this.tell(scene, options);
    if (!options.quiet) scene.out.push(...(await this.relay.relay(tx, change, scene.out)));
    return scene.out.filter((message) => message.contactId !== options.exceptContact);
  }

  /** Reminders of one person, in one message however many there are. */
  async remind(tx: Tx, changes: readonly CaseChange[]): Promise<OutboundMessage[]> {
    const [first] = changes;
    if (!first) return [];
    if (changes.length === 1) return this.announce(tx, first);
    const secretary = await this.casts.secretaryOf(tx, first.after);
    const cast = await this.casts.of(tx, [first.after.assigneeNo, secretary?.staffNo]);
    const scene = new Scene(tx, first, cast, secretary?.staffNo);
    const lines = changes.map(({ after, at }) =>
      deadlineTexts.remindLine(after, spokenLimit(after.dueAt, at)),
    );
    scene.say(first.after.assigneeNo, deadlineTexts.remindMany(lines), 'push');
    return scene.out;
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
        return scene.tellReporters(progressTexts.accepted(number, who));
      case 'note':
        scene.tellReporters(progressTexts.progress(number, who, note));
        scene.out.push(...mediaForReporters(change, options.media ?? []));
        return;
      case 'visit':
        return scene.tellReporters(progressTexts.visited(number, who, note));
      case 'resolve':
        return this.tellResolved(scene, who, note);
      case 'decline':
        return scene.tellReporters(progressTexts.declined(number, note));
      case 'return':
      case 'transfer':
      case 'assign':
      case 'escalate':
      case 'pass-over':
      case 'overdue':
        return this.tellMoved(scene, who);
      case 'reopen':
        return this.tellReopened(scene, note);
      case 'ask-extension':
      case 'extend':
      case 'refuse-extension':
        return tellExtension(scene);
      default:
        return this.tellAssignee(scene, options);
    }
  }

  /** A new case to its responsible person, with everything that came with it. */
  private async tellOpened(scene: Scene, options: AnnouncementOptions): Promise<void> {
    const { after, reporters } = scene.change;
    const priority = after.urgency === 'emergency' && !options.quiet ? 'emergency' : 'push';
    const from = reporterLine(reporters[0]);
    const by = scene.by();
    const shown = clipped(after);
    const text =
      after.status === 'registered'
        ? staffTexts.triage(shown, from, by)
        : staffTexts.newCase(shown, from, by);
    const media = scene.visible(after.assigneeNo, options.media ?? []);
    const hint = media.some((item) => item.kind === 'voice')
      ? `\n${staffTexts.voiceHint(after.number)}`
      : '';
    scene.say(
      after.assigneeNo,
      `${text}${hint}${options.quiet ? `\n${staffTexts.quietCase}` : ''}`,
      priority,
    );
    scene.show(after.assigneeNo, options.media ?? [], priority);
    if (
      priority === 'emergency' &&
      scene.secretaryNo !== after.assigneeNo &&
      scene.mayHear(scene.secretaryNo)
    ) {
      const note = staffTexts.emergencyForSecretary(after, scene.cast.colleague(after.assigneeNo));
      scene.say(scene.secretaryNo, note, 'emergency');
    }
  }

  private async tellResolved(scene: Scene, who: string, note: string): Promise<void> {
    const { tx, change } = scene;
    const asked = await this.ratings.ask(tx, change.after, change.reporters, change.at);
    const media = await this.story.resultMedia(tx, change);
    const words = progressTexts.resolved(change.after.number, who, note);
    for (const reporter of change.reporters) {
      const question = asked.includes(reporter.contactId)
        ? `\n${this.rules.of(change.after).rating.question}${progressTexts.howToRate}`
        : '';
      scene.put(reporter.contactId, { kind: 'text', text: `${words}${question}` }, 'push');
    }
    scene.out.push(...mediaForReporters(change, media));
  }

  /** Somebody else answers for the case now. */
  private async tellMoved(scene: Scene, who: string): Promise<void> {
    const { before, after, action } = scene.change;
    if (before?.assigneeNo === after.assigneeNo) {
      if (action === 'overdue')
        scene.say(after.assigneeNo, staffTexts.reminder(after, scene.by()), priorityOf(after));
      return;
    }
    await this.tellNext(scene, who);
    scene.say(before?.assigneeNo, staffTexts.notYours(after.number), 'push');
    scene.tellReporters(
      MOVED_WORDS[action]?.(after.number, scene.cast.name(after.assigneeNo)) ?? '',
    );
  }

  /** The person who takes it over: what it is, what was tried, who said it. */
  private async tellNext(scene: Scene, who: string): Promise<void> {
    const { before, after, action, note } = scene.change;
    const priority = priorityOf(after);
    if (action === 'return') {
      const words = staffTexts.returned(
        clipped(after),
        scene.cast.colleague(before?.assigneeNo),
        note ?? '',
      );
      scene.say(after.assigneeNo, words, priority);
      return;
    }
    const last =
      action === 'overdue' ? staffTexts.passedLimit : `${who}：${note || staffTexts.noReason}`;
    scene.say(
      after.assigneeNo,
      await this.story.handOver(scene.tx, scene.change, last, scene.by()),
      priority,
    );
    const media = await this.story.reportMedia(scene.tx, scene.change);
    scene.show(after.assigneeNo, media, 'push');
  }

  private async tellReopened(scene: Scene, reason: string): Promise<void> {
    const { before, after } = scene.change;
    const words = staffTexts.reopened(after.number, reason);
    const isNew = before?.assigneeNo !== after.assigneeNo;
    const text = isNew
      ? await this.story.handOver(scene.tx, scene.change, words, scene.by())
      : words;
    scene.say(after.assigneeNo, text, 'push');
    if (scene.secretaryNo !== after.assigneeNo && scene.mayHear(scene.secretaryNo)) {
      const text = staffTexts.reopenedForSecretary(after, scene.cast.colleague(after.assigneeNo));
      scene.say(scene.secretaryNo, text, 'push');
    }
    scene.tellReporters(progressTexts.again(after.number, scene.cast.name(after.assigneeNo)));
  }

  /** Changes that matter to the responsible person only. */
  private async tellAssignee(scene: Scene, options: AnnouncementOptions): Promise<void> {
    const { before, after, action, note } = scene.change;
    if (action === 'correct-place' && before?.assigneeNo !== after.assigneeNo) {
      scene.say(before?.assigneeNo, staffTexts.notYours(after.number), 'push');
      return this.tellOpened(scene, {
        ...options,
        media: await this.story.reportMedia(scene.tx, scene.change),
      });
    }
    const texts: Partial<Record<CaseChange['action'], string>> = {
      add: note ? staffTexts.more(after.number, note) : '',
      'correct-place': staffTexts.morePlace(after.number, after.place),
      urge: staffTexts.urged(after.number, after.place),
      // Somebody who only leaves a shared case calls nobody off.
      withdraw: after.status === 'withdrawn' ? staffTexts.withdrawn(after.number) : '',
      join: joinedWords(scene.change),
      remind: staffTexts.reminder(after, scene.by()),
    };
    const priority = action === 'remind' ? priorityOf(after) : 'push';
    if (texts[action]) scene.say(after.assigneeNo, texts[action], priority);
    scene.show(after.assigneeNo, options.media ?? [], 'push');
  }
}

/** Emergencies wake people. */
function priorityOf({ urgency }: CaseChange['after']): Priority {
  return urgency === 'emergency' ? 'emergency' : 'push';
}

/** One more person with the same matter, in their own words. */
function joinedWords({ after, reporters, actor }: CaseChange): string {
  const joined = reporters.find(
    (one) => actor.kind === 'resident' && one.contactId === actor.contactId,
  );
  if (!joined?.told) return '';
  return staffTexts.joined(after.number, joined.told.text, reporterLine(joined));
}
