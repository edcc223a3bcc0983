import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { poll } from '../../src/persistence/embedded/processes.js';
import type { ScratchDatabase } from '../../src/persistence/scratch-database.js';
import { startProcess } from '../support/child-process.js';
import {
  environmentOf,
  PROJECT,
  type ServiceProcess,
  startService,
} from '../support/service-process.js';
import { SpokenProcess } from '../support/spoken-process.js';
import { emptyDatabase } from '../support/test-server.js';

/** The whole service as `npm start` runs it, behind a gateway that asks for a scan. */
const SECRET = 'a-login-that-nobody-may-read';
const CODE = `https://login.example/l/${SECRET}`;
const WAIT_MS = 30_000;

let folder: string;
let database: ScratchDatabase;
let settings: NodeJS.ProcessEnv;
let gateway: SpokenProcess;
let service: ServiceProcess;
let address: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'linli-login-'));
  database = await emptyDatabase();
  const endpoint = `127.0.0.1:${await freePort()}`;
  const token = `insecure_${randomUUID()}`;
  settings = {
    HOME: folder,
    PORT: String(await freePort()),
    LINLI_DATA_DIR: folder,
    LINLI_CHANNEL: 'wechaty-puppet-service',
    DATABASE_URL: database.url,
    LINLI_SECRET_KEY: 'a key of more than thirty-two characters',
    WECHATY_PUPPET_SERVICE_TOKEN: token,
    WECHATY_PUPPET_SERVICE_ENDPOINT: endpoint,
    WECHATY_PUPPET_SERVICE_NO_TLS_INSECURE_CLIENT: 'true',
  };
  gateway = await SpokenProcess.start('gateway-process.ts', {
    GATEWAY_ENDPOINT: endpoint,
    GATEWAY_TOKEN: token,
  });
  await gateway.ask('logout');
  await gateway.ask('scan', 'waiting', CODE);
  service = startService(settings);
  address = await service.opened;
}, 60_000);

afterAll(async () => {
  service?.signal('SIGKILL');
  await service?.exited;
  await gateway?.kill();
  await database?.drop();
  rmSync(folder, { recursive: true, force: true });
});

const read = async (path: string) => (await fetch(`${address}${path}`)).text();

/** The page once it fits: the gateway is another process, and tells when it likes. */
async function pageWith(pattern: RegExp): Promise<string | undefined> {
  const fits = async () => {
    const page = await read('channel');
    return pattern.test(page) ? page : undefined;
  };
  return poll(fits, WAIT_MS, 100);
}

async function healthWith(isAsked: boolean): Promise<true | undefined> {
  const fits = async () => {
    const { channel } = JSON.parse(await read('health/ready'));
    return 'scanSince' in channel === isAsked ? true : undefined;
  };
  return poll(fits, WAIT_MS, 100);
}

it('what a gateway asks to scan is on the page that opens first, and known to health and doctor', async () => {
  expect(await pageWith(/等待扫码[\s\S]*<svg/)).toBeDefined();
  expect((await fetch(address)).url).toBe(`${address}channel`);
  expect(await healthWith(true)).toBe(true);
  const doctor = startProcess([join(PROJECT, 'dist/cli/linli-main.js'), 'doctor'], {
    cwd: PROJECT,
    env: environmentOf(settings),
  });
  expect(await doctor.exited).toBe(1);
  expect(doctor.output()).toMatch(/✗ 渠道：.*等待扫码/);
  expect(doctor.output()).toContain(`http://localhost:${settings.PORT}/channel`);
}, 60_000);

it('is gone after the login, there again after a logout, and gone with the gateway', async () => {
  await gateway.ask('login');
  expect(await pageWith(/在线/)).not.toContain('<svg');
  expect(await healthWith(false)).toBe(true);
  await gateway.ask('logout');
  await gateway.ask('scan', 'waiting', `${CODE}-again`);
  expect(await pageWith(/<svg/)).toBeDefined();
  await gateway.kill();
  expect(await pageWith(/连不上/)).not.toContain('<svg');
  expect(await healthWith(false)).toBe(true);
}, 60_000);

it('what the service wrote names the page and never the code', async () => {
  service.signal('SIGTERM');
  expect(await service.exited).toBe(0);
  expect(service.output()).toContain(`${address}channel`);
  expect(service.output()).toContain('login scan waiting');
  expect(service.output()).not.toContain(SECRET);
  expect(service.output()).not.toMatch(/[▀▄█]/);
}, 60_000);

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const found = server.address();
      server.close(() => resolve(typeof found === 'object' && found ? found.port : 0));
    });
  });
}
