import { describe, expect, it } from '@jest/globals';
import { readChatRecord, typedChatRecord } from '../../src/channel/inbound/chat-record.rules.js';
import { mentions, withoutMention } from '../../src/channel/inbound/mention.rules.js';
import { splitQuote } from '../../src/channel/inbound/quote.rules.js';
import {
  cardName,
  isCallNote,
  isSystemNote,
  locationIn,
  placeOf,
  voiceSeconds,
} from '../../src/channel/inbound/wechat-note.rules.js';
import { attributeOf, elements, textOf } from '../../src/channel/inbound/wechat-xml.rules.js';
import { isConnectionLoss } from '../../src/channel/puppet-error.js';
import { pauseBefore, RETURN_PACE } from '../../src/channel/return-pace.rules.js';

const RULE = '- - - - - - - - - - - - - - -';

describe('a quote is taken off a text', () => {
  it.each([
    [
      'the ruled form',
      `「小邻：办好了」\n${RULE}\n谢谢`,
      { text: '谢谢', quote: '办好了', quotedName: '小邻' },
    ],
    [
      'a quote of several lines',
      `「小邻：第一行\n第二行：三」\n${RULE}\n好\n的`,
      { text: '好\n的', quote: '第一行\n第二行：三', quotedName: '小邻' },
    ],
    [
      'a quote of a quote',
      `「王阿姨：「小邻：在吗」\n${RULE}\n在」\n${RULE}\n哦`,
      { text: '哦', quote: `「小邻：在吗」\n${RULE}\n在`, quotedName: '王阿姨' },
    ],
    [
      'the one-line form with our name',
      '「小邻：…A-1…」 修好了',
      { text: '修好了', quote: '…A-1…', quotedName: '小邻' },
    ],
    [
      'the XML of newer clients',
      '<?xml version="1.0"?><msg><appmsg><title>收到 &amp; 谢谢</title><type>57</type><refermsg><displayname>小邻</displayname><content>请评价</content></refermsg></appmsg></msg>',
      { text: '收到 & 谢谢', quote: '请评价', quotedName: '小邻' },
    ],
    [
      'other things in brackets',
      '「通知：明天停水」是真的吗',
      { text: '「通知：明天停水」是真的吗' },
    ],
    ['brackets with nothing after', '「小邻：在吗」', { text: '「小邻：在吗」' }],
    ['an ordinary text', '灯坏了', { text: '灯坏了' }],
  ])('%s', (_title, raw, expected) => {
    expect(splitQuote(raw, '小邻')).toEqual(expected);
  });
});

describe('a chat record is read in all its forms', () => {
  const lines = [
    { name: '王阿姨', text: '灯坏了' },
    { name: '李叔', text: '[图片]' },
  ];

  it('as the client forwards it, with pictures named', () => {
    const items =
      '<dataitem datatype="1"><sourcename>王阿姨</sourcename><datadesc>灯坏了</datadesc></dataitem>' +
      '<dataitem datatype="2"><sourcename>李叔</sourcename></dataitem>';
    const xml = `<msg><appmsg><title>记录</title><recorditem><![CDATA[<recordinfo><datalist>${items}</datalist></recordinfo>]]></recorditem></appmsg></msg>`;
    expect(readChatRecord(xml)).toEqual({ title: '记录', lines });
  });

  it('escaped instead of wrapped', () => {
    const item =
      '&lt;dataitem datatype="1"&gt;&lt;sourcename&gt;王阿姨&lt;/sourcename&gt;&lt;datadesc&gt;灯坏了&lt;/datadesc&gt;&lt;/dataitem&gt;';
    const xml = `<msg><appmsg><title>记录</title><recorditem>${item}</recorditem></appmsg></msg>`;
    expect(readChatRecord(xml).lines).toEqual([lines[0]]);
  });

  it('as its summary when the rest is missing', () => {
    const xml =
      '<msg><appmsg><title>记录</title><des>王阿姨: 灯坏了\n李叔: [图片]</des></appmsg></msg>';
    expect(readChatRecord(xml)).toEqual({ title: '记录', lines });
  });

  it.each([
    ['plain lines', '王阿姨: 灯坏了\n李叔：[图片]', lines],
    ['a line that goes on', '王阿姨：灯\n坏了', [{ name: '王阿姨', text: '灯\n坏了' }]],
    ['XML that is broken', '<msg><appmsg><recorditem><dataitem', []],
    ['nothing', '', []],
  ])('%s', (_title, raw, expected) => {
    expect(readChatRecord(raw).lines).toEqual(expected);
  });

  it.each([
    ['[聊天记录] 王阿姨：灯坏了\n李叔：[图片]', lines],
    ['【聊天记录】王阿姨：灯坏了', [lines[0]]],
    ['[聊天记录 王阿姨：灯坏了]', [lines[0]]],
    ['王阿姨和李叔的聊天记录\n王阿姨：灯坏了', [lines[0]]],
    ['我有聊天记录，要看吗', undefined],
    ['[聊天记录] 没有人名', undefined],
  ])('pasted as text: %s', (text, expected) => {
    expect(typedChatRecord(text)?.lines).toEqual(expected);
  });
});

