import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { readExampleFiles } from '../../src/understanding/category-examples.js';
import { loadCategoryTable } from '../../src/understanding/category-table.js';
import { Dialect } from '../../src/understanding/dialect.rules.js';
import { intentModelOf, trainIntents } from '../../src/understanding/intent-start.js';
import { plain } from '../../src/understanding/normalise.rules.js';
import { readPhraseFiles } from '../../src/understanding/phrase-files.js';
import { unfoldPhrases } from '../../src/understanding/phrase-variants.js';
import { RuleReader } from '../../src/understanding/rule-reader.js';
import { soundedOut } from '../../src/understanding/talk-sounds.rules.js';
import {
  RESIDENT_INTENTS,
  type SpeakerRole,
  STAFF_INTENTS,
  type TalkContext,
} from '../../src/understanding/understanding.types.js';

const files = readPhraseFiles();
const phrases = unfoldPhrases(files);

describe('the model of example phrases', () => {
  it('as shipped is what the phrases give: after changing them, run `linli starting-model`', () => {
    const file = new URL('../../config/intent-model.json.gz', import.meta.url);
    const shipped = JSON.parse(gunzipSync(readFileSync(file)).toString('utf8')) as {
      labels: string[];
      step: number;
      bytes: string;
    };
    const weights = trainIntents({ phrases: files, matters: readExampleFiles() });
    expect(shipped.labels).toEqual(weights.labels);
    expect(shipped.step).toBe(weights.step);
    expect(Buffer.from(weights.bytes.buffer).toString('base64') === shipped.bytes).toBe(true);
    const model = intentModelOf(files, weights);
    const situation = { speaker: 'resident', context: 'none' } as const;
    const { shares } = model.judge(model.see('接单了', situation), situation);
    expect(shares.has('accept')).toBe(false);
    expect([...shares.values()].reduce((sum, share) => sum + share, 0)).toBeCloseTo(1);
  });

  it('rests on thousands of phrases, some for every intent, the same ones every time', () => {
    expect(new Set(phrases.map(({ text }) => plain(text))).size).toBeGreaterThan(10_000);
    const intents = new Set(phrases.map(({ label }) => label.split('.')[0]));
    expect([...intents].sort()).toEqual([...RESIDENT_INTENTS, ...STAFF_INTENTS].sort());
    expect(unfoldPhrases(files)).toEqual(phrases);
  });

  it('leaves no mark of the notation in a phrase', () => {
    for (const { text } of phrases) expect(text).not.toMatch(/[()|{}[\]]/);
  });
});

describe('how phrases are seen', () => {
  it('hears pinyin and characters of another tone alike', () => {
    const sounds = (text: string) => soundedOut(text).map(({ sound }) => sound);
    expect(sounds('cui yi xia').filter((sound) => sound > 0)).toEqual(sounds('摧一下'));
    expect(sounds('meishui')).toEqual(sounds('没水'));
    expect(sounds('wifi').every((sound) => sound === 0)).toBe(true);
  });

  const dialect = new Dialect(files.dialect);
  it.each([
    ['冇人嚟', '没人来'],
    ['俺家水管啥时候修', '我家水管什么时候修'],
    ['唔使嚟', '不用来'],
  ])('%s means %s', (said, standard) => {
    expect(dialect.standard(said)).toBe(standard);
  });

  it.each(['额度是多少', '请勿泊车', '活动室有讲座', '要返工', '水泥'])(
    '%s is standard already',
    (text) => {
      expect(dialect.standard(text)).toBe(text);
    },
  );
});

describe('rules and examples together', () => {
  const reader = new RuleReader(loadCategoryTable());
  const read = (text: string, context: TalkContext = 'none', speaker: SpeakerRole = 'resident') =>
    reader.read({ text, speaker, context });

  it.each([
    ['莫来了，屋里人整好咯', 'open_case', 'resident', 'withdraw'],
    ['这事归哪个管哦', 'none', 'resident', 'contact'],
    ['搞到哪一步了', 'open_case', 'resident', 'progress'],
    ['喊个人来帮把手', 'open_case', 'worker', 'escalate'],
    ['shang men le mei ren', 'open_case', 'worker', 'visit'],
  ] as const)('%s (%s, %s) is %s', (text, context, speaker, intent) => {
    expect(read(text, context, speaker).intent).toBe(intent);
  });

  it.each([
    ['要', 'none'],
    ['一起跟进', 'none'],
    ['都不是', 'none'],
    ['来电了', 'open_case'],
  ] as const)('%s is no emergency', (text, context) => {
    expect(read(text, context).urgency).not.toBe('emergency');
  });

  it('leaves what is said of somebody on duty to the rules', () => {
    expect(read('李明态度恶劣，喊了三天都不来').intentConfidence).toBeLessThan(0.5);
    expect(read('网格员拿了我家的鸡蛋').intent).toBe('report');
  });

  it.each(['妈呀厨房烧着了', '我爷找不着了他脑子糊涂', '电梯卡在半路人在里面'])(
    '%s is an emergency',
    (text) => {
      const { intent, urgency, danger } = read(text);
      expect([intent, urgency]).toEqual(['emergency', 'emergency']);
      expect(danger).toBeDefined();
    },
  );
});
