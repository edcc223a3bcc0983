import { describe, expect, it } from '@jest/globals';
import type { Step } from '../../src/cli/transcript/transcript.types.js';
import { parseTranscript } from '../../src/cli/transcript/transcript-parser.js';
import { formatMinute } from '../../src/kernel/calendar.js';

const parse = (text: string) => parseTranscript('t.chat.txt', text);

/** The one step of a one-line file, patterns by their source and times as written. */
function step(line: string): Record<string, unknown> {
  const [first] = parse(`bot@甲> {case}\n${line}`).steps.slice(1);
  const { line: _line, source: _source, ...body } = first as Step;
  return JSON.parse(
    JSON.stringify(body, (key, value) => {
      if (key === 'at') return formatMinute(new Date(value));
      return value?.parts ? value.source : value;
    }),
  );
}

describe('a transcript file', () => {
  it('has a title, settings and numbered steps', () => {
    const transcript = parse(
      '\uFEFF# 路灯坏了\r\n# 再说一句\r\nlenient\r\nworld world\r\nmethod shanxi\r\nchannel pace 20/min\r\n\r\n  王阿姨> 你好  \r\n',
    );
    expect(transcript.title).toBe('路灯坏了');
    expect(transcript.settings).toEqual({
      lenient: true,
      world: 'world',
      method: 'shanxi',
      pacePerMinute: 20,
    });
    expect(transcript.steps).toMatchObject([{ line: 8, kind: 'say', source: '王阿姨> 你好' }]);
  });

  it.each([
    ['now 2026-12-01 09:00', { kind: 'now', at: '2026-12-01 09:00' }],
    ['at 2026-12-08 08:00', { kind: 'at', at: '2026-12-08 08:00' }],
    ['after 90m', { kind: 'after', amount: 90, unit: 'm' }],
    ['after 3wd', { kind: 'after', amount: 3, unit: 'wd' }],
    [
      '王阿姨 is resident 灵西小区 3栋2单元501',
      { kind: 'resident', person: '王阿姨', home: '灵西小区 3栋2单元501' },
    ],
    ['李明 is staff G0301', { kind: 'staff', person: '李明', staffNo: 'G0301' }],
    [
      '王阿姨> 进度 {case}',
      { kind: 'say', person: '王阿姨', said: { kind: 'text', text: '进度 {case}' } },
    ],
    ['王阿姨>', { kind: 'say', person: '王阿姨', said: { kind: 'text', text: '' } }],
    ['王阿姨> [强]', { kind: 'say', person: '王阿姨', said: { kind: 'text', text: '[强]' } }],
    [
      '王阿姨> now 2026 is resident here',
      { kind: 'say', person: '王阿姨', said: { kind: 'text', text: 'now 2026 is resident here' } },
    ],
    [
      '王阿姨@业主群> @小邻 灯坏了',
      {
        kind: 'say',
        person: '王阿姨',
        room: '业主群',
        said: { kind: 'text', text: '@小邻 灯坏了' },
      },
    ],
    [
      '王阿姨> [图片 a b.jpg]',
      { kind: 'say', person: '王阿姨', said: { kind: 'picture', path: 'a b.jpg' } },
    ],
    ['王阿姨> [图片]', { kind: 'say', person: '王阿姨', said: { kind: 'picture' } }],
    ['王阿姨> [语音 12s]', { kind: 'say', person: '王阿姨', said: { kind: 'voice', seconds: 12 } }],
    [
      '王阿姨> [位置 117.26,31.87 双岗菜市]',
      {
        kind: 'say',
        person: '王阿姨',
        said: { kind: 'location', lng: 117.26, lat: 31.87, name: '双岗菜市' },
      },
    ],
    ['王阿姨> [视频]', { kind: 'say', person: '王阿姨', said: { kind: 'video' } }],
    [
      '王阿姨> [文件 证明.pdf]',
      { kind: 'say', person: '王阿姨', said: { kind: 'file', name: '证明.pdf' } },
    ],
    [
      '李明> [聊天记录 王阿姨：灯坏了；李叔:三天了]',
      {
        kind: 'say',
        person: '李明',
        said: {
          kind: 'chat-record',
          lines: [
            { name: '王阿姨', text: '灯坏了' },
            { name: '李叔', text: '三天了' },
          ],
        },
      },
    ],
    [
      '李明> 「小邻：…{case}…」 接单',
      { kind: 'say', person: '李明', said: { kind: 'text', text: '接单', quote: '…{case}…' } },
    ],
    [
      '李明> 「老张：在吗」 在',
      { kind: 'say', person: '李明', said: { kind: 'text', text: '「老张：在吗」 在' } },
    ],
    [
      'bot@王阿姨> …{case}…',
      { kind: 'expect', person: '王阿姨', skipping: false, pattern: '…{case}…' },
    ],
    [
      'bot@王阿姨*> …[满意|还行]…',
      { kind: 'expect', person: '王阿姨', skipping: true, pattern: '…[满意|还行]…' },
    ],
    ['never@王阿姨> …工单…', { kind: 'never', person: '王阿姨', pattern: '…工单…' }],
    ['silence', { kind: 'silence' }],
    ['silence 王阿姨', { kind: 'silence', person: '王阿姨' }],
    [
      'case {case}> status=assigned due=2026-12-03 09:00 place=灵西小区 3栋 assignee=-',
      {
        kind: 'case',
        number: '{case}',
        facts: [
          { key: 'status', expected: 'assigned' },
          { key: 'due', expected: '2026-12-03 09:00' },
          { key: 'place', expected: '灵西小区 3栋' },
          { key: 'assignee', expected: '-' },
        ],
      },
    ],
    ['cases 3', { kind: 'count', count: 3 }],
    ['cases of 王阿姨 1', { kind: 'count', of: '王阿姨', count: 1 }],
    ['restart', { kind: 'restart', hard: false }],
    ['restart hard', { kind: 'restart', hard: true }],
    ['channel down', { kind: 'channel', to: 'down' }],
    ['channel up', { kind: 'channel', to: 'up' }],
    ['channel relogin', { kind: 'channel', to: 'relogin' }],
  ])('%s is read', (line, expected) => {
    expect(step(line)).toEqual(expected);
  });

  it.each([
    ['王阿姨说 灯坏了', '读不懂「王阿姨说 灯坏了」'],
    ['now 2026-02-30 09:00', '「2026-02-30 09:00」不是时间；应为「now YYYY-MM-DD HH:mm」'],
    ['at 明天', '「明天」不是时间'],
    ['after 3 weeks', '「3 weeks」不是时长'],
    ['bot@> …', '没有写人名'],
    ['bot@王阿姨>', '后面是空的'],
    ['王阿姨 is staff', '应再写上工号'],
    ['王阿姨> [语音]', '「[语音]」没有写时长'],
    ['王阿姨> [位置 双岗菜市]', '没有写位置'],
    ['case L1> state=open', '「state」不是可以核对的项目；应为 status level'],
    ['case L1> open', '「open」没有写要核对什么'],
    ['case L1> status= level=on_spot', '「status=」没有写值'],
    ['cases many', '「cases many」没有写数目'],
    ['restart now', '应为「restart」或「restart hard」'],
    ['channel off', '读不懂「channel off」'],
    ['channel pace fast', '「channel pace fast」不是速度'],
    ['world', '「world」没有写值'],
    ['lenient please', '应只写「lenient」'],
    ['王阿姨> 进度 {other}', '「{other}」还没有取到'],
    ['case {other}> status=closed', '「{other}」还没有取到'],
  ])('%s is refused in one sentence with its place', (line, fault) => {
    const attempt = () => parse(`# title\n${line}`);
    expect(attempt).toThrow(fault);
    expect(attempt).toThrow(/^t\.chat\.txt:2: /);
  });

  it('minds no setting behind the clock or the people', () => {
    const { settings } = parse(
      'now 2026-12-01 09:00\n李明 is staff G0301\nlenient\nworld w\n李明> 待办',
    );
    expect(settings).toEqual({ lenient: true, world: 'w' });
  });

  it('wants settings before the talk and the clock before the first word', () => {
    expect(() => parse('王阿姨> 你好\nworld world')).toThrow(
      't.chat.txt:2: 「world world」写在了对话之后',
    );
    expect(() => parse('王阿姨> 你好\nnow 2026-12-01 09:00')).toThrow(
      't.chat.txt:2: 第一个「now」写在了说话之后',
    );
  });
});
