import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import type { Requester } from '../access/model.ts';
import { importDocuments } from '../archives/commands/import-documents.ts';
import { importHouseholds } from '../archives/commands/import-households.ts';
import { AppError } from '../core/app-error.ts';
import type { Home } from '../home/open.ts';
import { importRegister } from '../records/commands/import-register.ts';
import type { ImportReport, LineFinding } from '../records/model.ts';
import { clipped } from '../registers/fold-text.ts';
import { progressBar } from './bar.ts';
import { homeOptions, withHome } from './with-home.ts';
import { exit, type Verdict, type World } from './world.ts';

interface ImportOptions {
  readonly home?: string;
  readonly as?: string;
  readonly site?: string;
  readonly category?: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

type Kind = 'households' | 'documents' | 'records';

/** What every import reports, whatever it brings in. */
type Report = Pick<
  ImportReport,
  'file' | 'rows' | 'filed' | 'already' | 'putRight' | 'warnings' | 'rejected' | 'rejectedCsv'
> & {
  readonly title: string;
  readonly rejectedRows: number;
  readonly gaps?: ImportReport['gaps'];
  readonly proposed?: readonly LineFinding[];
};

/** `import households|documents|records FILE…`: lists and registers in, every bad row named. */
export function addImportVerb(program: Command, world: World, verdict: Verdict): void {
  const kinds = program.command('import').description('导入：业主名册、档案资料、工作登记');
  const titles: Readonly<Record<Kind, string>> = {
    households: '业主名册',
    documents: '档案资料目录',
    records: '工作登记（类别取自文件名开头的两位数）',
  };
  for (const kind of Object.keys(titles) as Kind[]) {
    const command = homeOptions(kinds.command(`${kind} <files...>`), ['as', 'site'])
      .description(titles[kind])
      .option('--dry-run', '只检查，不归档')
      .option('--json', '以 JSON 输出');
    if (kind === 'records') {
      command.addOption(new Option('--category <N>', '类别编号，如 1 或 01'));
    }
    command.action(async (files: string[], options: ImportOptions) => {
      await withHome(world, options, (home, who) =>
        importFiles({ world, verdict, home, who, kind, options }, files),
      );
    });
  }
}

interface Run {
  readonly world: World;
  readonly verdict: Verdict;
  readonly home: Home;
  readonly who: Requester;
  readonly kind: Kind;
  readonly options: ImportOptions;
}

async function importFiles(run: Run, files: readonly string[]): Promise<void> {
  const reports: (Report & { rejectedFile?: string })[] = [];
  const unread: { file: string; message: string }[] = [];
  for (const file of files) {
    const report = await importFile(run, file).catch((cause) => whyUnread(run, cause));
    if (typeof report === 'string') {
      // The other files arrive all the same; the exit code tells of this one.
      unread.push({ file, message: report });
      if (!run.options.json) run.world.err(`${report}\n`);
      continue;
    }
    const rejectedFile = keepRejected(run, file, report.rejectedCsv);
    // Heads alone may be wrong, without a single row.
    const unfiled = report.rejected.length + (report.proposed?.length ?? 0);
    if (unfiled > 0) run.verdict(exit.no);
    if (!run.options.json) tell(run.world, report, rejectedFile, run.options.dryRun === true);
    const { rejectedCsv: _csv, ...kept } = report;
    reports.push(rejectedFile === undefined ? kept : { ...kept, rejectedFile });
  }
  if (run.options.json) {
    const said = { dryRun: run.options.dryRun === true, files: reports, unread };
    run.world.out(`${JSON.stringify(said)}\n`);
  } else if (files.length > 1) {
    const sum = (count: (report: Report) => number) =>
      reports.reduce((total, report) => total + count(report), 0);
    const verb = run.options.dryRun ? '可归档' : '归档';
    run.world.out(
      `合计：${files.length} 个文件，${sum(({ rows }) => rows)} 行；${verb} ${sum(({ filed }) => filed)}，` +
        `已有 ${sum(({ already }) => already)}，退回 ${sum(({ rejectedRows }) => rejectedRows)}` +
        `${unread.length === 0 ? '' : `；${unread.length} 个文件读不出来`}\n`,
    );
  }
  if (unread.length > 0) run.verdict(exit.wrongUse);
}

/** Why one file could not be read, as a sentence; what concerns all files is thrown again. */
function whyUnread(run: Run, cause: unknown): string {
  if (!(cause instanceof AppError)) throw cause;
  const said = [cause.message, ...cause.problems.map(({ message }) => message)].join('');
  if (run.options.category !== undefined && cause.problems.length > 0) {
    throw new AppError('usage', said, { cause });
  }
  if (!['invalid', 'limit', 'usage'].includes(cause.code)) throw cause;
  return said;
}

async function importFile(run: Run, file: string): Promise<Report> {
  const { home, who, kind, options } = run;
  const input = {
    fileName: basename(file),
    bytes: readWhole(file),
    dryRun: options.dryRun === true,
    ...(options.site === undefined ? {} : { site: options.site }),
  };
  const bar = progressBar(run.world);
  const progress = (done: number, total: number) => bar.show(input.fileName, done, total);
  try {
    if (kind === 'households') {
      return { ...(await importHouseholds(home, who, input, progress)), title: '业主名册' };
    }
    if (kind === 'documents') {
      return { ...(await importDocuments(home, who, input, progress)), title: '档案资料' };
    }
    const category = options.category === undefined ? {} : { category: options.category };
    const report = await importRegister(home, who, { ...input, ...category }, ({ done, total }) =>
      progress(done, total),
    );
    return { ...report, title: `${report.category.code} ${report.category.title}` };
  } finally {
    bar.end();
  }
}

const unreadable: Readonly<Record<string, string>> = {
  ENOENT: '没有这个文件',
  EISDIR: '这是一个文件夹，请写明其中的文件',
  EACCES: '没有读取的权限',
  EPERM: '没有读取的权限',
};

function readWhole(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const why = code === undefined ? undefined : unreadable[code];
    throw new AppError('usage', `${file}：${why ?? `读不出来（${code}）`}。`, { cause });
  }
}

