import type { FileBoxInterface } from 'file-box';
import { type payloads, throwUnsupportedError, types } from 'wechaty-puppet';
import type { SandboxContactView, SandboxRoomChange, SandboxRoomView } from '../sandbox-server.js';
import { avatarBox, SandboxPuppetContacts } from './sandbox-puppet-contacts.js';

/** Rooms, their members and announcements of the sandbox puppet. Nobody is ever invited by a card there. */
export abstract class SandboxPuppetRooms extends SandboxPuppetContacts {
  private readonly announcements = new Map<string, string>();

  override roomList(): Promise<string[]> {
    return this.server.roomIds();
  }

  override roomRawPayload(roomId: string): Promise<SandboxRoomView> {
    return this.server.room(roomId);
  }

  override async roomRawPayloadParser(view: SandboxRoomView): Promise<payloads.Room> {
    return { id: view.id, topic: view.topic, memberIdList: [...view.memberIds], adminIdList: [] };
  }

  override roomCreate(contactIdList: string[], topic = ''): Promise<string> {
    return this.server.createRoom(contactIdList, topic);
  }

  override async roomAdd(roomId: string, contactId: string | string[]): Promise<void> {
    await this.changeRoom(roomId, { type: 'add', contactIds: [contactId].flat() });
  }

  override async roomDel(roomId: string, contactId: string | string[]): Promise<void> {
    await this.changeRoom(roomId, { type: 'remove', contactIds: [contactId].flat() });
  }

  override async roomQuit(roomId: string): Promise<void> {
    await this.changeRoom(roomId, { type: 'quit' });
  }

  override roomTopic(roomId: string): Promise<string>;
  override roomTopic(roomId: string, topic: string): Promise<void>;
  override async roomTopic(roomId: string, topic?: string): Promise<unknown> {
    if (topic === undefined) return (await this.server.room(roomId)).topic;
    await this.changeRoom(roomId, { type: 'topic', topic });
    return undefined;
  }

  override async roomAvatar(_roomId: string): Promise<FileBoxInterface> {
    return avatarBox();
  }

  override async roomQRCode(roomId: string): Promise<string> {
    return `https://weixin.invalid/${roomId}`;
  }

  override roomAnnounce(roomId: string): Promise<string>;
  override roomAnnounce(roomId: string, text: string): Promise<void>;
  override async roomAnnounce(roomId: string, text?: string): Promise<unknown> {
    if (text === undefined) return this.announcements.get(roomId) ?? '';
    this.announcements.set(roomId, text);
    return undefined;
  }

  override async roomMemberList(roomId: string): Promise<string[]> {
    return [...(await this.server.room(roomId)).memberIds];
  }

  override roomMemberRawPayload(_roomId: string, contactId: string): Promise<SandboxContactView> {
    return this.server.contact(contactId);
  }

  override async roomMemberRawPayloadParser(
    view: SandboxContactView,
  ): Promise<payloads.RoomMember> {
    return { id: view.id, name: view.name, avatar: '', roomAlias: '' };
  }

  override async roomInvitationAccept(_roomInvitationId: string): Promise<void> {
    return throwUnsupportedError('the sandbox has no room invitations');
  }

  override async roomInvitationRawPayload(_roomInvitationId: string): Promise<never> {
    return throwUnsupportedError('the sandbox has no room invitations');
  }

  override async roomInvitationRawPayloadParser(
    payload: payloads.RoomInvitation,
  ): Promise<payloads.RoomInvitation> {
    return payload;
  }

  private async changeRoom(roomId: string, change: SandboxRoomChange): Promise<void> {
    await this.server.changeRoom(roomId, change);
    this.dirtyPayload(types.Dirty.Room, roomId);
  }
}
