import type { Clock } from '../../kernel/clock.js';
import type { ScanNews } from '../login-scan.rules.js';
import { shown } from './sandbox.texts.js';
import type {
  SandboxAccountState,
  SandboxContent,
  SandboxFriendRequest,
  SandboxMessage,
  SandboxPerson,
  SandboxPhoneEvent,
  SandboxQuote,
  SandboxRoom,
  SandboxSaid,
  SandboxSnapshot,
} from './sandbox.types.js';
import { freshId, SandboxDirectory, type SandboxPersonDetails } from './sandbox-directory.js';
import { SandboxFiles } from './sandbox-files.js';
import { SandboxFriends } from './sandbox-friends.js';
import { type SandboxAccountEvent, SandboxAwayError } from './sandbox-server.js';

/** Circumstances of something said. `quote`: the id of a message on that phone, or the words themselves. */
export interface SandboxSayOptions {
  readonly roomKey?: string;
  readonly mentionsUs?: boolean;
  readonly quote?: string | SandboxQuote;
  /** When the phone claims it was written; undefined = now. */
  readonly sentAt?: Date;
}

/** Where something goes: one person, or a room. */
export type SandboxPlace = { readonly personKey: string } | { readonly roomKey: string };

/**
 * A make-believe WeChat: people with phones, rooms, and one account of ours that a service runs. It knows nothing of
 * Wechaty. Whoever shows or plays phones calls it directly; the service reaches it through a `SandboxServer`.
 */
export class SandboxNetwork {
  readonly directory = new SandboxDirectory();
  private state: SandboxAccountState = 'online';
  private scan: ScanNews | undefined;
  private readonly messages = new Map<string, SandboxMessage>();
  readonly friends = new SandboxFriends();
  private readonly watchers = new Set<(event: SandboxPhoneEvent) => void>();
  private service: ((event: SandboxAccountEvent) => void) | undefined;
  private held: SandboxAccountEvent[] = [];

  constructor(
    private readonly clock: Clock,
    readonly files: SandboxFiles = new SandboxFiles(),
  ) {}

  get accountState(): SandboxAccountState {
    return this.state;
  }

  /** The person with that key, made on first mention; see `SandboxDirectory.person`. */
  person(key: string, details: SandboxPersonDetails = {}): SandboxPerson {
    const isNew = !this.directory.findPerson(key);
    const person = this.directory.person(key, details);
    if (isNew || Object.keys(details).length > 0) this.tell({ type: 'directory' });
    return person;
  }

  people(): SandboxPerson[] {
    return this.directory.listPeople();
  }

  /** The room with that key, made on first mention; the people named become members. */
  room(key: string, memberKeys: readonly string[] = [], topic?: string): SandboxRoom {
    for (const memberKey of memberKeys) this.person(memberKey);
    const room = this.directory.room(key, memberKeys, topic);
    this.tell({ type: 'directory' });
    return room;
  }

  /** Somebody says something to our account, or in a room where it is too. */
  say(
    personKey: string,
    said: SandboxSaid | string,
    options: SandboxSayOptions = {},
  ): SandboxMessage {
    this.person(personKey);
    if (options.roomKey) this.room(options.roomKey, [personKey]);
    const message: SandboxMessage = {
      id: freshId('m-'),
      fromUs: false,
      personKey,
      roomKey: options.roomKey,
      sentAt: (options.sentAt ?? this.clock.now()).toISOString(),
      content: this.contentOf(
        typeof said === 'string' ? { kind: 'text', text: said } : said,
        options,
      ),
      mentionsUs: options.mentionsUs,
    };
    this.keep(message);
    this.deliver({ type: 'message', id: message.id });
    return message;
  }

  /** Somebody takes back (撤回) what they said: our account hears a recall. */
  recall(personKey: string, messageId: string): SandboxMessage {
    const original = this.message(messageId);
    if (original.personKey !== personKey || original.fromUs) {
      throw new Error('sandbox: only the one who spoke can take it back');
    }
    this.markRecalled(messageId);
    return this.say(personKey, { kind: 'recall', of: messageId }, { roomKey: original.roomKey });
  }

  /** Somebody who is no friend of our account yet asks to become one. */
  requestFriendship(personKey: string, hello = ''): SandboxFriendRequest {
    this.person(personKey, { isFriend: false });
    const request = this.friends.add(personKey, hello);
    this.deliver({ type: 'friend-request', id: request.id });
    return request;
  }

  /** Delivers a message that was said earlier once more, as flaky gateways do. */
  repeat(messageId: string): void {
    this.deliver({ type: 'message', id: this.message(messageId).id });
  }

  /** Hands our account the id of a message that does not exist, as broken gateways do. */
  deliverUnknown(messageId: string): void {
    this.deliver({ type: 'message', id: messageId });
  }

  /** The private talk of that person with our account, oldest first. */
  messagesOf(personKey: string): SandboxMessage[] {
    return [...this.messages.values()].filter((one) => one.personKey === personKey && !one.roomKey);
  }

  /** What was said in a room, oldest first. */
  messagesIn(roomKey: string): SandboxMessage[] {
    return [...this.messages.values()].filter((one) => one.roomKey === roomKey);
  }

  /** Calls back for everything that happens on the phones, in order, at once. @returns how to stop */
  watch(watcher: (event: SandboxPhoneEvent) => void): () => void {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }

