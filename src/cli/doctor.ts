import type { Command } from 'commander';
import { examine } from '../audit/doctor/examine.ts';
import type { CheckState } from '../audit/doctor/finding.ts';
import { homeOptions, homePathOf } from './with-home.ts';
import { exit, type Verdict, type World } from './world.ts';

const marks: Readonly<Record<CheckState, string>> = { good: '✓', notice: '△', wrong: '✗' };

/** `doctor`: what is well with a home and what is not. */
export function addDoctorVerb(program: Command, world: World, verdict: Verdict): void {
  homeOptions(program.command('doctor'))
    .description('体检：锁、密钥、版本、配置、磁盘、附件、案卷、待发，逐项说明好坏')
    .option('--json', '以 JSON 输出')
    .action(async (options) => {
      const databaseUrl = world.env.ANJUAN_DATABASE_URL;
      const examination = await examine({
        path: homePathOf(world, options.home),
        clock: world.clock,
        ...(databaseUrl ? { databaseUrl } : {}),
      });
      const { checks, well } = examination;
      if (!well) verdict(exit.no);
      if (options.json) {
        world.out(`${JSON.stringify(examination)}\n`);
        return;
      }
      for (const { state, message } of checks) world.out(`${marks[state]} ${message}\n`);
      const count = (wanted: CheckState) => checks.filter(({ state }) => state === wanted).length;
      world.out(
        `${well ? '一切正常' : `${count('wrong')} 项有问题`}（提醒 ${count('notice')} 项）\n`,
      );
    });
}
