import { register } from 'node:module';

/**
 * Before all tests: one PostgreSQL (of `DATABASE_URL`, else an embedded one in a temporary folder) with one migrated
 * template, which every spec file copies. The service's own data are never touched.
 */
export default async function globalSetup() {
  register('./typescript-loader.mjs', import.meta.url);
  const { openTestServer } = await import('./test-server.ts');
  globalThis.linliTestServer = await openTestServer();
}
