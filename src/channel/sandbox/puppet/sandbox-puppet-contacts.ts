import { FileBox, type FileBoxInterface } from 'file-box';
import { type payloads, throwUnsupportedError, types } from 'wechaty-puppet';
import { samplePicture } from '../sandbox-samples.js';
import type { SandboxContactView } from '../sandbox-server.js';
import { contactPayload } from './sandbox-payload.js';
import { SandboxPuppetSession } from './sandbox-puppet-session.js';

const CONFIRMED = 'confirmed-';

/** What our account noted of a contact; gone with the process. */
interface Notes {
  phone?: string[];
  description?: string;
  corporation?: string;
}

/** Every face in the sandbox. */
export function avatarBox(): FileBoxInterface {
  const source = samplePicture('avatar.png');
  const bytes = Buffer.from('bytes' in source ? source.bytes : []);
  return FileBox.fromBase64(bytes.toString('base64'), source.name);
}

/** Contacts, friendships and tags of the sandbox puppet. */
export abstract class SandboxPuppetContacts extends SandboxPuppetSession {
  private readonly notes = new Map<string, Notes>();
  private readonly tagged = new Map<string, Set<string>>();

  override contactList(): Promise<string[]> {
    return this.server.contactIds();
  }

  override contactRawPayload(contactId: string): Promise<SandboxContactView> {
    return this.server.contact(contactId);
  }

  override async contactRawPayloadParser(view: SandboxContactView): Promise<payloads.Contact> {
    return { ...contactPayload(view), ...this.notes.get(view.id) };
  }

  override contactAlias(contactId: string): Promise<string>;
  override contactAlias(contactId: string, alias: string | null): Promise<void>;
  override async contactAlias(contactId: string, alias?: string | null): Promise<unknown> {
    if (alias === undefined) return (await this.server.contact(contactId)).remark;
    await this.server.keepRemark(contactId, alias ?? '');
    this.dirtyPayload(types.Dirty.Contact, contactId);
    return undefined;
  }

  override contactAvatar(contactId: string): Promise<FileBoxInterface>;
  override contactAvatar(contactId: string, file: FileBoxInterface): Promise<void>;
  override async contactAvatar(_contactId: string, file?: FileBoxInterface): Promise<unknown> {
    return file ?? avatarBox();
  }

  override async contactPhone(contactId: string, phone: string[]): Promise<void> {
    this.note(contactId, { phone });
  }

  override async contactCorporationRemark(
    contactId: string,
    corporation: string | null,
  ): Promise<void> {
    this.note(contactId, { corporation: corporation ?? '' });
  }

  override async contactDescription(contactId: string, description: string | null): Promise<void> {
    this.note(contactId, { description: description ?? '' });
  }

  override async contactSelfName(_name: string): Promise<void> {
    return throwUnsupportedError('the sandbox account keeps its name');
  }

  override async contactSelfQRCode(): Promise<string> {
    return `https://weixin.invalid/${(await this.server.self()).id}`;
  }

  override async contactSelfSignature(_signature: string): Promise<void> {}

  override async friendshipAccept(friendshipId: string): Promise<void> {
    await this.server.acceptFriend(friendshipId);
    this.emit('friendship', { friendshipId: CONFIRMED + friendshipId });
  }

  override async friendshipAdd(contactId: string, option?: unknown): Promise<void> {
    const hello = typeof option === 'string' ? option : '';
    await this.server.requestFriend(contactId, hello);
  }

  override async friendshipSearchPhone(_phone: string): Promise<string | null> {
    return null;
  }

  override async friendshipSearchHandle(handle: string): Promise<string | null> {
    return (await this.server.contactByHandle(handle)) ?? null;
  }

  override async friendshipRawPayload(id: string): Promise<payloads.Friendship> {
    const isConfirmed = id.startsWith(CONFIRMED);
    const requestId = isConfirmed ? id.slice(CONFIRMED.length) : id;
    const base = { id, timestamp: 0, ...(await this.server.friendRequest(requestId)) };
    if (isConfirmed) return { ...base, type: types.Friendship.Confirm };
    return { ...base, type: types.Friendship.Receive, ticket: requestId };
  }

  override async friendshipRawPayloadParser(
    payload: payloads.Friendship,
  ): Promise<payloads.Friendship> {
    return payload;
  }

  override async tagContactAdd(tagId: string, contactId: string): Promise<void> {
    this.tagged.set(tagId, (this.tagged.get(tagId) ?? new Set()).add(contactId));
  }

  override async tagContactRemove(tagId: string, contactId: string): Promise<void> {
    this.tagged.get(tagId)?.delete(contactId);
  }

  override async tagContactDelete(tagId: string): Promise<void> {
    this.tagged.delete(tagId);
  }

  override async tagContactList(contactId?: string): Promise<string[]> {
    const tags = [...this.tagged];
    const kept = contactId ? tags.filter(([, contacts]) => contacts.has(contactId)) : tags;
    return kept.map(([tagId]) => tagId);
  }

  private note(contactId: string, notes: Notes): void {
    this.notes.set(contactId, { ...this.notes.get(contactId), ...notes });
    this.dirtyPayload(types.Dirty.Contact, contactId);
  }
}
