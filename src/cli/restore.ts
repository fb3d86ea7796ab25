import { resolve } from 'node:path';
import type { Command } from 'commander';
import { checkLog, type LogCheck } from '../audit/check-log.ts';
import { reindex } from '../audit/reindex.ts';
import { AppError } from '../core/app-error.ts';
import { type Unpacked, unpackBackup } from '../home/backup/restore.ts';
import { localOperator } from '../home/open.ts';
import { keysFolderOf } from './backup.ts';
import { openHomeAt } from './with-home.ts';
import { exit, type Verdict, type World } from './world.ts';

/** `restore`: a home out of a backup, into a folder that is new or empty. */
export function addRestoreVerb(program: Command, world: World, verdict: Verdict): void {
  program
    .command('restore <dir>')
    .description('恢复：逐一核对备份后写入新的或空的数据目录，并重建全文索引')
    .requiredOption('--home <DIR>', '恢复到哪里（新的或空的文件夹）')
    .option('--keys <DIR>', '密钥备份在哪里（默认 <dir>-keys）')
    .option('--json', '以 JSON 输出')
    .action(async (dir: string, options) => {
      if (world.env.ANJUAN_DATABASE_URL) {
        throw new AppError('unavailable', '数据在 PostgreSQL 中时请用 pg_restore 恢复数据库。');
      }
      const source = { folder: resolve(dir), keysFolder: keysFolderOf(dir, options.keys) };
      const unpacked = await unpackBackup(source, options.home);
      const { check, indexed } = await finish(world, unpacked);
      unpacked.settle();
      const { manifest } = unpacked;
      const { missing, origin, takenAt } = manifest;
      if (!check.intact || missing.length > 0) verdict(exit.no);
      const home = resolve(options.home);
      if (options.json) {
        const { intact, log } = check;
        const report = { home, origin, takenAt, size: log.size, indexed, intact, missing };
        world.out(`${JSON.stringify(report)}\n`);
        return;
      }
      for (const path of missing) world.out(`✗ 备份时已缺失或损坏：${path}\n`);
      world.out(
        `已恢复到 ${home}：取自 ${takenAt} 的备份，日志 ${check.log.size} 条` +
          `${check.intact ? '完好' : '有问题，请用 log verify 查看'}，重建索引 ${indexed} 件\n`,
      );
    });
}

/** Opens what was unpacked, says in its log that it was restored, and checks it whole. */
async function finish(
  world: World,
  { path, manifest, discard }: Unpacked,
): Promise<{ check: LogCheck; indexed: number }> {
  try {
    const home = await openHomeAt(world, path);
    try {
      const { size, takenAt } = manifest;
      await home.ledger.transact(localOperator(), async () => ({
        result: null,
        entries: [{ kind: 'home.restored', subject: home.log.origin, facts: { size, takenAt } }],
      }));
      const indexed = await reindex(home);
      await home.log.checkpoint();
      const { keyring, log, store } = home;
      return { check: await checkLog({ read: store.read, keyring, log }), indexed };
    } finally {
      await home.close();
    }
  } catch (error) {
    discard();
    throw error;
  }
}
