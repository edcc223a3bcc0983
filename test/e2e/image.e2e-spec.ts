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
const COMPOSE = parse(readFileSync(join(PROJECT, 'docker', 'compose.yaml'), 'utf8'));
const TOKEN = 'a token of sixteen or more'.replaceAll(' ', '-');
const KEY = 'a key that only this test knows';

/** `CMD ["node", …]` of the Dockerfile, without `node`; the health check's one is indented. */
function commandOf(pattern: RegExp): string[] {
  const [, list = '[]'] = pattern.exec(DOCKERFILE) ?? [];
  const [program, ...args] = JSON.parse(list) as string[];
  expect(program).toBe('node');
  return args;
}

/** What the image takes over from the stage that builds. */
function copiedParts(): string[] {
  return [...DOCKERFILE.matchAll(/^COPY --from=build \/app\/(\S+) /gm)].map(
    (found) => found[1] ?? '',
  );
}

/** `environment` of the service in the compose file, with `${NAME:-default}` and `${NAME:?complaint}` put in. */
function composeEnvironment(given: Readonly<Record<string, string>>): Record<string, string> {
  const entries = Object.entries<string | number>(COMPOSE.services.linli.environment);
  const put = (text: string) =>
    text.replaceAll(/\$\{(\w+):([-?])([^}]*)\}/g, (_, name, sign, rest) => {
      const value = given[name] ?? (sign === '-' ? rest : undefined);
      if (value === undefined) throw new Error(`${name}: ${rest}`);
      return value;
    });
  return Object.fromEntries(entries.map(([name, value]) => [name, put(String(value))]));
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
    makePrunedCopy(folder, copiedParts());
    database = await emptyDatabase();
    const composed = composeEnvironment({
      POSTGRES_PASSWORD: 'any',
      LINLI_SECRET_KEY: KEY,
      LINLI_CONSOLE_TOKEN: TOKEN,
      WECHATY_PUPPET_SERVICE_TOKEN: 'insecure_token-of-the-tests',
      // Nobody listens there: the gateway is away.
      WECHATY_PUPPET_SERVICE_ENDPOINT: '127.0.0.1:1',
    });
    environment = environmentOf({
      ...composed,
      NODE_ENV: 'production',
      // What a container has to itself, and this machine has not.
      PORT: String(await freePort()),
      LINLI_DATA_DIR: join(folder, 'data'),
      DATABASE_URL: database.url,
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

  it('starts as the compose file starts it, without development packages, answers its health check, and stops on a signal', async () => {
    const service = run(commandOf(/^CMD (\[.*\])$/m));
    await service.said(/http:\/\//);
    const healthCheck = commandOf(/HEALTHCHECK[^[]*CMD (\[.*\])$/m);
    expect(await run(healthCheck).exited).toBe(0);
    expect(await run(healthCheck, { ...environment, PORT: '1' }).exited).toBe(1);

    const headers = { authorization: `Bearer ${TOKEN}` };
    for (const path of ['health/ready', 'channel']) {
      const address = `http://127.0.0.1:${environment.PORT}/${path}`;
      expect((await fetch(address)).status).toBe(401);
      expect((await fetch(address, { headers })).status).toBe(200);
    }
    const health = await fetch(`http://127.0.0.1:${environment.PORT}/health/ready`, { headers });
    expect(await health.json()).toMatchObject({ channel: { name: 'wechaty-puppet-service' } });

    service.signal('SIGTERM');
    expect(await service.exited).toBe(0);
  });

  it('has its commands too: a roster can be looked at and imported', async () => {
    const sample = join(PROJECT, 'config', 'samples', 'guangming-street');
    const imported = run(['dist/cli/linli-main.js', 'import', sample, '--check']);
    expect(await imported.exited).toBe(0);
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
  const { linli, database } = COMPOSE.services;

  it('asks for every secret instead of bringing one', () => {
    for (const name of ['LINLI_SECRET_KEY', 'LINLI_CONSOLE_TOKEN']) {
      expect(linli.environment[name]).toMatch(new RegExp(`^\\$\\{${name}:\\?`));
    }
    expect(database.environment.POSTGRES_PASSWORD).toMatch(/^\$\{POSTGRES_PASSWORD:\?/);
  });

  it('names the database beside it, and leaves the door to the port that it opens', () => {
    const secrets = { LINLI_SECRET_KEY: KEY, LINLI_CONSOLE_TOKEN: TOKEN };
    const { PORT, HOST, DATABASE_URL } = composeEnvironment({
      POSTGRES_PASSWORD: 'pw',
      ...secrets,
    });
    const { POSTGRES_USER, POSTGRES_DB } = database.environment;
    expect(DATABASE_URL).toBe(`postgres://${POSTGRES_USER}:pw@database:5432/${POSTGRES_DB}`);
    expect(linli.ports).toEqual([expect.stringMatching(new RegExp(`:${PORT}$`))]);
    expect(HOST).toBe('0.0.0.0');
    expect(linli.volumes).toEqual([expect.stringMatching(/:\/data$/)]);
  });

  it('hands on every option of a puppet, without asking for a file', () => {
    expect(linli.env_file).toEqual([{ path: '.env', required: false }]);
  });

  it('runs on PostgreSQL with a real channel, and waits for the database', () => {
    expect(database.image).toMatch(/^postgres:1[5-9]/);
    expect(linli.environment.LINLI_CHANNEL).toContain('wechaty-puppet');
    expect(linli.depends_on.database.condition).toBe('service_healthy');
    expect(Number.parseInt(linli.stop_grace_period, 10)).toBeGreaterThan(30);
  });
});
