import { randomBytes } from 'node:crypto';
import { prepare } from './setup/prepare.mjs';
import { SetupError, say } from './setup/project.mjs';
import { runNode } from './setup/run-node.mjs';
import { withScratchCluster } from './setup/scratch-cluster.mjs';
import { findSystemPostgres, installSystemPostgres } from './setup/system-postgres.mjs';

// on-system-postgres.mjs <program> [arguments]: runs a Node program with DATABASE_URL naming a scratch cluster of the
// PostgreSQL that the system brings (Debian's; root installs it where it is missing). Exit code: the program's.

/** EX_TEMPFAIL: there is no PostgreSQL to run it on, and nothing was run. */
const EXIT_NOT_RUN = 75;

const args = process.argv.slice(2);
if (args.length === 0) {
  say('要写上跑哪个程序，例如 src/cli/test.mjs');
  process.exit(2);
}
// While the cluster stands a signal must not end us before it is gone; what we run gets the signal too and ends.
let interrupted = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    interrupted = true;
  });
}

await prepare();
const { OLDEST_POSTGRES } = await import('../../dist/persistence/migrator.js');
let postgres = findSystemPostgres(OLDEST_POSTGRES);
if (!postgres) {
  const reason = installSystemPostgres() || '装到的版本太旧';
  postgres = findSystemPostgres(OLDEST_POSTGRES);
  if (!postgres) {
    say(
      `这一部分没有跑：系统里没有 PostgreSQL ${OLDEST_POSTGRES} 或更新的，也没有装上（${reason}）`,
    );
    process.exit(EXIT_NOT_RUN);
  }
}
say(`PostgreSQL ${postgres.version}：${postgres.bin}`);
try {
  process.exitCode = await withScratchCluster(postgres.bin, async (url) => {
    if (interrupted) return 1;
    const env = { ...process.env, DATABASE_URL: url };
    return runNode(args, { env: { ...env, LINLI_SECRET_KEY: randomBytes(24).toString('hex') } });
  });
} catch (error) {
  say(error instanceof SetupError ? error.message : error.stack);
  process.exitCode = 1;
}
