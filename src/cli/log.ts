import type { Command } from 'commander';
import { checkLog } from '../audit/check-log.ts';
import { AppError } from '../core/app-error.ts';
import type { EntryProof } from '../ledger/log.ts';
import { type HomeChoice, homeOptions, withHome, withReadingHome } from './with-home.ts';
import { exit, type Verdict, type World } from './world.ts';

/** `log verify` and `log prove`: what the log can say for itself. */
export function addLogVerbs(program: Command, world: World, verdict: Verdict): void {
  const log = program.command('log').description('日志：核验与证明');
  homeOptions(log.command('verify'))
    .description('从第一条起核验整个日志、检查点与所封内容')
    .option('--json', '以 JSON 输出')
    .action(async (options) => {
      const check = await withReadingHome(world, options, (home) =>
        checkLog({ read: home.store.read, keyring: home.keyring, log: home.log }),
      );
      if (!check.intact) verdict(exit.no);
      if (options.json) {
        world.out(`${JSON.stringify(check)}\n`);
        return;
      }
      for (const finding of check.log.findings) {
        const place = finding.seq === undefined ? '' : `第 ${finding.seq} 条 `;
        world.out(`✗ ${place}${finding.code}：应为 ${finding.expected}，实为 ${finding.found}\n`);
      }
      for (const { message } of check.contents.findings) world.out(`✗ ${message}\n`);
      const { size, provedSize, fingerprint } = check.log;
      world.out(
        `${check.intact ? '完好' : '有问题'}：日志 ${size} 条，签名检查点覆盖到 ${provedSize} 条，` +
          `内容 ${check.contents.checked} 份逐一相符；公钥指纹 ${fingerprint}\n`,
      );
    });
  homeOptions(log.command('prove <seq>'))
    .description('给出一条日志的包含证明（JSON）')
    .action(async (seq: string, options) => {
      const proof = await proveEntry(world, options, seqOf(seq));
      world.out(`${JSON.stringify(proof, null, 2)}\n`);
    });
}

/** A proof to the newest checkpoint that covers the entry; one is signed if there is none yet. */
async function proveEntry(
  world: World,
  options: HomeChoice,
  seq: number,
): Promise<EntryProof & { key: string }> {
  const known = await withReadingHome(world, options, async ({ log }) => {
    const proof = await log.findProof(seq);
    return proof && { ...proof, key: log.verifierKey };
  });
  if (known !== undefined) return known;
  return withHome(world, options, async ({ log }) => ({
    ...(await log.prove(seq)),
    key: log.verifierKey,
  }));
}

function seqOf(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new AppError('usage', `“${text}”不是条目序号，请填 0 起的整数。`);
}
