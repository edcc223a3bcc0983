import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { withoutCardNumbers } from '../kernel/personal-numbers.rules.js';
import type { Contact } from '../messages/contact.types.js';
import { CrashPoints } from '../messages/crash-points.js';
import type { HeardMessage } from '../messages/inbox.types.js';
import type { OutboundMessage } from '../messages/messages.types.js';
import { BindingService } from '../people/binding.service.js';
import { DutyService } from '../people/duty.service.js';
import type { Tx } from '../persistence/unit-of-work.js';
import { TerritoryService } from '../territory/territory.service.js';
import { LearningReader } from '../understanding/learning-reader.js';
import { ConversationRepository } from './conversation.repository.js';
import { DoubtService } from './doubt.service.js';
import { rememberedSince, spokenOf } from './recent-cases.service.js';
import { inBrief } from './texts/people.texts.js';
import { staffTexts } from './texts/staff.texts.js';
import { talkTexts } from './texts/talk.texts.js';
import { Turn, UNKNOWN_COMMUNITY } from './turn.js';
import { TurnReadModel } from './turn.read-model.js';

/** What a turn needs of the outside world beside the database. */
@Injectable()
export class TurnEdge {
  constructor(
    readonly clock: Clock,
    readonly crashPoints: CrashPoints,
    readonly doubts: DoubtService,
  ) {}
}

/** Brings together what a turn must know, and puts away where the conversation stands afterwards. */
@Injectable()
export class TurnLoader {
  constructor(
    private readonly conversations: ConversationRepository,
    private readonly bindings: BindingService,
    private readonly territory: TerritoryService,
    private readonly background: TurnReadModel,
    private readonly duty: DutyService,
    private readonly reader: LearningReader,
  ) {}

  /** @param messages of different people; the turns come in their order */
  async load(tx: Tx, messages: readonly HeardMessage[], now: Date): Promise<Turn[]> {
    const contacts = messages.map(({ contact }) => contact);
    const backgrounds = await this.background.load(tx, contacts, rememberedSince(now));
    const territory = await this.territory.current(tx);
    await this.reader.refresh(tx);
    return messages.map((message) => {
      const { contact } = message;
      const background = backgrounds.get(contact.id);
      if (!background) throw new Error(`nothing was read of contact ${contact.id}`);
      const { speaker, state, recent } = background;
      return new Turn(
        tx,
        now,
        message,
        { contact, ...speaker },
        territory,
        spokenOf(recent),
        state,
      );
    });
  }

  /** A turn in which nobody said anything: a wait is over. The conversation has to be locked. */
  async loadSilent(tx: Tx, contact: Contact, now: Date): Promise<Turn> {
    const { accountId } = contact;
    const from = { channelId: '', displayName: contact.displayName };
    const content = { kind: 'text', text: '' } as const;
    const message = { accountId, channelMessageId: '', from, sentAt: now, content };
    const heard = { id: '0', accountId, contact, message, heardAt: now };
    const [turn] = await this.load(tx, [{ ...heard, attempts: 0, isPickedUp: true }], now);
    return turn as Turn;
  }

  save(turn: Turn): void {
    this.conversations.save(turn.tx, turn.speaker.contact, turn.state, turn.now);
  }

  /** The apology to the one who wrote, and the words themselves to a person who can call. */
  async apologies(tx: Tx, { contact, message, id }: HeardMessage): Promise<OutboundMessage[]> {
    const { resident } = await this.bindings.whoIs(tx, contact.accountId, contact.id);
    const communityId = resident?.communityId ?? contact.communityId;
    const text = (words: string) => ({ kind: 'text', text: words }) as const;
    const apology: OutboundMessage = {
      communityId,
      contactId: contact.id,
      content: text(talkTexts.apology),
      priority: 'reply',
      dedupeKey: `apology:${contact.accountId}:${id}`,
    };
    const owner = await this.duty.triageOwner(
      tx,
      communityId === UNKNOWN_COMMUNITY ? undefined : communityId,
    );
    const person =
      owner.staff &&
      (await this.bindings.contactsOfStaff(tx, [owner.staff.staffNo])).get(owner.staff.staffNo);
    if (!person) return [apology];
    const said =
      message.content.kind === 'text'
        ? inBrief(withoutCardNumbers(message.content.text), 200)
        : '（不是文字）';
    const from = staffTexts.from(resident?.name ?? contact.displayName, resident?.phone, undefined);
    const note = {
      communityId,
      contactId: person.contactId,
      content: text(talkTexts.failedForPerson(from, said)),
      priority: 'push',
    } as const;
    return [apology, note];
  }
}
