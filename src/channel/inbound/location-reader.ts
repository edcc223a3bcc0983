import type { Wechaty } from 'wechaty';
import { type MapPlace, placeOf } from './wechat-note.rules.js';

/** Numbers of the fields of `LocationPayload` in Wechaty's gRPC protocol, counted from nought. */
const FIELD = { address: 1, latitude: 2, longitude: 3, name: 4 } as const;

/**
 * Where a location message points, asked of the puppet (`message.toLocation()` throws in Wechaty 1.20).
 * wechaty-puppet-service 1.19 spreads the protocol buffer instead of reading it: its answer says NOADDRESS and 0/0, and
 * carries the fields in the buffer's array, under a name that the protobuf library's minifier chose.
 */
export async function readLocation(bot: Wechaty, messageId: string): Promise<MapPlace | undefined> {
  const payload = await bot.puppet.messageLocation(messageId);
  const raw = Object.values(payload).find((value) => Array.isArray(value));
  if (!raw) {
    return placeOf(payload.longitude, payload.latitude, payload.name, payload.address);
  }
  return placeOf(
    Number(raw[FIELD.longitude] ?? 0),
    Number(raw[FIELD.latitude] ?? 0),
    String(raw[FIELD.name] ?? ''),
    String(raw[FIELD.address] ?? ''),
  );
}
