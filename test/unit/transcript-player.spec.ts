import { describe, expect, it } from '@jest/globals';
import {
  type Spoken,
  Stage,
  StageError,
  type StageListener,
} from '../../src/cli/transcript/stage.port.js';
import type {
  CaseFacts,
  ChannelState,
  CrashPoint,
} from '../../src/cli/transcript/transcript.types.js';
import { parseTranscript } from '../../src/cli/transcript/transcript-parser.js';
import { TranscriptFailure, TranscriptPlayer } from '../../src/cli/transcript/transcript-player.js';
import { formatMinute } from '../../src/kernel/calendar.js';

const FACTS: CaseFacts = {
  status: 'assigned',
  level: 'on_spot',
  assignee: '李明',
  unit: 'G03',
  category: '城乡建设',
  kind: '求助',
  urgency: 'normal',
  rating: '-',
  reopened: '0',
  supervised: 'no',
  due: '2026-12-03 09:00',
  place: '灵西小区3栋',
  reporters: '1',
  parent: '-',
};

/** A service of a few lines: it answers `X: …` to person X, and whatever was planned for a time. */
class TinyStage extends Stage {
  readonly done: string[] = [];
  private listener!: StageListener;
  private armed?: CrashPoint;

  async begin(at: Date, listener: StageListener) {
    this.listener = listener;
    this.done.push(`begin ${formatMinute(at)}`);
  }
  async end() {
    this.done.push('end');
  }
  async bindResident(person: string, home: string) {
    this.done.push(`resident ${person} ${home}`);
  }
  async bindStaff(person: string, staffNo: string) {
    if (staffNo === 'X') throw new StageError('there is no staff number X');
    this.done.push(`staff ${person} ${staffNo}`);
  }
  async say(person: string, spoken: Spoken, room?: string) {
    const text = spoken.kind === 'text' ? spoken.text : spoken.kind;
    if (spoken.kind === 'text' && spoken.quoted) this.done.push(`quoted ${spoken.quoted}`);
    for (const [, to = '', answer = ''] of text.matchAll(/(\S+?):(\S+)/g))
      this.listener.heard(to, answer);
    this.done.push(`${person}${room ? `@${room}` : ''} ${text}`);
    if (!this.armed) return;
    this.listener.crashed(this.armed);
    this.armed = undefined;
    for (const [, to = '', answer = ''] of text.matchAll(/(\S+?):(\S+)/g))
      this.listener.heard(to, answer);
  }
  async setClock(at: Date) {
    this.done.push(`set ${formatMinute(at)}`);
  }
  async advanceTo(at: Date) {
    this.listener.heard('王阿姨', '到点了');
    this.done.push(`advance ${formatMinute(at)}`);
  }
  async turnChannel(to: ChannelState) {
    this.done.push(`channel ${to}`);
  }
  async restart(hard: boolean) {
    this.done.push(`restart ${hard}`);
  }
  async arm(point: CrashPoint) {
    this.armed = point;
    this.done.push(`arm ${point}`);
  }
  async caseNumbers() {
    return ['L1001', 'L1002'];
  }
  async inspect(number: string) {
    return number === 'L1001' ? FACTS : undefined;
  }
  async countCases(reporter?: string) {
    return reporter ? 1 : 2;
  }
}

async function play(text: string, crashAt?: CrashPoint): Promise<string[]> {
  const stage = new TinyStage();
  await new TranscriptPlayer(parseTranscript('t', text), stage, crashAt).play();
  return stage.done;
}

async function failureOf(text: string): Promise<TranscriptFailure> {
  const failure = await play(text).catch((error) => error);
  expect(failure).toBeInstanceOf(TranscriptFailure);
  return failure;
}

