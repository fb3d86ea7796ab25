import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { reportText } from '../bundles/verify/report.ts';
import { verifyBag } from '../bundles/verify/verify-bag.ts';
import { AppError } from '../core/app-error.ts';
import { exit, type Verdict, type World } from './world.ts';

/** `verify BUNDLE`: every file, number and signature of a bag, with no home and no server. */
export function addVerifyVerb(program: Command, world: World, verdict: Verdict): void {
  program
    .command('verify <bundle>')
    .description('离线核验档案包（一个 ZIP、解开的文件夹，或一个月的文件夹）')
    .option('--key <FILE>', '另行取得的公钥，与包中签名比对')
    .option('--json', '以 JSON 输出')
    .action(async (bundle: string, options: { key?: string; json?: boolean }) => {
      const key = options.key === undefined ? {} : { key: readKey(options.key) };
      const report = await verifyBag(bundle, key);
      if (!report.intact) verdict(exit.no);
      world.out(options.json ? `${JSON.stringify(report)}\n` : reportText(report));
    });
}

function readKey(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new AppError('usage', `公钥文件 ${file} 读不出来，请检查 --key。`, { cause });
  }
}
