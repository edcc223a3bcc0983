import { describe, expect, it } from '@jest/globals';
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { usageText } from '../../src/cli/usage.texts.js';

const refuse = () => {
  throw new InvalidArgumentError('要写成数字');
};

/** What is said of a call with these words. */
function saidOf(...words: string[]): string {
  const program = new Command('linli');
  const group = program.command('model');
  group.command('rollback').argument('[version]', '', refuse).option('--top <n>', '', refuse);
  const commands = [program, group, ...group.commands];
  for (const one of commands) one.exitOverride().configureOutput({ writeErr: () => undefined });
  try {
    program.parse(words, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return usageText(error.code, error.message);
    throw error;
  }
  return '';
}

describe('a call that cannot be understood', () => {
  it.each([
    [['model', 'rollback', 'abc'], 'abc 不对：要写成数字'],
    [['model', 'rollback', '--top', 'x'], '--top <n> 不对：要写成数字'],
    [['model'], '请写明要做什么，加 --help 看用法'],
    [['model', 'rollback', '--wrong'], '没有 --wrong 这个选项，加 --help 看用法'],
  ])('%j → %s', (words, expected) => {
    expect(saidOf(...words)).toBe(expected);
  });
});
