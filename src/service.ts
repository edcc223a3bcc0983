import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ChannelService } from './channel/channel.service.js';
import { patiently } from './channel/deadline.js';
import { LoginAnnouncer } from './channel/login-announcer.js';
import { loadEnvironment } from './config/environment.js';
import { loadMethodProfile, MethodProfileError } from './config/method-profile-loader.js';
import { readSettings } from './config/read-settings.js';
import { Settings } from './config/settings.js';
import { EXIT_SETTINGS, SettingsError } from './config/settings-error.js';
import { createApp } from './create-app.js';
import { OperationalError } from './kernel/errors.js';
import { AccountService } from './messages/account.service.js';
import { Dispatcher } from './messages/dispatcher.service.js';
import { InboxWorker } from './messages/inbox-worker.service.js';
import { keepDataPrivate } from './persistence/data-folder.js';
import { FolderLock } from './persistence/embedded/folder-lock.js';
import { useServiceDatabase } from './persistence/service-database.js';
import { UnitOfWork } from './persistence/unit-of-work.js';
import { loadSampleCommunity } from './sample-community.js';
import {
  alreadyRunningText,
  cannotListenText,
  databaseElsewhereText,
  openedOnChannelText,
  openedText,
  sandboxPeopleText,
  stoppedText,
  stoppingText,
  stopTooSlowText,
} from './service.texts.js';

/** Work in hand gets this long to end; it is all stored, so that the next start takes up what was cut off. */
const STOP_TIMEOUT_MS = 30_000;

/** How long of it what was heard may take to be handled and answered. */
const HANDLE_PATIENCE_MS = 8_000;

/** How often the channel is looked after: what it lost it must try to regain. */
const CHANNEL_TICK_MS = 1_000;

type CleanUp = () => unknown;

/**
 * Runs the service in this process until a signal stops it: data folder locked, database up and migrated, house built,
 * door open. Stopping goes the same way back. Ends the process with 78 when settings are wrong, 1 when it cannot start.
 */
export async function runService(): Promise<void> {
  // What was done, newest last; undone in reverse order.
  const cleanUps: CleanUp[] = [];
  const started = start(cleanUps);
  let stopping = false;
  const stop = async () => {
    // Ctrl-C in a terminal reaches npm and us, and npm passes it on: the second one is the same wish.
    if (stopping) return;
    stopping = true;
    say(stoppingText);
    await started.catch(() => undefined);
    const code = await unwind(cleanUps);
    if (code === 0) say(stoppedText);
    process.exit(code);
  };
  process.on('SIGINT', stop).on('SIGTERM', stop).on('SIGHUP', stop);
  process.on('unhandledRejection', (reason) => say(`unhandled rejection: ${stackOf(reason)}`));
  try {
    await started;
  } catch (error) {
    say(explain(error));
    await unwind(cleanUps);
    const isSetting = error instanceof SettingsError || error instanceof MethodProfileError;
    process.exit(isSetting ? EXIT_SETTINGS : 1);
  }
}

async function start(cleanUps: CleanUp[]): Promise<void> {
  const settings = readSettings(loadEnvironment());
  // Before anything is started: a profile that cannot be used is told at once.
  loadMethodProfile(settings.method);
  cleanUps.push(lockDataDir(settings.dataDir));
  const database = await useServiceDatabase(settings);
  cleanUps.push(() => database.leave());
  keepDataPrivate(settings.dataDir, settings.databaseUrl !== undefined);
  if (database.elsewhere) say(databaseElsewhereText(database.elsewhere));
  const app = await createApp(
    Object.assign(new Settings(), settings, { databaseUrl: database.url }),
  );
  cleanUps.push(() => app.close());
  // Before anything is written: the sandbox refuses a database of a real channel here.
  await app.init();
  if (settings.channel === 'sandbox') await loadSampleCommunity(app);
  else await refuseSandboxPeople(app);
  await listen(app, settings);
  cleanUps.push(await startChannel(app));
  // First of all when stopping: a page must not say that it took what nobody will hear.
  cleanUps.push(() => app.getHttpAdapter().close());
  const address = addressOf(await app.getUrl(), settings.host);
  const sandbox = settings.channel === 'sandbox';
  const text = sandbox ? openedText(address) : openedOnChannelText(address, settings.channel);
  process.stdout.write(`${text}\n`);
  cleanUps.push(announceLogins(app, `${address}channel`));
}

