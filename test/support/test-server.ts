import {
  createDatabase,
  NO_WAITING_FOR_DISK,
  openTemporaryScratchServer,
  type ScratchDatabase,
  ScratchServer,
} from '../../src/persistence/scratch-database.js';

/** Starts the server of a test run and tells the workers of jest where it is, through the environment. */
export async function openTestServer(): Promise<ScratchServer> {
  const given = process.env.DATABASE_URL;
  const server = given
    ? await ScratchServer.on(given)
    : await openTemporaryScratchServer(NO_WAITING_FOR_DISK);
  const template = await server.createMigrated();
  process.env.LINLI_TEST_TEMPLATE = template.name;
  process.env.LINLI_TEST_SERVER = server.adminUrl;
  return server;
}

/** A copy of the migrated template. */
export function copyOfTemplate(): Promise<ScratchDatabase> {
  return createDatabase(testServerUrl(), nextName(), required('LINLI_TEST_TEMPLATE'));
}

/** A database without any table. */
export function emptyDatabase(): Promise<ScratchDatabase> {
  return createDatabase(testServerUrl(), nextName());
}

/** Connection string of a database on the test server whose account may make databases. */
export function testServerUrl(): string {
  return required('LINLI_TEST_SERVER');
}

let made = 0;

/** Starts with the name of the run's template, so that the run's end removes what a spec forgot. */
function nextName(): string {
  made += 1;
  const worker = process.env.JEST_WORKER_ID ?? '0';
  return `${required('LINLI_TEST_TEMPLATE')}_${worker}_${process.pid}_${performance.now().toFixed(0)}_${made}`;
}

function required(name: string): string {
  const value = process.env[name];
  if (!value)
    throw new Error(`${name} is not set: run the tests with config/tools/jest.config.mjs`);
  return value;
}
