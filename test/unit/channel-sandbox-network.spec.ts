import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { LocalSandboxServer } from '../../src/channel/sandbox/local-sandbox-server.js';
import type { SandboxPhoneEvent } from '../../src/channel/sandbox/sandbox.types.js';
import { SandboxNetwork } from '../../src/channel/sandbox/sandbox-network.js';
import { samplePicture } from '../../src/channel/sandbox/sandbox-samples.js';
import {
  type SandboxAccountEvent,
  SandboxAwayError,
} from '../../src/channel/sandbox/sandbox-server.js';
import { SandboxStore } from '../../src/channel/sandbox/sandbox-store.js';
import {
  RemoteSandboxServer,
  serveSandbox,
  type Wire,
} from '../../src/channel/sandbox/sandbox-wire.js';
import { MovableClock } from '../../src/kernel/clock.js';

const clock = new MovableClock();
clock.standAt(new Date('2026-12-01T01:00:00Z'));

describe('the make-believe WeChat', () => {
  it('holds what is said while no service is there, and loses what is said while the connection is', async () => {
    const network = new SandboxNetwork(clock);
    const early = network.say('王阿姨', '早');
    const events: SandboxAccountEvent[] = [];
    const server = new LocalSandboxServer(network);
    expect(await server.attach((event) => events.push(event))).toBe(network.directory.selfId);
    network.down();
    network.say('王阿姨', '没人听见');
    await expect(
      server.send(network.person('王阿姨').channelId, { kind: 'text', text: 'x' }),
    ).rejects.toThrow(SandboxAwayError);
    network.up();
    const late = network.say('王阿姨', '晚');
    expect(events).toEqual([
      { type: 'message', id: early.id },
      { type: 'logout', reason: 'connection-lost' },
      { type: 'login', selfId: network.directory.selfId },
      { type: 'message', id: late.id },
    ]);
    expect(network.messagesOf('王阿姨')).toHaveLength(3);
  });

  it('gives everybody a new id at a new login, and leaves remark and number', () => {
    const network = new SandboxNetwork(clock);
    const before = { ...network.person('王阿姨') };
    network.keepRemark('王阿姨', '王阿姨·#ABCDEF');
    network.relogin();
    const after = network.person('王阿姨');
    expect(after.channelId).not.toBe(before.channelId);
    expect(after).toMatchObject({ handle: before.handle, remark: '王阿姨·#ABCDEF' });
  });

  it('quotes a message of a phone by its id, and shows what is no text as its kind', async () => {
    const network = new SandboxNetwork(clock);
    const picture = network.say('王阿姨', { kind: 'picture', source: samplePicture() });
    const reply = network.say('王阿姨', '就是这个', { quote: picture.id });
    expect(reply.content).toEqual({
      kind: 'text',
      text: '就是这个',
      quote: { name: '王阿姨', text: '[图片 picture.png]' },
    });
  });

  it('tells watchers of everything that happens on the phones', async () => {
    const network = new SandboxNetwork(clock);
    const seen: SandboxPhoneEvent['type'][] = [];
    const stop = network.watch(({ type }) => seen.push(type));
    const said = network.say('王阿姨', '错了');
    network.recall('王阿姨', said.id);
    network.down();
    stop();
    network.up();
    expect(seen).toEqual(['directory', 'message', 'recalled', 'message', 'account']);
  });
});

describe('a service in another process', () => {
  function pairOfWires(): [Wire, Wire] {
    const ends = [
      new Set<(message: unknown) => void>(),
      new Set<(message: unknown) => void>(),
    ] as const;
    const wire = (own: 0 | 1): Wire => ({
      // Through JSON, as between processes.
      post: (message) => {
        for (const hear of ends[own === 0 ? 1 : 0]) hear(JSON.parse(JSON.stringify(message)));
      },
      onMessage: (callback) => {
        ends[own].add(callback);
        return () => void ends[own].delete(callback);
      },
    });
    return [wire(0), wire(1)];
  }

  it('hears, sends, reads files and is told of errors over the wire', async () => {
    const network = new SandboxNetwork(clock);
    const [parent, child] = pairOfWires();
    const end = serveSandbox(network, parent);
    const remote = new RemoteSandboxServer(child);
    const events: SandboxAccountEvent[] = [];
    expect(await remote.attach((event) => events.push(event))).toBe(network.directory.selfId);
    const said = network.say('王阿姨', {
      kind: 'picture',
      source: { name: 'a.bin', bytes: Buffer.from('abcdef') },
    });
    expect(events).toEqual([{ type: 'message', id: said.id }]);
    const view = await remote.message(said.id);
    const fileId = 'file' in view.content ? view.content.file.id : '';
    expect((await remote.fileChunk(fileId, 2, 3)).toString()).toBe('cde');
    await remote.send(view.talkerId, { kind: 'text', text: '收到' });
    expect(network.messagesOf('王阿姨').at(-1)?.content).toEqual({ kind: 'text', text: '收到' });
    await expect(remote.contact('@nobody')).rejects.toThrow('no contact');
    network.down();
    await expect(remote.send(view.talkerId, { kind: 'text', text: 'x' })).rejects.toThrow(
      SandboxAwayError,
    );
    await remote.detach();
    end();
    network.up();
    expect(events.at(-1)).toEqual({ type: 'logout', reason: 'connection-lost' });
  });
});

describe('phones kept in a folder', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'linli-phones-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('remember people, talk, ids and files over a restart', async () => {
    const before = SandboxStore.open(folder, clock);
    before.say('王阿姨', { kind: 'picture', source: samplePicture() });
    const wrong = before.say('王阿姨', '错了');
    before.recall('王阿姨', wrong.id);
    before.keepRemark('王阿姨', '王阿姨·#ABCDEF');
    before.down();
    const after = SandboxStore.open(folder, clock);
    expect(after.accountState).toBe('online');
    expect(after.messagesOf('王阿姨')).toEqual(
      JSON.parse(JSON.stringify(before.messagesOf('王阿姨'))),
    );
    expect(after.person('王阿姨')).toEqual(before.person('王阿姨'));
    const [picture] = after.messagesOf('王阿姨');
    const file = picture && 'file' in picture.content ? picture.content.file : undefined;
    expect(await after.files.chunk(file?.id ?? '', 0, 9999)).toHaveLength(file?.bytes ?? -1);
  });
});
