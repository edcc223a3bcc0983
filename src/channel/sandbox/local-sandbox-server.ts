import type { SandboxContent, SandboxMessage, SandboxPerson } from './sandbox.types.js';
import type { SandboxNetwork, SandboxPlace } from './sandbox-network.js';
import {
  type SandboxAccountEvent,
  type SandboxContactView,
  type SandboxMessageView,
  type SandboxRoomChange,
  type SandboxRoomView,
  type SandboxSending,
  SandboxServer,
} from './sandbox-server.js';

/** The account's side of a network in the same process. */
export class LocalSandboxServer extends SandboxServer {
  private listener: ((event: SandboxAccountEvent) => void) | undefined;

  constructor(private readonly network: SandboxNetwork) {
    super();
  }

  async attach(listener: (event: SandboxAccountEvent) => void): Promise<string | undefined> {
    this.listener = listener;
    return this.network.attach(listener);
  }

  async detach(): Promise<void> {
    if (this.listener) this.network.detach(this.listener);
    this.listener = undefined;
  }

  async self(): Promise<SandboxContactView> {
    const { selfId, selfName } = this.network.directory;
    return { id: selfId, name: selfName, remark: '', isFriend: false };
  }

  async contactIds(): Promise<string[]> {
    const friends = this.network.people().filter((person) => person.isFriend);
    return friends.map((person) => person.channelId);
  }

  async contact(id: string): Promise<SandboxContactView> {
    if (id === this.network.directory.selfId) return this.self();
    return contactView(this.network.directory.personById(id));
  }

  async keepRemark(contactId: string, remark: string): Promise<void> {
    this.network.keepRemark(this.keyOf(contactId), remark);
  }

  async roomIds(): Promise<string[]> {
    return this.network.directory.listRooms().map((room) => room.channelId);
  }

  async room(id: string): Promise<SandboxRoomView> {
    const { directory } = this.network;
    const room = directory.roomById(id);
    const members = room.memberKeys.map((key) => directory.person(key).channelId);
    return { id, topic: room.topic, memberIds: [directory.selfId, ...members] };
  }

  async createRoom(contactIds: readonly string[], topic: string): Promise<string> {
    const keys = contactIds.map((id) => this.keyOf(id));
    return this.network.room(topic || keys.join('、'), keys).channelId;
  }

  async changeRoom(roomId: string, change: SandboxRoomChange): Promise<void> {
    const { directory } = this.network;
    const room = directory.roomById(roomId);
    if (change.type === 'topic') directory.changeRoom(room.key, { topic: change.topic });
    else if (change.type === 'quit') directory.removeRoom(room.key);
    else {
      const named = change.contactIds.map((id) => this.keyOf(id));
      const kept = room.memberKeys.filter((key) => !named.includes(key));
      directory.changeRoom(room.key, {
        memberKeys: change.type === 'add' ? [...kept, ...named] : kept,
      });
    }
    this.network.directoryChanged();
  }

  async message(id: string): Promise<SandboxMessageView> {
    const { directory } = this.network;
    const message = this.network.message(id);
    const personId = message.personKey && directory.person(message.personKey).channelId;
    const { content } = message;
    return {
      id,
      talkerId: message.fromUs ? directory.selfId : (personId ?? ''),
      listenerId: message.roomKey ? undefined : message.fromUs ? personId : directory.selfId,
      roomId: message.roomKey && directory.room(message.roomKey).channelId,
      mentionIds: message.mentionsUs ? [directory.selfId] : [],
      sentAt: message.sentAt,
      content,
      cardId:
        content.kind === 'contact-card' ? directory.person(content.personKey).channelId : undefined,
    };
  }

  fileChunk(fileId: string, offset: number, length: number): Promise<Buffer> {
    return this.network.files.chunk(fileId, offset, length);
  }

  async send(conversationId: string, sending: SandboxSending): Promise<string> {
    const place = this.placeOf(conversationId);
    return this.network.send(place, this.contentOf(sending)).id;
  }

  async forward(conversationId: string, messageId: string): Promise<string> {
    const { content } = this.network.message(messageId);
    return this.network.send(this.placeOf(conversationId), content).id;
  }

  async recall(messageId: string): Promise<boolean> {
    return this.network.recallOwn(messageId);
  }

  async friendRequest(id: string): Promise<{ contactId: string; hello: string }> {
    const { personKey, hello } = this.network.friends.get(id);
    return { contactId: this.network.person(personKey).channelId, hello };
  }

  async acceptFriend(requestId: string): Promise<void> {
    this.network.acceptRequest(requestId);
  }

  /** People of the sandbox say yes at once. */
  async requestFriend(contactId: string, hello: string): Promise<void> {
    this.network.acceptRequest(this.network.friends.add(this.keyOf(contactId), hello).id);
  }

  async contactByHandle(handle: string): Promise<string | undefined> {
    return this.network.people().find((person) => person.handle === handle)?.channelId;
  }

  async logout(): Promise<void> {
    this.network.logout();
  }

  private keyOf(contactId: string): string {
    return this.network.directory.personById(contactId).key;
  }

  private placeOf(conversationId: string): SandboxPlace {
    const room = this.network.directory.listRooms().find((one) => one.channelId === conversationId);
    return room ? { roomKey: room.key } : { personKey: this.keyOf(conversationId) };
  }

  private contentOf(sending: SandboxSending): SandboxContent {
    if (sending.kind === 'contact-card') {
      const { key, displayName, remark } = this.network.directory.personById(sending.contactId);
      return { kind: 'contact-card', personKey: key, name: displayName || remark };
    }
    if (sending.kind !== 'file') return sending;
    const { name, mediaType, base64, seconds } = sending;
    const file = this.network.files.add({ name, mediaType, bytes: Buffer.from(base64, 'base64') });
    const kind = kindOfFile(mediaType);
    return kind === 'voice' ? { kind, file, seconds: seconds ?? 0 } : { kind, file };
  }
}

/** WeChat shows a file by what it is. */
function kindOfFile(
  mediaType: string,
): Extract<SandboxMessage['content'], { file: unknown }>['kind'] {
  if (mediaType.startsWith('image/')) return 'picture';
  if (mediaType.startsWith('audio/')) return 'voice';
  return mediaType.startsWith('video/') ? 'video' : 'file';
}

function contactView(person: SandboxPerson): SandboxContactView {
  const { channelId: id, displayName: name, handle, remark, isFriend } = person;
  return { id, name, handle, remark, isFriend };
}
