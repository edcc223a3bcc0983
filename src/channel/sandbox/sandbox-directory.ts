import { createHash, randomBytes } from 'node:crypto';
import type { SandboxPerson, SandboxRoom, SandboxSnapshot } from './sandbox.types.js';
import { OUR_NAME } from './sandbox.types.js';

/** What may be said of a person when they are first named. `handle: null` = the channel tells no WeChat number. */
export interface SandboxPersonDetails {
  readonly displayName?: string;
  readonly handle?: string | null;
  readonly isFriend?: boolean;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** An id as a web channel gives them: long, meaningless, new at every login. Rooms' begin with two signs, as there. */
export function freshId(prefix: '@' | '@@' | 'm-' | 'f-'): string {
  return prefix + randomBytes(12).toString('hex');
}

/** Who is on the make-believe WeChat: people, rooms, our account, and the ids they have today. */
export class SandboxDirectory {
  selfId = freshId('@');
  readonly selfName = OUR_NAME;
  private readonly people = new Map<string, Writable<SandboxPerson>>();
  private readonly rooms = new Map<string, Writable<SandboxRoom>>();

  /** The person with that key; made on first mention, as a friend of our account, with a WeChat number of their own. */
  person(key: string, details: SandboxPersonDetails = {}): SandboxPerson {
    const known = this.people.get(key);
    const person = known ?? {
      key,
      channelId: freshId('@'),
      handle: `wx_${createHash('sha256').update(key).digest('hex').slice(0, 10)}`,
      displayName: key,
      isFriend: true,
      remark: '',
    };
    if (details.displayName !== undefined) person.displayName = details.displayName;
    if (details.isFriend !== undefined) person.isFriend = details.isFriend;
    if (details.handle !== undefined) person.handle = details.handle ?? undefined;
    this.people.set(key, person);
    return person;
  }

  /** The room with that key, made on first mention; the people named become members. */
  room(key: string, memberKeys: readonly string[] = [], topic = key): SandboxRoom {
    const room = this.rooms.get(key) ?? { key, channelId: freshId('@@'), topic, memberKeys: [] };
    room.memberKeys = [...new Set([...room.memberKeys, ...memberKeys])];
    this.rooms.set(key, room);
    return room;
  }

  findPerson(key: string): SandboxPerson | undefined {
    return this.people.get(key);
  }

  findRoom(key: string): SandboxRoom | undefined {
    return this.rooms.get(key);
  }

  listPeople(): SandboxPerson[] {
    return [...this.people.values()];
  }

  listRooms(): SandboxRoom[] {
    return [...this.rooms.values()];
  }

  /** @throws Error when nobody has that id today */
  personById(channelId: string): SandboxPerson {
    const person = this.listPeople().find((one) => one.channelId === channelId);
    if (!person) throw new Error(`sandbox: no contact ${channelId}`);
    return person;
  }

  /** @throws Error when no room has that id today */
  roomById(channelId: string): SandboxRoom {
    const room = this.listRooms().find((one) => one.channelId === channelId);
    if (!room) throw new Error(`sandbox: no room ${channelId}`);
    return room;
  }

  setRemark(key: string, remark: string): void {
    const person = this.people.get(key);
    if (person) person.remark = remark;
  }

  changeRoom(key: string, change: { topic?: string; memberKeys?: readonly string[] }): void {
    const room = this.rooms.get(key);
    if (!room) return;
    if (change.topic !== undefined) room.topic = change.topic;
    if (change.memberKeys) room.memberKeys = [...change.memberKeys];
  }

  removeRoom(key: string): void {
    this.rooms.delete(key);
  }

  /** Gives everybody, every room and our account a new id; remarks and WeChat numbers stay. */
  renewIds(): void {
    this.selfId = freshId('@');
    for (const person of this.people.values()) person.channelId = freshId('@');
    for (const room of this.rooms.values()) room.channelId = freshId('@@');
  }

  /** Takes over what an earlier network remembered. */
  restore(snapshot: Pick<SandboxSnapshot, 'selfId' | 'people' | 'rooms'>): void {
    this.selfId = snapshot.selfId;
    for (const person of snapshot.people) this.people.set(person.key, { ...person });
    for (const room of snapshot.rooms) this.rooms.set(room.key, { ...room });
  }
}
