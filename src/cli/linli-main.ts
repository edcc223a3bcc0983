import 'reflect-metadata';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Command, CommanderError } from 'commander';
import { EXIT_SETTINGS, SettingsError } from '../config/settings-error.js';
import { DomainError, OperationalError } from '../kernel/errors.js';
import { noCommandText, programDescription, usageText } from './usage.texts.js';

/** Exit code of bad usage (contracts section 3). */
const EXIT_USAGE = 2;

const COMMANDS_DIR = join(import.meta.dirname, 'commands');

/** A file `commands/<name>.command.ts` adds the command `<name>`. */
interface CommandFile {
  register(program: Command): void;
}

// Whoever reads us may have seen enough (`| head`): the work is still done to its end, and nobody is told of it.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

try {
  await run(process.argv.slice(2));
} catch (error) {
  process.exitCode = tell(error);
}

async function run(args: readonly string[]): Promise<void> {
  const program = new Command('linli').description(programDescription).helpCommand(false);
  await addCommands(program, args[0]);
  for (const command of withParts(program)) {
    command.exitOverride().configureOutput({ writeErr: () => undefined });
  }
  if (args.length === 0) throw new CommanderError(EXIT_USAGE, 'linli.noCommand', noCommandText);
  await program.parseAsync(args, { from: 'user' });
}

/** A command, its commands, and theirs. */
function withParts(command: Command): Command[] {
  return [command, ...command.commands.flatMap(withParts)];
}

/** Only the command that was named is loaded; all of them when none fits, for the list in the help. */
async function addCommands(program: Command, name: string | undefined): Promise<void> {
  const isPlain = name !== undefined && /^[a-z-]+$/.test(name);
  const only = isPlain && existsSync(join(COMMANDS_DIR, `${name}.command.js`));
  const files = only
    ? [`${name}.command.js`]
    : readdirSync(COMMANDS_DIR).filter((file) => file.endsWith('.command.js'));
  for (const file of files.sort()) {
    const loaded = (await import(pathToFileURL(join(COMMANDS_DIR, file)).href)) as CommandFile;
    loaded.register(program);
  }
}

/** Says what went wrong in one line. @returns the exit code */
function tell(error: unknown): number {
  if (error instanceof CommanderError) {
    if (error.exitCode !== 0) say(`linli: ${usageText(error.code, error.message)}`);
    return error.exitCode === 0 ? 0 : EXIT_USAGE;
  }
  if (error instanceof SettingsError) {
    say(error.message);
    return EXIT_SETTINGS;
  }
  const isExpected = error instanceof OperationalError || error instanceof DomainError;
  say(`linli: ${isExpected ? error.message : stackOf(error)}`);
  return 1;
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