describe('the player', () => {
  it('does the lines in order and ends the stage', async () => {
    const lines = [
      'now 2026-12-04 09:00',
      '王阿姨 is resident 灵西小区 3栋',
      '李明 is staff G0301',
      '王阿姨@群> hi',
      'after 1wd',
      'bot@王阿姨> 到点了',
      'at 2026-12-08 08:00',
      'bot@王阿姨> …',
      'now 2026-12-01 09:00',
      'channel down',
      'channel up',
      'restart',
      'cases 2',
      'cases of 王阿姨 1',
      'silence',
    ];
    expect(await play(lines.join('\n'))).toEqual([
      'begin 2026-12-04 09:00',
      'resident 王阿姨 灵西小区 3栋',
      'staff 李明 G0301',
      '王阿姨@群 hi',
      'advance 2026-12-07 09:00',
      'advance 2026-12-08 08:00',
      'set 2026-12-01 09:00',
      'channel down',
      'channel up',
      'restart false',
      'end',
    ]);
  });

  it('captures a case number and puts it into what is said, quoted and asked', async () => {
    const done = await play(
      '甲> 甲:编号L1001\nbot@甲> 编号{case}\n甲> 「小邻：…{case}」 看{case}\ncase {case}> status=assigned due=2026-12-03 09:00 place=…3栋',
    );
    expect(done).toContain('quoted 编号L1001');
    expect(done).toContain('甲 看L1001');
  });

  it('quotes what the speaker wrote before, and leaves the words of others in the text', async () => {
    const done = await play('甲> 「甲：灯坏了」 修了吗\n甲> 「乙：灯坏了」 修了吗');
    expect(done).toContain('quoted 灯坏了');
    expect(done).toContain('甲 修了吗');
    expect(done).toContain('甲 「乙：灯坏了」 修了吗');
  });

  it.each([
    ['甲> 甲:好\nbot@甲> 不好', 2, '甲的下一条消息是：好'],
    ['甲> 乙\nbot@甲> …', 2, '甲没有未读的消息'],
    ['甲> 甲:一 甲:二\nbot@甲*> 三', 2, '甲的 2 条未读消息都对不上'],
    ['甲> 甲:好\n甲> 再说', 2, '甲还收到了：好'],
    ['甲> 乙:好\n甲> 再说', 2, '乙还收到了：好'],
    ['甲> 甲:好\nafter 1d', 2, '甲还收到了：好'],
    ['甲> 甲:好', 1, '甲还收到了：好'],
    ['甲> 甲:好\nsilence 甲', 2, '甲收到了：好'],
    ['lenient\n甲> 甲:好\nsilence', 3, '甲收到了：好'],
    ['甲> 甲:工单好\nbot@甲> …\nnever@甲> 工单…', 3, '甲收到了：工单好'],
    ['case L1001> status=closed rating=5', 1, '现在是 status=assigned rating=-'],
    ['case L9> status=closed', 1, '没有编号 L9 的事'],
    ['cases 1', 1, '现在有 2 件'],
    ['甲 is staff X', 1, 'there is no staff number X'],
    ['at 2020-01-01 00:00', 1, '时钟已经走到 2026-12-01 09:00'],
    ['甲> 「小邻：…」 嗯', 1, '没有对甲说过'],
  ])('%j fails at line %i', async (text, line, found) => {
    const failure = await failureOf(text);
    expect(failure.line).toBe(line);
    expect(failure.found).toContain(found);
  });

  it('prints the talk as it really went', async () => {
    const failure = await failureOf(
      'now 2026-12-01 09:00\n甲> 甲:编号L1001\nbot@甲> 编号{case}\nafter 90m\nbot@甲> …',
    );
    expect(failure.message).toContain('t:5: 「bot@甲> …」，其中 {case}=L1001; 甲没有未读的消息');
    expect(failure.talk).toBe(
      'now 2026-12-01 09:00\n# now 2026-12-01 09:00\n甲> 甲:编号L1001\nbot@甲> 编号L1001\n# after 90m\nbot@王阿姨> 到点了\nnow 2026-12-01 10:30',
    );
  });

  it.each([
    ['甲> 甲:一 乙:二\n甲> 好', 'what a person did not read before speaking'],
    ['甲> 乙:一\nafter 1d\nbot@乙> 一', 'what others may still read later'],
    [
      '甲> 甲:一 甲:二\nbot@甲*> 二\nsilence 甲',
      'what came before the message that was looked for',
    ],
  ])('%j: with lenient nobody minds %s', async (text) => {
    await play(`lenient\n${text}`);
  });

  it('looks for what must never be said only since the last time anyone spoke', async () => {
    await play('甲> 甲:工单\nbot@甲> …\n乙> hi\nnever@甲> 工单');
  });

  it('arms the crash on the line before, drops one repetition, and kills no second time', async () => {
    const text =
      '甲> 甲:好 甲:好吗\nbot@甲> 好\nrestart hard\nbot@甲> 好吗\nsilence\n甲> 甲:好\nbot@甲> 好';
    expect(await play(text, 'sent-unmarked')).toEqual([
      'begin 2026-12-01 09:00',
      'arm sent-unmarked',
      '甲 甲:好 甲:好吗',
      '甲 甲:好',
      'end',
    ]);
  });

  it('kills after all is quiet when the point was never reached', async () => {
    expect(await play('restart hard', 'turn-committed')).toContain('restart true');
  });
});
