import type { Command } from 'commander';
import { bindMonth } from '../bundles/bind-month.ts';
import { AppError } from '../core/app-error.ts';
import { isMonth } from '../core/month.ts';
import { progressBar } from './bar.ts';
import { homeOptions, withHome } from './with-home.ts';
import type { Verdict, World } from './world.ts';

/** `bind YYYY-MM`: builds the month's bundle and seals it, with what is open as exceptions. */
export function addBindVerb(program: Command, world: World, _verdict: Verdict): void {
  homeOptions(program.command('bind <month>'), ['as', 'site'])
    .description('装订一个月并封卷；未消除的问题列为例外')
    .option('--json', '以 JSON 输出')
    .action(async (month: string, options) => {
      if (!isMonth(month)) throw new AppError('usage', `月份“${month}”不对，请写成 2026-10。`);
      const bar = progressBar(world);
      const bound = await withHome(world, options, async (home, who) => {
        const site = options.site === undefined ? {} : { site: options.site };
        return bindMonth(home, who, { month, ...site }, ({ step, done, total }) =>
          bar.show(step, done, total),
        ).finally(() => bar.end());
      });
      world.out(
        options.json ? `${JSON.stringify(bound)}\n` : `${JSON.stringify(bound, null, 2)}\n`,
      );
    });
}
