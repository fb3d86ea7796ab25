import { basename } from 'node:path';
import type { Command } from 'commander';
import { bindMonth } from '../bundles/commands.ts';
import { type BoundMonth, classTitles } from '../bundles/model.ts';
import { progressBar } from './bar.ts';
import { homeOptions, withHome } from './with-home.ts';
import type { Verdict, World } from './world.ts';

const outcomes: Readonly<Record<BoundMonth['outcome'], string>> = {
  sealed: '已装订封卷',
  rebuilt: '此前已封卷，缺的档案包已照原样重做',
  complete: '此前已封卷，档案包齐全，没有新内容',
};
const megabyte = 1024 * 1024;

/** `bind YYYY-MM`: builds the month's bundle and seals it, with what is open as exceptions. */
export function addBindVerb(program: Command, world: World, _verdict: Verdict): void {
  homeOptions(program.command('bind <month>'), ['as', 'site'])
    .description('装订一个月并封卷；未消除的问题列为例外')
    .option('--json', '以 JSON 输出')
    .action(async (month: string, options) => {
      const bar = progressBar(world);
      const progress = (at: { step: string; done: number; total: number }) =>
        bar.show(at.step, at.done, at.total);
      const bound = await withHome(world, options, (home, who) =>
        bindMonth(home, who, { month, site: options.site }, { progress }).finally(() => bar.end()),
      );
      if (options.json) world.out(`${JSON.stringify(bound)}\n`);
      else tell(world, bound);
    });
}

function tell(world: World, bound: BoundMonth): void {
  const part = bound.supplement === 0 ? '' : `（补卷 ${bound.supplement}）`;
  world.out(`${bound.month}${part} ${outcomes[bound.outcome]}：${bound.folder}\n`);
  for (const bag of bound.bags) {
    const size = (bag.sizeBytes / megabyte).toFixed(1);
    world.out(`  ${classTitles[bag.class]}  ${basename(bag.file)}  ${size} MB  ${bag.sha256}\n`);
  }
  for (const { title, subjects, reason } of bound.exceptions) {
    const shown = subjects.slice(0, 8).join('、');
    const more = subjects.length > 8 ? ` 等 ${subjects.length} 项` : '';
    world.out(`  例外：${title}：${shown}${more}（${reason}）\n`);
  }
  world.out(`  公钥指纹 ${bound.fingerprint}\n`);
  world.out(`  核验：anjuan verify ${bound.folder}\n`);
}
