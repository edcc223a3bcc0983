/** How `linli` introduces itself. */
export const programDescription = '邻里的命令行工具';

/** Said when no command was named. */
export const noCommandText =
  '请写明要做什么，例如 npm run -s linli -- doctor；加 --help 看全部命令';

/** What was wrong with a call, by the code that commander gives; its own words hold the quoted name. */
export function usageText(code: string, message: string): string {
  const name = /'([^']*)'/.exec(message)?.[1] ?? '';
  const texts: Readonly<Record<string, string>> = {
    'commander.unknownCommand': `没有 ${name} 这个命令，加 --help 看全部命令`,
    'commander.unknownOption': `没有 ${name} 这个选项，加 --help 看用法`,
    'commander.missingArgument': `缺少 ${name}，加 --help 看用法`,
    'commander.optionMissingArgument': `${name} 后面缺少内容`,
    'commander.missingMandatoryOptionValue': `必须写明 ${name}`,
    // commander puts its own English before our sentence; what stands behind 'is invalid.' is ours.
    'commander.invalidArgument': `${name} 不对：${/is invalid(?: for argument '[^']*')?\. ([\s\S]*)$/.exec(message)?.[1] ?? '加 --help 看用法'}`,
    'commander.help': '请写明要做什么，加 --help 看用法',
    'commander.excessArguments': '多写了内容，加 --help 看用法',
  };
  return texts[code] ?? message.replace(/^error: /, '');
}

/** Values of options that cannot be read: what was found, what was expected. */
export const optionTexts = {
  notDay: (text: string) => `${text} 不是日期，要写成 2026-09-01 这样`,
  notCount: (text: string) => `写的是“${text}”，应该是大于 0 的整数`,
  notWhole: (text: string, least: number) => `写的是“${text}”，应该是不小于 ${least} 的整数`,
} as const;
