import type { LoggerService } from '@nestjs/common';
import pino, { type DestinationStream, type Logger } from 'pino';

/** What Nest tells about its own building; of use only when something about that is wrong. */
const FRAMEWORK = new Set([
  'NestFactory',
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'NestApplication',
]);

const MARKS: Readonly<Record<number, string>> = { 30: '', 40: 'WARN ', 50: 'ERROR ', 60: 'FATAL ' };

/** The log: JSON lines on standard error; on a terminal short lines, warnings and worse only. */
export class AppLogger implements LoggerService {
  private readonly pino: Logger;

  constructor(forTerminal = Boolean(process.stderr.isTTY)) {
    const destination = forTerminal ? shortLines() : pino.destination({ dest: 2, sync: true });
    this.pino = pino({ level: forTerminal ? 'warn' : 'info', base: null }, destination);
  }

  log(message: unknown, ...rest: unknown[]): void {
    const level = FRAMEWORK.has(contextOf(rest)) ? 'debug' : 'info';
    this.write(level, message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.write('fatal', message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.write('trace', message, rest);
  }

  /** Nest appends the context to the arguments, and to an error its stack before that. */
  private write(level: pino.Level, message: unknown, rest: readonly unknown[]): void {
    const details = rest.slice(0, -1).filter((each) => each !== undefined);
    const stack =
      message instanceof Error ? message.stack : details.find((each) => typeof each === 'string');
    const text = message instanceof Error ? message.message : message;
    const fields = { context: contextOf(rest) || undefined, stack };
    if (typeof text === 'object' && text !== null) this.pino[level]({ ...fields, ...text });
    else this.pino[level](fields, String(text));
  }
}

function contextOf(rest: readonly unknown[]): string {
  const last = rest.at(-1);
  return typeof last === 'string' ? last : '';
}

function shortLines(): DestinationStream {
  return {
    write: (line) => {
      const { level, context, msg, stack, time: _time, ...facts } = JSON.parse(line);
      const extra = Object.keys(facts).length > 0 ? ` ${JSON.stringify(facts)}` : '';
      const where = context ? `[${context}] ` : '';
      process.stderr.write(
        `${MARKS[level] ?? ''}${where}${msg ?? ''}${extra}${stack ? `\n${stack}` : ''}\n`,
      );
    },
  };
}