/** @throws SettingsError when make-believe people are in the database: they would answer for real cases */
async function refuseSandboxPeople(app: NestFastifyApplication): Promise<void> {
  const accounts = app.get(AccountService, { strict: false });
  const unitOfWork = app.get(UnitOfWork, { strict: false });
  if (await unitOfWork.autocommit((tx) => accounts.holdsSandbox(tx)))
    throw new SettingsError([{ name: 'LINLI_CHANNEL', problem: sandboxPeopleText }]);
}

/** From now on whoever sits at the terminal sees what has to be scanned to log the account in. */
function announceLogins(app: NestFastifyApplication, page: string): CleanUp {
  const channel = app.get(ChannelService, { strict: false });
  const announcer = new LoginAnnouncer(process.stdout, page);
  const show = () => void announcer.show(channel.state());
  show();
  return channel.watch(show);
}

/**
 * What a crash left half sent is settled first; then the bot starts, and is looked after from then on. Stopping, it
 * hears nothing new, what it heard is stored, handled and answered, and only then the bot goes.
 */
async function startChannel(app: NestFastifyApplication): Promise<CleanUp> {
  await app.get(Dispatcher, { strict: false }).expireLeases();
  const channel = app.get(ChannelService, { strict: false });
  await channel.start();
  const ticking = setInterval(() => void channel.tick(), CHANNEL_TICK_MS);
  return async () => {
    clearInterval(ticking);
    await channel.hearOut();
    await patiently(HANDLE_PATIENCE_MS, finishInHand(app));
    await channel.stop();
  };
}

/** What cannot be finished now is stored, and done after the next start. */
async function finishInHand(app: NestFastifyApplication): Promise<void> {
  await app.get(InboxWorker, { strict: false }).idle();
  await app.get(Dispatcher, { strict: false }).idle();
}

function lockDataDir(dataDir: string): CleanUp {
  const lock = new FolderLock(dataDir, 'service-lock');
  const held = lock.tryTake();
  if (held) return () => held.release();
  throw new OperationalError(
    'service.running',
    alreadyRunningText(dataDir, lock.holder()?.pid ?? 0),
  );
}

async function listen(app: NestFastifyApplication, { host, port }: Settings): Promise<void> {
  try {
    await app.listen(port, host);
  } catch (error) {
    if (
      !['EADDRINUSE', 'EACCES', 'EADDRNOTAVAIL'].includes(
        (error as NodeJS.ErrnoException).code ?? '',
      )
    )
      throw error;
    throw new OperationalError('service.port', cannotListenText(host, port), {}, { cause: error });
  }
}

/** `http://localhost:3000/`; a name rather than a number where it is this machine. */
function addressOf(url: string, host: string): string {
  const address = new URL(url);
  if (['127.0.0.1', '0.0.0.0', '::1', '::'].includes(host)) address.hostname = 'localhost';
  return address.href;
}

/** @returns the exit code: 0 when everything was put away in time */
async function unwind(cleanUps: CleanUp[]): Promise<number> {
  let timer: NodeJS.Timeout | undefined;
  const tooSlow = new Promise<'too slow'>((resolve) => {
    timer = setTimeout(() => resolve('too slow'), STOP_TIMEOUT_MS);
  });
  let code = 0;
  for (const cleanUp of cleanUps.splice(0).reverse()) {
    try {
      if ((await Promise.race([cleanUp(), tooSlow])) === 'too slow')
        throw new Error(stopTooSlowText);
    } catch (error) {
      say(explain(error));
      code = 1;
    }
  }
  clearTimeout(timer);
  return code;
}

function explain(error: unknown): string {
  const isForOperators = [SettingsError, MethodProfileError, OperationalError].some(
    (kind) => error instanceof kind,
  );
  if (isForOperators) return (error as Error).message;
  return stackOf(error);
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
