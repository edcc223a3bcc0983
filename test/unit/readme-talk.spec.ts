import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';

const PROJECT = join(import.meta.dirname, '../..');
const SCENARIO = 'test/scenarios/as-in-the-readme.chat.txt';
/** The way somebody who reads it is told that time passes. */
const LATER = /^# (?:after 3h|三小时后)$/;

/** The talk of a README as a transcript writes it: one line for each message. */
function talkOf(readme: string): string[] {
  const text = readFileSync(join(PROJECT, readme), 'utf8');
  const talk = /```\n(王秀兰>.*?)\n```/s.exec(text)?.[1] ?? '';
  const messages = talk.split(/\n(?! )/);
  return messages.map((message) =>
    LATER.test(message) ? 'after 3h' : message.replace(/\s+/g, ' '),
  );
}

/** What is said and done in the transcript that is played with all the others. */
function played(): string[] {
  const lines = readFileSync(join(PROJECT, SCENARIO), 'utf8').trim().split('\n');
  return lines.filter((line) => /^(?:\S+> |after )/.test(line));
}

it.each(['README.md', 'README.zh-CN.md'])('the talk of %s is what a run says', (readme) => {
  const talk = talkOf(readme);
  expect(talk.length).toBeGreaterThan(10);
  expect(talk).toEqual(played());
});
