import type { Command } from 'commander';
import { loadEnvironment } from '../../config/environment.js';
import { SystemClock } from '../../kernel/clock.js';
import { checkDatabase } from '../doctor/database-check.js';
import { doctorTexts as texts } from '../doctor/doctor.texts.js';
import type { Finding } from '../doctor/doctor.types.js';
import { checkDisk, checkPuppet, checkService } from '../doctor/machine-check.js';
import { checkSettings } from '../doctor/settings-check.js';

const MARKS: Readonly<Record<Finding['verdict'], string>> = { fine: '✓', notice: '!', wrong: '✗' };

/** `linli doctor`: looks at everything the service needs and says what to do; exit 1 when something is wrong. */
export function register(program: Command): void {
  program
    .command('doctor')
    .description('检查设置、数据库、渠道、时钟和磁盘，并说明该怎么办')
    .action(async () => {
      const findings = await examine();
      process.stdout.write(`${report(findings)}\n`);
      if (findings.some((finding) => finding.verdict === 'wrong')) process.exitCode = 1;
    });
}

async function examine(): Promise<Finding[]> {
  const { settings, findings } = checkSettings(loadEnvironment());
  if (!settings) return findings;
  const database = await checkDatabase(settings, new SystemClock());
  const machine = [checkService(settings), ...checkPuppet(settings), await checkDisk(settings)];
  return [...findings, ...database, ...machine];
}

function report(findings: readonly Finding[]): string {
  const lines = findings.flatMap(({ about, verdict, found, advice }) => [
    `${MARKS[verdict]} ${texts.titles[about]}：${found}`,
    ...(advice ? [`  → ${advice}`] : []),
  ]);
  return [...lines, summary(findings)].join('\n');
}

function summary(findings: readonly Finding[]): string {
  const count = (verdict: Finding['verdict']) =>
    findings.filter((finding) => finding.verdict === verdict).length;
  if (count('wrong') > 0) return texts.someWrong(count('wrong'));
  return count('notice') > 0 ? texts.someToKnow(count('notice')) : texts.allFine;
}
