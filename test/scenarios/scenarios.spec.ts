import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { playAll } from '../../src/cli/transcript/play-all.js';
import { type FileResult, TranscriptRunner } from '../../src/cli/transcript/transcript-runner.js';
import { testServerUrl } from '../support/test-server.js';

const FOLDER = import.meta.dirname;
const FILES = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.chat.txt'))
  .sort()
  .map((name) => join(FOLDER, name));

/** Each file waits its turn behind the others, and the first one for the service to be loaded. */
const TIMEOUT_MS = 300_000;

/** All transcripts in one spec: one template database, and Nest and Wechaty loaded once for many files. */
describe('transcripts', () => {
  const played = new Map<string, (result: FileResult) => void>();
  const results = new Map(
    FILES.map((file) => [file, new Promise<FileResult>((resolve) => played.set(file, resolve))]),
  );
  let runner: TranscriptRunner;
  let all: Promise<unknown>;

  beforeAll(async () => {
    runner = await TranscriptRunner.open({
      databaseUrl: testServerUrl(),
      dataDir: join(FOLDER, 'no-service-here'),
      childEntry: join(FOLDER, '../../dist/cli/transcript/service-child.js'),
      method: 'hefei-luyang',
    });
    const parallel = Math.min(2, availableParallelism());
    all = playAll(runner, FILES, parallel, (result) => played.get(result.file)?.(result));
  }, TIMEOUT_MS);

  afterAll(async () => {
    await all;
    await runner?.close();
  }, TIMEOUT_MS);

  it.each(FILES.map((file) => [basename(file, '.chat.txt'), file]))(
    '%s',
    async (_name, file) => {
      const result = await results.get(file);
      expect(result?.report ?? '').toBe('');
    },
    TIMEOUT_MS,
  );
});