/** Writes the rejected rows beside the file, or into the home where that folder is read only. */
function keepRejected(run: Run, file: string, csv: string | undefined): string | undefined {
  if (csv === undefined || run.options.dryRun) return undefined;
  const name = basename(file, extname(file)).replace(/-rejected(-\d+)?$/, '');
  try {
    return writeRejected(dirname(resolve(file)), name, csv);
  } catch {
    const folder = join(run.home.path, 'rejected');
    mkdirSync(folder, { recursive: true });
    return writeRejected(folder, name, csv);
  }
}

/** Never over a file that reads otherwise: somebody may be mending it. */
function writeRejected(folder: string, name: string, csv: string): string {
  for (let turn = 1; ; turn += 1) {
    const path = join(folder, `${name}-rejected${turn === 1 ? '' : `-${turn}`}.csv`);
    if (existsSync(path)) {
      if (readFileSync(path, 'utf8') === csv) return path;
      continue;
    }
    writeFileSync(path, csv, { flag: 'wx' });
    return path;
  }
}

/** A finding as one line: no cell moves the cursor, turns the text round or fills the screen. */
function line(mark: string, { file, line, column, value, message }: LineFinding): string {
  const plain = value.replaceAll('\n', '⏎').replace(/[\p{Cc}\p{Cf}]/gu, '·');
  const shown = value === '' ? '（空）' : `“${clipped(plain)}”`;
  const place = column === '' ? '' : `【${clipped(column)}】${shown}`;
  return `  ${mark} ${file} 第 ${line} 行${place}：${message}\n`;
}

/** How often one cause is said row by row, and how many rows stand for it beyond that. */
const fold = { over: 100, shown: 10 } as const;

/** Every finding, in order; but where one cause fells a file, ten rows of it and how many more. */
function tellFindings(world: World, mark: string, findings: readonly LineFinding[]): void {
  const causes = Map.groupBy(findings, ({ column, message }) => `${column}\n${message}`);
  const said = new Map<string, number>();
  for (const finding of findings) {
    const key = `${finding.column}\n${finding.message}`;
    const same = causes.get(key)?.length ?? 0;
    const turn = (said.get(key) ?? 0) + 1;
    said.set(key, turn);
    if (same <= fold.over || turn <= fold.shown) world.out(line(mark, finding));
    if (same > fold.over && turn === fold.shown) {
      const place = finding.column === '' ? '' : `【${clipped(finding.column)}】`;
      world.out(
        `  ${mark} ${finding.file} 另有 ${same - turn} 行${place}同样：${finding.message}（逐行请加 --json）\n`,
      );
    }
  }
}

function tell(world: World, report: Report, rejectedFile: string | undefined, dry: boolean): void {
  const counts = [
    `${report.rows} 行`,
    `${dry ? '可归档' : '归档'} ${report.filed}`,
    `已有 ${report.already}`,
    `退回 ${report.rejectedRows}`,
  ];
  world.out(`${report.title}（${report.file}）：${counts.join('，')}\n`);
  for (const finding of report.putRight) world.out(line('＋改正', finding));
  tellFindings(world, '！提醒', report.warnings);
  for (const finding of report.proposed ?? []) world.out(line('？待确认', finding));
  tellFindings(world, '✗退回', report.rejected);
  for (const { first, last } of report.gaps ?? []) {
    world.out(`  ！派工单缺号：${first === last ? first : `${first} 至 ${last}`}\n`);
  }
  if (rejectedFile !== undefined)
    world.out(`  退回的行连同原因已写入 ${rejectedFile}，改正后再导入该文件即可\n`);
}
