import { createReadStream, existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Command } from 'commander';
import { type CivilDate, civilDateOf, formatMinute, instantAt } from '../../kernel/calendar.js';
import { DomainError } from '../../kernel/errors.js';
import { hotIssuesOf } from '../../understanding/hot-issues.rules.js';
import type { HotIssue, RaisedMessage } from '../../understanding/hot-issues.types.js';
import { atServiceDatabase } from '../desk.js';
import { hotTexts as texts } from '../hot/hot.texts.js';
import { ledgerMessages } from '../hot/ledger-messages.js';
import { messageOfLine } from '../hot/message-line.rules.js';
import { asCount, asDay } from '../options.js';
import { ProgressLine } from '../progress-line.js';

interface HotOptions {
  readonly in?: string;
  readonly top: number;
  readonly from?: CivilDate;
  readonly json?: boolean;
}

/** `linli hot`: what many people raise, ranked by people; from a file of messages, else from the ledger. */
export function register(program: Command): void {
  program
    .command('hot')
    .description(texts.description)
    .option('--in <文件>', texts.in)
    .option('--top <n>', texts.top, asCount, 10)
    .option('--from <日期>', texts.from, asDay)
    .option('--json', texts.json)
    .action((options: HotOptions) => hot(options));
}

async function hot(options: HotOptions): Promise<void> {
  const progress = new ProgressLine();
  const seen = (count: number) => progress.show(texts.reading(count));
  const messages = options.in
    ? await messagesIn(resolve(options.in), seen)
    : await fromLedger(options.from && instantAt(options.from), seen);
  const issues = hotIssuesOf(messages, options.top);
  progress.clear();
  process.stdout.write(options.json ? `${JSON.stringify(issues.map(asJson))}\n` : told(issues));
}

/** @throws DomainError with the line number when a line is no message */
async function messagesIn(path: string, seen: (count: number) => void): Promise<RaisedMessage[]> {
  if (!existsSync(path)) throw new DomainError('hot.no-file', texts.noFile(path));
  const messages: RaisedMessage[] = [];
  let number = 0;
  for await (const line of createInterface({
    input: createReadStream(path),
    crlfDelay: Infinity,
  })) {
    number += 1;
    if (line.trim() === '') continue;
    const message = messageOfLine(line);
    if (!message) throw new DomainError('hot.bad-line', texts.badLine(path, number));
    messages.push(message);
    seen(messages.length);
  }
  return messages;
}

function fromLedger(
  since: Date | undefined,
  seen: (count: number) => void,
): Promise<RaisedMessage[]> {
  return atServiceDatabase((settings) => ledgerMessages(settings, since, seen));
}

function asJson(
  { isGrowing, since, until, title, place, people, messages }: HotIssue,
  index: number,
) {
  return {
    rank: index + 1,
    title,
    place,
    people,
    since: formatMinute(since),
    until: formatMinute(until),
    growing: isGrowing,
    messages,
  };
}

function told(issues: readonly HotIssue[]): string {
  if (issues.length === 0) return `${texts.none}\n`;
  return issues
    .map(({ place, title, people, messages, since, until, isGrowing }, index) =>
      [
        texts.line(index + 1, place, title.replace(/\s+/g, ' '), people, messages.length),
        texts.span(civilDateOf(since), civilDateOf(until), isGrowing),
      ].join('\n'),
    )
    .map((line) => `${line}\n`)
    .join('');
}
