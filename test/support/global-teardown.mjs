/** After all tests: the databases that were made, and the server where it was ours, are gone. */
export default async function globalTeardown() {
  await globalThis.linliTestServer?.close();
}