  /** The connection of our account is lost: what is said is not heard, ever; what it sends fails. */
  down(): void {
    this.move('down', { type: 'logout', reason: 'connection-lost' });
  }

  /** The connection is back. */
  up(): void {
    if (this.state === 'down')
      this.move('online', { type: 'login', selfId: this.directory.selfId });
  }

  /** Our account leaves WeChat: somebody took it out on its own phone, or the bot was thrown out. */
  logout(): void {
    this.move('logged-out', { type: 'logout', reason: 'logged-out' });
  }

  /** Our account is logged in again, with the ids it had. */
  login(): void {
    if (this.state !== 'online')
      this.move('online', { type: 'login', selfId: this.directory.selfId });
  }

  /** What WeChat says of the code with which our account, logged out, is to be logged in. */
  tellOfScan(status: ScanNews['status'], code?: string): void {
    this.scan = { status, code };
    this.service?.({ type: 'scan', ...this.scan });
  }

  /** Out and in again as with WeChat on the web: our account, every contact and every room have new ids afterwards. */
  relogin(): void {
    this.move('logged-out', { type: 'logout', reason: 'logged-out' });
    this.directory.renewIds();
    this.tell({ type: 'directory' });
    this.move('online', { type: 'login', selfId: this.directory.selfId });
  }

  /** Everything as plain JSON; the bytes of files are the `SandboxFiles`' affair. */
  toJSON(): SandboxSnapshot {
    return {
      selfId: this.directory.selfId,
      state: this.state,
      people: this.directory.listPeople(),
      rooms: this.directory.listRooms(),
      requests: this.friends.list(),
      messages: [...this.messages.values()],
    };
  }

  /** Takes over what an earlier network remembered. Before anybody is attached. */
  restore(snapshot: SandboxSnapshot): void {
    this.directory.restore(snapshot);
    this.state = snapshot.state;
    this.friends.restore(snapshot.requests);
    for (const message of snapshot.messages) this.messages.set(message.id, message);
  }

  // What follows is the account's side, for `LocalSandboxServer`.

  /** A service takes our account over; what nobody was there to hear is told to it first. */
  attach(service: (event: SandboxAccountEvent) => void): string | undefined {
    this.service = service;
    const held = this.held;
    this.held = [];
    for (const event of held) service(event);
    if (this.scan) service({ type: 'scan', ...this.scan });
    return this.state === 'online' ? this.directory.selfId : undefined;
  }

  detach(service?: (event: SandboxAccountEvent) => void): void {
    if (!service || service === this.service) this.service = undefined;
  }

  /** @throws Error when there is no such message */
  message(id: string): SandboxMessage {
    const message = this.messages.get(id);
    if (!message) throw new Error(`sandbox: no message ${id}`);
    return message;
  }

  acceptRequest(id: string): void {
    this.person(this.friends.accept(id), { isFriend: true });
  }

  /** Our account sends something. @throws SandboxAwayError */
  send(place: SandboxPlace, content: SandboxContent): SandboxMessage {
    if (this.state !== 'online') throw new SandboxAwayError();
    const sentAt = this.clock.now().toISOString();
    const message: SandboxMessage = { id: freshId('m-'), fromUs: true, ...place, sentAt, content };
    this.keep(message);
    return message;
  }

  /** Our account takes back what it sent. @returns false when it did not send it */
  recallOwn(messageId: string): boolean {
    if (!this.messages.get(messageId)?.fromUs) return false;
    this.markRecalled(messageId);
    return true;
  }

  keepRemark(personKey: string, remark: string): void {
    this.directory.setRemark(personKey, remark);
    this.tell({ type: 'directory' });
  }

  /** Tells the watchers that people, rooms or ids were changed through the directory. */
  directoryChanged(): void {
    this.tell({ type: 'directory' });
  }

  private contentOf(said: SandboxSaid, options: SandboxSayOptions): SandboxContent {
    if ('source' in said) {
      const { source, ...rest } = said;
      return { ...rest, file: this.files.add(source) };
    }
    if (said.kind !== 'text' || !options.quote) return said;
    return { ...said, quote: this.quoteOf(options.quote) };
  }

  private quoteOf(quote: string | SandboxQuote): SandboxQuote {
    if (typeof quote !== 'string') return quote;
    const { content, fromUs, personKey } = this.message(quote);
    const speaker = personKey ? this.directory.findPerson(personKey)?.displayName : undefined;
    return { name: fromUs ? this.directory.selfName : (speaker ?? ''), text: shown(content) };
  }

  private keep(message: SandboxMessage): void {
    this.messages.set(message.id, message);
    this.tell({ type: 'message', message });
  }

  private markRecalled(messageId: string): void {
    this.messages.set(messageId, { ...this.message(messageId), isRecalled: true });
    this.tell({ type: 'recalled', messageId });
  }

  private move(state: SandboxAccountState, event: SandboxAccountEvent): void {
    if (this.state === state) return;
    this.state = state;
    this.scan = undefined;
    this.service?.(event);
    this.tell({ type: 'account', state });
  }

  private deliver(event: SandboxAccountEvent): void {
    if (this.state !== 'online') return;
    if (this.service) this.service(event);
    else this.held.push(event);
  }

  private tell(event: SandboxPhoneEvent): void {
    for (const watcher of this.watchers) watcher(event);
  }
}