describe('the XML of WeChat is read without trusting it', () => {
  it.each([
    ['a text', '<a><b>x</b></a>', 'x'],
    ['CDATA', '<b><![CDATA[1 < 2]]></b>', '1 < 2'],
    ['entities, once', '<b>&amp;lt;</b>', '&lt;'],
    ['a longer name is another element', '<bb>no</bb><b>yes</b>', 'yes'],
    ['no end', '<b>rest', 'rest'],
    ['no such element', '<c/>', undefined],
  ])('%s', (_title, xml, expected) => {
    expect(textOf(xml, 'b')).toBe(expected);
  });

  it('takes time in proportion to a text of 100,000 characters', () => {
    expect(elements('<b '.repeat(33_000), 'b')).toEqual([]);
    expect(elements('<b>'.repeat(33_000), 'b')).toHaveLength(1);
    expect(attributeOf('<b x="1" '.repeat(10_000), 'b', 'x')).toBeUndefined();
  });
});

describe('notes of WeChat are told from words of people', () => {
  it.each([
    ['<voipmsg type="VoIPBubbleMsg"><msg>对方已取消</msg></voipmsg>', true],
    ['[语音通话]', true],
    ['语音通话 对方已取消', true],
    ['昨天语音通话里说好的', false],
  ])('a call: %s', (text, expected) => expect(isCallNote(text)).toBe(expected));

  it.each([
    ['你已添加了王阿姨，现在可以开始聊天了。', true],
    ['"王阿姨" 拍了拍我', true],
    ['<sysmsg type="pat"></sysmsg>', true],
    ['灯坏了', false],
  ])('WeChat itself: %s', (text, expected) => expect(isSystemNote(text)).toBe(expected));

  it('the length of a voice note, the name on a card, a place', () => {
    expect(voiceSeconds('<msg><voicemsg voicelength="2340" length="1"/></msg>')).toBe(2.3);
    expect(voiceSeconds('')).toBeUndefined();
    expect(cardName('<?xml version="1.0"?><msg username="x" nickname="李 &amp; 明"/>')).toBe(
      '李 & 明',
    );
    expect(
      locationIn('<msg><location x="31.87" y="117.26" label="阜阳路" poiname="双岗菜市"/></msg>'),
    ).toEqual({ lng: 117.26, lat: 31.87, name: '双岗菜市', address: '阜阳路' });
    expect(placeOf(0, 0, 'NONAME', 'NOADDRESS')).toBeUndefined();
    expect(locationIn('nothing')).toBeUndefined();
  });
});

it('a mention of us is found and taken out, whichever client wrote it', () => {
  expect(mentions('@小邻\u2005灯坏了', '小邻')).toBe(true);
  expect(mentions('小邻 灯坏了', '小邻')).toBe(false);
  expect(withoutMention('@小邻\u2005灯坏了', '小邻')).toBe('灯坏了');
  expect(withoutMention('灯坏了 @小邻', '小邻')).toBe('灯坏了');
  expect(withoutMention('@a.b 灯', 'a.b')).toBe('灯');
});

it('the pauses before coming back grow, and leave time for a code to be scanned', () => {
  expect(pauseBefore(RETURN_PACE, 'absent', 0, false)).toBe(1_000);
  expect(pauseBefore(RETURN_PACE, 'absent', 99, false)).toBe(30_000);
  expect(pauseBefore(RETURN_PACE, 'logged_out', 0, false)).toBe(5_000);
  expect(pauseBefore(RETURN_PACE, 'logged_out', 0, true)).toBe(300_000);
});

it.each([
  [new Error('14 UNAVAILABLE: No connection established'), true],
  [{ gerror: '{"message":"14 UNAVAILABLE: Connection dropped"}' }, true],
  [new Error('sandbox: the channel is away'), true],
  [new Error('sandbox: no contact @x'), false],
  [undefined, false],
])('an absent gateway is told from one that refuses (%#)', (cause, expected) => {
  expect(isConnectionLoss(cause)).toBe(expected);
});
