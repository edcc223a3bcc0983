import { gzipSync } from 'node:zlib';
import { completion, json, LAMP, type Manner, says } from './advisor-server.js';

const LINE = { 'content-type': 'application/json' };
const right = JSON.stringify(completion(JSON.stringify(LAMP)));

const status =
  (
    code: number,
    headers: Record<string, string> = LINE,
    body = '{"error":{"message":"no"}}',
  ): Manner =>
  (response) => {
    response.writeHead(code, headers);
    response.end(body);
  };

const advising = (fields: object) => says(JSON.stringify({ ...LAMP, ...fields }));

/** Begins an answer and goes on for ever, a blank at a time: valid so far, and never done. */
const drips: Manner = (response) => {
  response.writeHead(200, LINE);
  const timer = setInterval(() => response.write(' '), 5);
  response.on('close', () => clearInterval(timer));
};

const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024, ' '));

/** Every way to fail that we know of, and what it is counted as. */
export const BAD_MANNERS: readonly (readonly [title: string, outcome: string, manner: Manner])[] = [
  ['never answers', 'slow', () => undefined],
  ['sends its head and nothing more', 'slow', (r) => void r.writeHead(200, LINE).flushHeaders()],
  ['drips without end', 'slow', drips],
  ['closes before it answers', 'unreachable', (r) => void r.destroy()],
  [
    'closes half-way',
    'unreachable',
    (response) => {
      response.writeHead(200, { ...LINE, 'content-length': String(right.length) });
      response.write(right.slice(0, 40), () => response.destroy());
    },
  ],
  ['refuses the key', 'unauthorised', status(401)],
  ['forbids it', 'unauthorised', status(403)],
  ['was asked too often', 'rationed', status(429, { ...LINE, 'retry-after': '3600' })],
  ['is broken', 'broken', status(500)],
  ['is overloaded', 'broken', status(503, { 'content-type': 'text/html' }, '<h1>503</h1>')],
  ['does not know the model', 'broken', status(404)],
  ['has nothing to say', 'broken', status(204, {}, '')],
  ['answers with a page', 'broken', status(200, { 'content-type': 'text/html' }, '<html></html>')],
  ['calls it text', 'broken', status(200, { 'content-type': 'text/plain' }, right)],
  ['calls it nothing', 'broken', status(200, {}, right)],
  ['streams events', 'broken', status(200, { 'content-type': 'text/event-stream' }, 'data: {}')],
  ['breaks its JSON', 'broken', json('{"choices":[{"message":')],
  ['answers null', 'broken', json('null')],
  ['answers a list', 'broken', json('[]')],
  ['has no choices', 'broken', json({ choices: [] })],
  ['has choices that are none', 'broken', json({ choices: 'many' })],
  ['says no text', 'broken', says(null)],
  ['says a number', 'broken', says(7)],
  ['sends far too much', 'broken', json(JSON.stringify(completion('x'.repeat(200_000))))],
  [
    'sends a small body that unpacks to a large one',
    'broken',
    (response) => {
      response.writeHead(200, { ...LINE, 'content-encoding': 'gzip' });
      response.end(bomb);
    },
  ],
  [
    'says it is packed when it is not',
    'unreachable',
    (response) => {
      response.writeHead(200, { ...LINE, 'content-encoding': 'gzip' });
      response.end(right);
    },
  ],
  ['chats', 'nonsense', says('好的，我来帮您看看这条留言。')],
  ['says nothing', 'nonsense', says('')],
  ['breaks the JSON of its answer', 'nonsense', says('{"intent":"report",')],
  ['answers with a list', 'nonsense', says('[{"intent":"report"}]')],
  ['answers half the fields', 'nonsense', says('{"intent":"report"}')],
  ['invents a class', 'nonsense', advising({ category: '免费发钱' })],
  ['invents an intent', 'nonsense', advising({ intent: 'pay' })],
  ['wants to take a case back', 'nonsense', advising({ intent: 'withdraw' })],
  ['wants to rate', 'nonsense', advising({ intent: 'rate', rating: 5 })],
  ['invents a kind', 'nonsense', advising({ kind: '聊天' })],
  ['invents an urgency', 'nonsense', advising({ urgency: 'apocalypse' })],
  ['cries danger and names none', 'nonsense', advising({ urgency: 'emergency' })],
  ['names a danger and is calm', 'nonsense', advising({ danger: 'fire' })],
  ['invents a place', 'nonsense', advising({ place: '光明新村12栋' })],
  ['names a grid', 'nonsense', advising({ place: 'G03' })],
  ['answers with texts for fields', 'nonsense', advising({ place: { estate: '灵西小区' } })],
];
