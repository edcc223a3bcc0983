import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import type { ScratchDatabase } from '../../src/persistence/scratch-database.js';
import { startProcess } from '../support/child-process.js';
import { makePrunedCopy } from '../support/pruned-copy.js';
import { environmentOf, PROJECT } from '../support/service-process.js';
import { emptyDatabase } from '../support/test-server.js';

const DOCKERFILE = readFileSync(join(PROJECT, 'docker', 'Dockerfile'), 'utf8');
const TOKEN = 'a token of sixteen or more'.replaceAll(' ', '-');
const KEY = 'a key that only this test knows';

/** `CMD ["node", …]` of the Dockerfile, without `node`; the health check's one is indented. */
function commandOf(pattern: RegExp): string[] {
  const [, list = '[]'] = pattern.exec(DOCKERFILE) ?? [];
  const [program, ...args] = JSON.parse(list) as string[];
  expect(program).toBe('node');
  return args;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

describe('the container image, without Docker', () => {
  let folder: string;
  let database: ScratchDatabase;
  let environment: NodeJS.ProcessEnv;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'linli-image-'));
    makePrunedCopy(folder);
    database = await emptyDatabase();
    environment = environmentOf({
      NODE_ENV: 'production',
      HOST: '0.0.0.0',
      PORT: String(await freePort()),
      LINLI_DATA_DIR: join(folder, 'data'),
      DATABASE_URL: database.url,
      LINLI_SECRET_KEY: KEY,
      LINLI_CONSOLE_TOKEN: TOKEN,
    });
  });
  afterAll(async () => {
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  const run = (args: readonly string[], env = environment) =>
    startProcess(['--preserve-symlinks', '--preserve-symlinks-main', ...args], {
      cwd: folder,
      env,
    });

  it('starts without development packages, answers its health check, and stops on a signal', async () => {
    const service = run(commandOf(/^CMD (\[.*\])$/m));
    await service.said(/http:\/\//);
    const healthCheck = commandOf(/HEALTHCHECK[^[]*CMD (\[.*\])$/m);
    expect(await run(healthCheck).exited).toBe(0);
    expect(await run(healthCheck, { ...environment, PORT: '1' }).exited).toBe(1);

    const ready = `http://127.0.0.1:${environment.PORT}/health/ready`;
    expect((await fetch(ready)).status).toBe(401);
    expect((await fetch(ready, { headers: { authorization: `Bearer ${TOKEN}` } })).status).toBe(
      200,
    );

    service.signal('SIGTERM');
    expect(await service.exited).toBe(0);
  });

  it('does not start with an open door and no token', async () => {
    const service = run(commandOf(/^CMD (\[.*\])$/m), { ...environment, LINLI_CONSOLE_TOKEN: '' });
    expect(await service.exited).toBe(78);
    expect(service.output()).toContain('LINLI_CONSOLE_TOKEN');
  });

  it('is small, runs as a normal user, and keeps its data in a volume', () => {
    const last = DOCKERFILE.slice(DOCKERFILE.lastIndexOf('FROM '));
    expect(last).toMatch(/^FROM node:20-\S+-slim$/m);
    expect(last).toMatch(/^USER node$/m);
    expect(last).toMatch(/^VOLUME \/data$/m);
    expect(DOCKERFILE).toMatch(/npm prune --omit=dev/);
  });
});

describe('the compose file', () => {
  const compose = parse(readFileSync(join(PROJECT, 'docker', 'compose.yaml'), 'utf8'));
  const { linli, database } = compose.services;

  it('asks for every secret instead of bringing one', () => {
    for (const name of ['LINLI_SECRET_KEY', 'LINLI_CONSOLE_TOKEN']) {
      expect(linli.environment[name]).toMatch(new RegExp(`^\\$\\{${name}:\\?`));
    }
    expect(database.environment.POSTGRES_PASSWORD).toMatch(/^\$\{POSTGRES_PASSWORD:\?/);
  });

  it('runs on PostgreSQL with a real channel, and waits for the database', () => {
    expect(database.image).toMatch(/^postgres:1[5-9]/);
    expect(linli.environment.LINLI_CHANNEL).toContain('wechaty-puppet');
    expect(linli.depends_on.database.condition).toBe('service_healthy');
    expect(Number.parseInt(linli.stop_grace_period, 10)).toBeGreaterThan(30);
  });
});
