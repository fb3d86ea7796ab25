import type { Command } from 'commander';
import { AppError } from '../core/app-error.ts';
import { isLocalDate } from '../core/month.ts';
import { adoptPolicies } from '../policies/commands/adopt-policies.ts';
import { seedPolicies } from '../policies/commands/seed-policies.ts';
import type { AdoptionReport } from '../policies/model.ts';
import { homeOptions, withHome } from './with-home.ts';
import type { Verdict, World } from './world.ts';

/** `policies adopt --from DATE`: brings the starter library into force, as for a trial home. */
export function addPolicyVerbs(program: Command, world: World, _verdict: Verdict): void {
  const policies = program.command('policies').description('制度');
  homeOptions(policies.command('adopt'), ['as'])
    .description('整批启用起始制度库；未经两人批准的列为例外')
    .requiredOption('--from <DATE>', '生效日，如 2026-09-01')
    .option('--json', '以 JSON 输出')
    .action(async (options) => {
      const { from } = options as { from: string };
      if (!isLocalDate(from)) {
        throw new AppError('usage', `日期“${from}”不对，请写成 2026-09-01。`);
      }
      const report = await withHome(world, options, async (home, who) => {
        await seedPolicies(home, who.actor);
        return adoptPolicies(home, who, { from });
      });
      if (options.json) world.out(`${JSON.stringify(report)}\n`);
      else tell(world, report);
    });
}

function tell(world: World, { from, adopted, skipped, exceptions }: AdoptionReport): void {
  const codes = adopted.length === 0 ? '' : `：${adopted.join('、')}`;
  world.out(`自 ${from} 启用 ${adopted.length} 项制度${codes}\n`);
  const byReason = Map.groupBy(skipped, ({ reason }) => reason);
  for (const [reason, same] of byReason) {
    world.out(
      `  略过 ${same.length} 项（${reason}）：${same.map(({ code }) => code).join('、')}\n`,
    );
  }
  for (const exception of exceptions) world.out(`  例外：${exception}\n`);
}
