import { attributeOf, isXml } from './wechat-xml.rules.js';

/** Words with which WeChat itself, not a person, fills a talk. */
const SYSTEM_NOTES = [
  /^以上是打招呼的(?:消息|内容)/,
  /^(?:你|您)已添加了.+(?:现在)?可以开始聊天/,
  /^我通过了(?:你|您)的(?:朋友|好友)验证请求/,
  /^.{1,40}(?:邀请|移出|加入).{0,60}群聊/,
  /拍了拍/,
];

const CALL_TAGS = /<(?:voipmsg|voipinvitemsg|voiplocalinfo|VoIPBubbleMsg)\b/i;
const CALL_NOTE =
  /^\[?(?:语音|视频)通话\]?(?:\s*(?:已取消|对方已取消|未接听|无应答|已拒绝|忙线.*|通话时长.*))?$/;

/** A note that a client writes for a call (语音通话、视频通话), as XML or as its fixed words. */
export function isCallNote(text: string): boolean {
  return CALL_TAGS.test(text) || CALL_NOTE.test(text.trim());
}

/** A note of WeChat itself, to which nobody expects an answer. Asked only of messages the channel gives no kind for. */
export function isSystemNote(text: string): boolean {
  return /<sysmsg\b/.test(text) || SYSTEM_NOTES.some((note) => note.test(text.trim()));
}

/** Length of a voice note in seconds, from WeChat's XML (milliseconds there). */
export function voiceSeconds(text: string): number | undefined {
  const ms = Number(attributeOf(text, 'voicemsg', 'voicelength') ?? Number.NaN);
  return Number.isFinite(ms) && ms > 0 ? Math.round(ms / 100) / 10 : undefined;
}

/** The name on a contact card, from WeChat's XML. */
export function cardName(text: string): string | undefined {
  return isXml(text) ? attributeOf(text, 'msg', 'nickname') : undefined;
}

/** A place on the map. GCJ-02, as WeChat sends. */
export interface MapPlace {
  readonly lng: number;
  readonly lat: number;
  readonly name: string;
  readonly address: string;
}

/** A location from WeChat's XML, where `x` is the latitude. */
export function locationIn(text: string): MapPlace | undefined {
  const read = (attribute: string) => attributeOf(text, 'location', attribute);
  return placeOf(Number(read('y')), Number(read('x')), read('poiname'), read('label'));
}

/** A place when the coordinates are ones; 0/0 in the Gulf of Guinea means that nobody knows. */
export function placeOf(lng: number, lat: number, name = '', address = ''): MapPlace | undefined {
  const isOnEarth = Math.abs(lng) <= 180 && Math.abs(lat) <= 90 && !(lng === 0 && lat === 0);
  return isOnEarth ? { lng, lat, name, address } : undefined;
}
