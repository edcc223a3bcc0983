import { payloads, types } from 'wechaty-puppet';
import type { SandboxContent, SandboxQuote } from '../sandbox.types.js';
import type { SandboxContactView, SandboxMessageView } from '../sandbox-server.js';

const QUOTE_RULE = '- - - - - - - - - - - - - - -';

const TYPES: Readonly<Record<Exclude<SandboxContent['kind'], 'money' | 'raw'>, types.Message>> = {
  text: types.Message.Text,
  picture: types.Message.Image,
  voice: types.Message.Audio,
  video: types.Message.Video,
  file: types.Message.Attachment,
  location: types.Message.Location,
  link: types.Message.Url,
  'mini-program': types.Message.MiniProgram,
  'chat-record': types.Message.ChatHistory,
  'contact-card': types.Message.Contact,
  sticker: types.Message.Emoticon,
  call: types.Message.Unknown,
  recall: types.Message.Recalled,
};

/** A message as Wechaty's puppets hand it over: the XML of WeChat where they pass that on. */
export function messagePayload(view: SandboxMessageView): payloads.Message {
  const { content } = view;
  return {
    id: view.id,
    talkerId: view.talkerId,
    listenerId: view.listenerId ?? '',
    roomId: view.roomId ?? '',
    mentionIdList: [...view.mentionIds],
    timestamp: Date.parse(view.sentAt),
    type: typeOf(content),
    text: textOf(content),
    filename: 'file' in content ? content.file.name : undefined,
  };
}

export function contactPayload(view: SandboxContactView): payloads.Contact {
  return {
    id: view.id,
    name: view.name,
    alias: view.remark,
    handle: view.handle,
    weixin: view.handle,
    friend: view.isFriend,
    gender: types.ContactGender.Unknown,
    type: types.Contact.Individual,
    avatar: '',
    phone: [],
  };
}

/** @throws Error when the message is no location */
export function locationPayload(content: SandboxContent): payloads.Location {
  if (content.kind !== 'location') throw new Error('sandbox: not a location');
  const { lng: longitude, lat: latitude, name, address } = content;
  return { accuracy: 15, latitude, longitude, name, address };
}

function typeOf(content: SandboxContent): types.Message {
  if (content.kind === 'raw') return content.type;
  if (content.kind !== 'money') return TYPES[content.kind];
  return content.of === 'transfer' ? types.Message.Transfer : types.Message.RedEnvelope;
}

function textOf(content: SandboxContent): string {
  switch (content.kind) {
    case 'text':
      return content.quote ? quoted(content.quote, content.text) : content.text;
    case 'voice':
      return `<msg><voicemsg voicelength="${content.seconds * 1000}" voiceformat="4" /></msg>`;
    case 'chat-record':
      return chatRecordXml(content.title, content.lines);
    case 'contact-card':
      return `<?xml version="1.0"?><msg nickname="${xml(content.name)}" sex="0" />`;
    case 'call':
      return '<voipmsg type="VoIPBubbleMsg"><VoIPBubbleMsg><msg><![CDATA[对方已取消]]></msg><room_type>1</room_type></VoIPBubbleMsg></voipmsg>';
    case 'recall':
      return content.of;
    case 'raw':
      return content.text;
    default:
      return '';
  }
}

function quoted(quote: SandboxQuote, text: string): string {
  return `「${quote.name}：${quote.text}」\n${QUOTE_RULE}\n${text}`;
}

function chatRecordXml(title: string, lines: readonly SandboxQuote[]): string {
  const items = lines.map(
    ({ name, text }, at) =>
      `<dataitem datatype="1" dataid="${at}"><sourcename>${xml(name)}</sourcename><datadesc>${xml(text)}</datadesc></dataitem>`,
  );
  const record = `<recordinfo><title>${xml(title)}</title><datalist count="${lines.length}">${items.join('')}</datalist></recordinfo>`;
  const summary = lines.map(({ name, text }) => `${name}: ${text}`).join('\n');
  return [
    '<?xml version="1.0"?><msg><appmsg appid="" sdkver="0">',
    `<title>${xml(title)}</title><des>${xml(summary)}</des><type>19</type>`,
    `<recorditem><![CDATA[${record}]]></recorditem></appmsg></msg>`,
  ].join('');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

function xml(text: string): string {
  return text.replaceAll(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);
}
