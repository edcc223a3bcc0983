import type { CaseFile } from '../cases/cases.types.js';
import type { HeardMessage } from '../messages/inbox.types.js';
import type { OutboundContent, OutboundMessage } from '../messages/messages.types.js';
import type { Tx } from '../persistence/unit-of-work.js';
import type { Territory } from '../territory/territory.types.js';
import type { Consultation } from '../understanding/advice/advice.types.js';
import { type PlaceIndex, placeIndexOf } from '../understanding/place-index.rules.js';
import type { SpeakerRole } from '../understanding/understanding.types.js';
import type { ConversationState, DialogState, Speaker } from './conversation.types.js';

/** What came of asking, and whether the turn made use of it. */
export interface Consulted {
  readonly consultation: Consultation;
  isUsed: boolean;
}

/** The community of somebody who has told no home. */
export const UNKNOWN_COMMUNITY = '-';

/** Roles of `人员` that manage cases of a whole unit and may hand them to others. */
const MANAGING_ROLES = new Set(['社区书记', '街道', '区一线办']);

/** Whether somebody of the role manages the cases of a whole unit. */
export function isManagingRole(role: string): boolean {
  return MANAGING_ROLES.has(role);
}

/**
 * One message being answered: who speaks, when, where the talk stood, and what is to be said.
 * Dialogs add to it; nothing is sent and nothing is saved before the turn service writes it all in one transaction.
 */
export class Turn {
  /** What is to be said, in order; written to the outbox at the end of the turn. */
  readonly messages: OutboundMessage[] = [];
  /** Cases that the turn opened and that anybody may read about. */
  readonly opened: CaseFile[] = [];
  /** What a large model said about the message, once it was asked. */
  consulted: Consulted | undefined;
  private readonly stateBefore: ConversationState;
  private isHurried = false;

  constructor(
    readonly tx: Tx,
    readonly now: Date,
    readonly heard: HeardMessage,
    readonly speaker: Speaker,
    readonly territory: Territory,
    /** The speaker's cases as they stood before the turn, newest first (`RecentCasesService`). */
    readonly recent: readonly CaseFile[],
    public state: ConversationState,
  ) {
    this.stateBefore = state;
  }

  /** Whether the talk stands elsewhere than before the turn. */
  get isElsewhere(): boolean {
    return this.state !== this.stateBefore;
  }

  get contactId(): string {
    return this.speaker.contact.id;
  }

  /** The speaker's staff number; empty for whoever is no staff. */
  get staffNo(): string {
    return this.speaker.staff?.staffNo ?? '';
  }

  /** The speaker's community; undefined for a stranger. */
  get communityId(): string | undefined {
    const known =
      this.speaker.resident?.communityId ??
      this.speaker.staff?.communityId ??
      this.speaker.contact.communityId;
    return known === UNKNOWN_COMMUNITY ? undefined : known;
  }

  get places(): PlaceIndex {
    return placeIndexOf(this.territory);
  }

  get role(): SpeakerRole {
    const role = this.speaker.staff?.role;
    if (!role) return 'resident';
    if (isManagingRole(role)) return 'secretary';
    return role.startsWith('驻点') ? 'cadre' : 'worker';
  }

  /** Whether the speaker may hand out cases of others. */
  get isManaging(): boolean {
    return isManagingRole(this.speaker.staff?.role ?? '');
  }

  /** Answers the person who is speaking. */
  reply(text: string, caseNumber?: string): void {
    this.replyWith({ kind: 'text', text }, caseNumber);
  }

  /** Somebody is in danger: what they are told from now on waits for no pace and for nothing said before. */
  hurry(): void {
    this.isHurried = true;
  }

  /** Adds a line to the last answer, so that one message says it all. */
  replyMore(text: string): void {
    const index = this.messages.findLastIndex(
      (said) => said.contactId === this.contactId && said.content.kind === 'text',
    );
    const said = this.messages[index];
    if (said?.content.kind === 'text') {
      this.messages[index] = {
        ...said,
        content: { kind: 'text', text: `${said.content.text}\n${text}` },
      };
    } else this.reply(text);
  }

  replyWith(content: OutboundContent, caseNumber?: string): void {
    this.messages.push({
      communityId: this.communityId ?? UNKNOWN_COMMUNITY,
      contactId: this.contactId,
      content,
      priority: this.isHurried ? 'emergency' : 'reply',
      ...(caseNumber && { caseNumber }),
    });
  }

  /** What the speaker is told in this turn, when it is one text and nobody else is told anything. */
  get onlyAnswer(): string | undefined {
    const [said, ...others] = this.messages;
    const isOnly = others.length === 0 && said?.contactId === this.contactId;
    return isOnly && said.content.kind === 'text' ? said.content.text : undefined;
  }

  /** Leaves a question open; the next message of the person is read as an answer first. */
  ask(dialog: DialogState): void {
    this.state = { ...this.state, dialog };
  }

  /** Closes the open question. */
  settle(): void {
    const { dialog: _answered, ...rest } = this.state;
    this.state = { ...rest, misunderstood: 0 };
  }

  remember(change: Partial<ConversationState>): void {
    this.state = { ...this.state, ...change };
  }
}
