import { expect } from '@jest/globals';
import type { SandboxSaid } from '../../src/channel/sandbox/sandbox.types.js';
import {
  sampleFile,
  samplePicture,
  sampleVideo,
  sampleVoice,
} from '../../src/channel/sandbox/sandbox-samples.js';

/** A file that the store kept. */
const media = { sha256: expect.stringMatching(/^[0-9a-f]{64}$/), bytes: expect.any(Number) };
/** What a phone sends, and what the house hears. */
export const KINDS: [string, SandboxSaid, unknown][] = [
  ['a text', { kind: 'text', text: '楼道灯坏了' }, { kind: 'text', text: '楼道灯坏了' }],
  [
    'a text with a quote',
    { kind: 'text', text: '好的', quote: { name: '小邻', text: '您的事办好了：A-1\n满意吗？' } },
    { kind: 'text', text: '好的', quote: '您的事办好了：A-1\n满意吗？' },
  ],
  [
    'a picture',
    { kind: 'picture', source: samplePicture() },
    { kind: 'picture', media: { ...media, mediaType: 'image/png' } },
  ],
  [
    'a voice note',
    { kind: 'voice', seconds: 12, source: sampleVoice(12) },
    { kind: 'voice', seconds: 12, media: { ...media, mediaType: 'audio/wav' } },
  ],
  [
    'a video',
    { kind: 'video', source: sampleVideo() },
    { kind: 'video', media: { ...media, mediaType: 'video/mp4' } },
  ],
  [
    'a file',
    { kind: 'file', source: sampleFile('情况说明.txt') },
    { kind: 'file', name: '情况说明.txt', media: expect.objectContaining(media) },
  ],
  [
    'a location',
    { kind: 'location', lng: 117.26, lat: 31.87, name: '双岗菜市', address: '阜阳路' },
    { kind: 'location', lng: 117.26, lat: 31.87, name: '双岗菜市', address: '阜阳路' },
  ],
  [
    'a link',
    { kind: 'link', title: '停水通知', description: '明天', url: 'https://example.invalid/' },
    { kind: 'link', title: '停水通知', description: '明天', url: 'https://example.invalid/' },
  ],
  [
    'a mini program',
    { kind: 'mini-program', title: '随手拍' },
    { kind: 'mini-program', title: '随手拍' },
  ],
  [
    'a chat record',
    {
      kind: 'chat-record',
      title: '王阿姨的聊天记录',
      lines: [
        { name: '王阿姨', text: '灯坏了 <3 天 & 没人管' },
        { name: '李叔', text: '我家也是' },
      ],
    },
    {
      kind: 'chat-record',
      title: '王阿姨的聊天记录',
      lines: [
        { name: '王阿姨', text: '灯坏了 <3 天 & 没人管' },
        { name: '李叔', text: '我家也是' },
      ],
    },
  ],
  [
    'a contact card',
    { kind: 'contact-card', personKey: '王阿姨', name: '王阿姨' },
    { kind: 'contact-card', name: '王阿姨' },
  ],
  ['a sticker', { kind: 'sticker' }, { kind: 'sticker' }],
  ['money', { kind: 'money', of: 'red-envelope' }, { kind: 'money' }],
  ['a call nobody took', { kind: 'call' }, { kind: 'missed-call' }],
  [
    'a kind nobody knows',
    { kind: 'raw', type: 0, text: '<msg><a/></msg>' },
    { kind: 'unknown', label: '消息' },
  ],
  ['a group note', { kind: 'raw', type: 10, text: '' }, { kind: 'unknown', label: '群笔记' }],
  [
    'a picture that is none',
    {
      kind: 'picture',
      source: { name: 'broken.jpg', bytes: Buffer.from('\xff\xd8\xff broken', 'latin1') },
    },
    { kind: 'media-fault', of: 'picture', fault: 'unreadable', name: 'broken.jpg' },
  ],
  [
    'a number that is no kind',
    { kind: 'raw', type: 99, text: '' },
    { kind: 'unknown', label: '消息' },
  ],
];

/** Texts that are taken as they are, whatever they look like. */
export const ODD_TEXTS: [string, string][] = [
  ['empty', ''],
  ['only faces', '😂😂😂'],
  ['20,000 characters', '长'.repeat(20_000)],
  ['XML that never ends', `<?xml version="1.0"?><msg><appmsg><title>${'<a '.repeat(5_000)}`],
  ['brackets that never close', '「'.repeat(10_000)],
  ['dashes without end', `「a：b」\n${'- '.repeat(10_000)}`],
];

/** The bytes of a sample. */
export function bytesOf(source: ReturnType<typeof sampleVoice>): Buffer {
  return 'bytes' in source ? Buffer.from(source.bytes) : Buffer.alloc(0);
}
