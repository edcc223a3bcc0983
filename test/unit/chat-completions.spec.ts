import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { AdvisorSettings } from '../../src/config/settings.js';
import { ChatCompletions } from '../../src/understanding/advice/chat-completions.js';
import { BAD_MANNERS } from '../support/advisor-manners.js';
import { AdvisorServer, completion, json, LAMP, says } from '../support/advisor-server.js';
import { UNTRUSTED } from '../support/untrusted-certificate.js';

const PROMPT = { task: '读留言', material: '{"text":"灯"}' };
const ANSWER = JSON.stringify(LAMP);

let server: AdvisorServer;

beforeEach(async () => {
  server = await AdvisorServer.start();
});

afterEach(() => server.stop());

function model(more: Partial<AdvisorSettings> = {}): ChatCompletions {
  const url = server.url;
  return new ChatCompletions({ url, model: 'm-1', timeoutMs: 0, priceIn: 0, priceOut: 0, ...more });
}

const ask = (one = model(), signal = new AbortController().signal) => one.answer(PROMPT, signal);

describe('chat completions', () => {
  it('are asked once, at the address of the settings, with the key', async () => {
    expect(await ask(model({ key: 'k-1' }))).toEqual({
      text: ANSWER,
      tokens: { sent: 900, received: 40 },
    });
    expect(server.asked).toMatchObject([
      {
        path: '/v1/chat/completions',
        key: 'Bearer k-1',
        body: {
          model: 'm-1',
          messages: [
            { role: 'system', content: '读留言' },
            { role: 'user', content: '{"text":"灯"}' },
          ],
        },
      },
    ]);
  });

  it('need no key', async () => {
    await ask();
    expect(server.asked[0]?.key).toBeUndefined();
  });

  it.each<[string, unknown]>([
    ['in pieces', ANSWER],
    [
      'as a list of parts',
      [
        { type: 'text', text: ANSWER.slice(0, 9) },
        { type: 'text', text: ANSWER.slice(9) },
      ],
    ],
  ])('are read when they come %s', async (_how, content) => {
    const body = JSON.stringify(completion(content));
    server.manner = (response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const bytes = Buffer.from(body);
      for (let at = 0; at < bytes.length; at += 7) response.write(bytes.subarray(at, at + 7));
      response.end();
    };
    expect((await ask()).text).toBe(ANSWER);
  });

  it.each([
    ['nothing', null],
    ['text', 'many'],
    ['too much to be true', { prompt_tokens: 1e12, completion_tokens: 1 }],
    ['less than nothing', { prompt_tokens: -1, completion_tokens: 1 }],
  ])('that say %s of their tokens are answers all the same', async (_how, usage) => {
    server.manner = says(ANSWER, usage);
    expect(await ask()).toEqual({ text: ANSWER });
  });

  it.each(BAD_MANNERS.filter(([, outcome]) => outcome !== 'slow' && outcome !== 'nonsense'))(
    'that %s: %s',
    async (_how, failure, manner) => {
      server.manner = manner;
      await expect(ask()).rejects.toMatchObject({ name: 'ModelError', failure });
    },
  );

  it.each(BAD_MANNERS.filter(([, outcome]) => outcome === 'slow'))(
    'that %s end when nobody waits any longer',
    async (_how, _failure, manner) => {
      server.manner = manner;
      const wait = new AbortController();
      const heard = server.next();
      const asked = ask(model(), wait.signal);
      await heard;
      wait.abort();
      await expect(asked).rejects.toMatchObject({ name: 'ModelError', failure: 'unreachable' });
    },
  );

  it.each([301, 302, 307, 308])(
    'that send us elsewhere (%d) are not followed: neither key nor text goes there',
    async (code) => {
      const elsewhere = await AdvisorServer.start();
      server.manner = (response) => {
        response.writeHead(code, { location: `${elsewhere.url}/chat/completions` });
        response.end();
      };
      await expect(ask(model({ key: 'k-1' }))).rejects.toMatchObject({ failure: 'broken' });
      expect(elsewhere.asked).toEqual([]);
      await elsewhere.stop();
    },
  );

  it('that are not there', async () => {
    const gone = await AdvisorServer.start();
    const { url } = gone;
    await gone.stop();
    await expect(ask(model({ url }))).rejects.toMatchObject({ failure: 'unreachable' });
  });

  it('whose certificate nobody vouches for', async () => {
    const secure = createSecureServer(UNTRUSTED, (_request, response) => {
      json(completion(ANSWER))(response, {
        path: '',
        key: undefined,
        body: { model: '', messages: [] },
      });
    });
    await new Promise<void>((resolve) => secure.listen(0, '127.0.0.1', resolve));
    const url = `https://127.0.0.1:${(secure.address() as AddressInfo).port}/v1`;
    await expect(ask(model({ url }))).rejects.toMatchObject({ failure: 'unreachable' });
    await new Promise((resolve) => secure.close(resolve));
  });
});
