import { resolve } from 'node:path';
import type { Command } from 'commander';
import { backUp } from '../home/backup/back-up.ts';
import { homeOptions, withReadingHome } from './with-home.ts';
import { exit, type Verdict, type World } from './world.ts';

/** `backup`: a copy of the home, also while its server runs; the keys go apart. */
export function addBackupVerb(program: Command, world: World, verdict: Verdict): void {
  homeOptions(program.command('backup <dir>'))
    .description('备份：数据与密钥分放两处，可在服务运行时进行，重复备份只拷新增的文件')
    .option('--keys <DIR>', '密钥备份放在哪里（默认 <dir>-keys）')
    .option('--json', '以 JSON 输出')
    .action(async (dir: string, options) => {
      const folder = resolve(dir);
      const keysFolder = keysFolderOf(dir, options.keys);
      const report = await withReadingHome(world, options, (home) =>
        backUp(home, { folder, keysFolder }),
      );
      if (report.missing.length > 0) verdict(exit.no);
      if (options.json) {
        world.out(`${JSON.stringify(report)}\n`);
        return;
      }
      for (const path of report.missing) world.out(`✗ 缺失或已损坏，未能备份：${path}\n`);
      world.out(
        `已备份到 ${folder}：日志 ${report.size} 条，文件 ${report.files} 个` +
          `（本次拷贝 ${report.copied} 个），共 ${report.sizeBytes} 字节\n` +
          `密钥 ${report.keys} 个在 ${keysFolder}：请移到另一处保管，不要与数据备份放在一起；` +
          '没有密钥，备份无法读取\n',
      );
    });
}

/** Where the keys of a backup lie unless somebody says otherwise: beside it. */
export function keysFolderOf(dir: string, given: string | undefined): string {
  return given === undefined ? `${resolve(dir)}-keys` : resolve(given);
}
