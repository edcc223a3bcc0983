import { useEmbeddedPostgres } from '../../src/persistence/embedded/embedded-postgres.js';

// Uses the embedded server of a folder until its standard input closes.
const [folder = '', temporary] = process.argv.slice(2);
const server = await useEmbeddedPostgres(folder, {
  settings: { fsync: 'off' },
  temporary: temporary === 'temporary',
});
process.stdout.write(`ready ${server.adopted} ${server.url('postgres')}\n`);
process.stdin.resume().on('end', async () => {
  await server.leave();
  process.exit(0);
});
