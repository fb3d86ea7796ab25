import { createReadStream, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, extname, join, resolve } from 'node:path';
import type { Command } from 'commander';
import { type ExportReport, exportRecords } from '../audit/export/export-records.ts';
import { AppError } from '../core/app-error.ts';
import { type HomeChoice, homeOptions, withHome } from './with-home.ts';
import type { Verdict, World } from './world.ts';

interface ExportChoice extends HomeChoice {
  readonly out?: string;
  readonly json?: boolean;
}

/** `export`: what a search or a filter finds, for a spreadsheet or a program. */
export function addExportVerb(program: Command, world: World, _verdict: Verdict): void {
  homeOptions(program.command('export <query...>'), ['as', 'site'])
    .description(
      '导出记录：词语，或 month:2026-10 category:01 room: status: from: to: 等条件；个人信息遮盖',
    )
    .option('--out <FILE>', '写入 .csv（可用 Excel 打开）或 .jsonl 文件，默认写到标准输出')
    .option('--json', '标准输出用 JSON 一行一条；有 --out 时以 JSON 报告结果')
    .action(async (words: string[], options: ExportChoice) => {
      const query = words.join(' ');
      const out = options.out === undefined ? undefined : resolve(options.out);
      const format = out === undefined ? (options.json ? 'jsonl' : 'csv') : formatOf(out);
      const folder = makeWorkFolder(out);
      const path = join(folder, 'export');
      try {
        const report = await withHome(world, options, (home, who) =>
          exportRecords(home, who, { query, site: options.site, format, path }),
        );
        if (out === undefined) await print(world, path);
        else {
          renameSync(path, out);
          tell(world, { out, report, json: options.json === true });
        }
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    });
}

function tell(world: World, done: { out: string; report: ExportReport; json: boolean }): void {
  const { out, report, json } = done;
  world.out(
    json
      ? `${JSON.stringify({ ...report, out })}\n`
      : `已导出 ${report.rows} 条到 ${out}，个人信息已遮盖；日志已记 ${report.id}，文件摘要 sha256:${report.sha256}\n`,
  );
}

async function print(world: World, path: string): Promise<void> {
  for await (const text of createReadStream(path, 'utf8')) world.out(text);
}

function formatOf(out: string): 'csv' | 'jsonl' {
  const ending = extname(out).toLowerCase();
  if (ending === '.csv') return 'csv';
  if (ending === '.jsonl') return 'jsonl';
  throw new AppError('usage', `请让 --out 以 .csv 或 .jsonl 结尾，而不是“${ending}”。`);
}

/** A folder of our own beside the file, so that moving it there never crosses disks. */
function makeWorkFolder(out: string | undefined): string {
  const place = out === undefined ? tmpdir() : dirname(out);
  try {
    return mkdtempSync(join(place, '.anjuan-export-'));
  } catch (cause) {
    throw new AppError('usage', `无法写入 ${place}，请换 --out。`, { cause });
  }
}
