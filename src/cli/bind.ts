import { basename } from 'node:path';
import type { Command } from 'commander';
import { bindMonth } from '../bundles/commands.ts';
import { type BoundMonth, classTitles } from '../bundles/model.ts';
import { draftOf } from '../bundles/queries.ts';
import { deliverMail } from '../jobs/deliver-mail.ts';
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
    .option('--dry-run', '只列出草稿与待处理的问题，不封卷')
    .option('--json', '以 JSON 输出')
    .action(async (month: string, options) => {
      if (options.dryRun) return showDraft(world, month, options);
      const bar = progressBar(world);
      const progress = (at: { step: string; done: number; total: number }) =>
        bar.show(at.step, at.done, at.total);
      const bound = await withHome(world, options, async (home, who) => {
        const asked = { month, site: options.site };
        try {
          return await bindMonth(home, who, asked, { progress });
        } finally {
          bar.end();
          await deliverMail(home, { mailPassword: world.env.ANJUAN_SMTP_PASSWORD });
        }
      });
      if (options.json) world.out(`${JSON.stringify(bound)}\n`);
      else tell(world, bound);
    });
}

async function showDraft(
  world: World,
  month: string,
  options: { home?: string; site?: string; json?: boolean },
): Promise<void> {
  const draft = await withHome(world, options, (home) =>
    draftOf(home, { month, site: options.site }),
  );
  if (options.json) {
    world.out(`${JSON.stringify(draft ?? null)}\n`);
  } else if (draft === undefined) {
    world.out(`${month} 已封卷，没有新内容。\n`);
  } else {
    const { records, orders, blockers } = draft;
    world.out(`${month} 草稿：${records} 条记录，${orders} 张派工单\n`);
    for (const { title, subjects } of blockers) {
      world.out(`  待处理：${title}：${shownOf(subjects)}\n`);
    }
  }
}

function tell(world: World, bound: BoundMonth): void {
  const part = bound.supplement === 0 ? '' : `（补卷 ${bound.supplement}）`;
  world.out(`${bound.month}${part} ${outcomes[bound.outcome]}：${bound.folder}\n`);
  for (const bag of bound.bags) {
    const size = (bag.sizeBytes / megabyte).toFixed(1);
    world.out(`  ${classTitles[bag.class]}  ${basename(bag.file)}  ${size} MB  ${bag.sha256}\n`);
  }
  for (const { title, subjects, reason } of bound.exceptions) {
    world.out(`  例外：${title}：${shownOf(subjects)}（${reason}）\n`);
  }
  world.out(`  公钥指纹 ${bound.fingerprint}\n`);
  world.out(`  核验：anjuan verify ${bound.folder}\n`);
}

function shownOf(subjects: readonly string[]): string {
  const more = subjects.length > 8 ? ` 等 ${subjects.length} 项` : '';
  return `${subjects.slice(0, 8).join('、')}${more}`;
}
