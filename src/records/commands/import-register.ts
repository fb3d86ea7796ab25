import type { Requester } from '../../access/model.ts';
import { demand } from '../../access/rules.ts';
import { getSite } from '../../catalogue/catalogue.ts';
import { AppError } from '../../core/app-error.ts';
import type { Home } from '../../home/open.ts';
import { matchHeads } from '../../registers/match-heads.ts';
import { readTable } from '../../registers/read-table.ts';
import type { Table, TableRow } from '../../registers/table.ts';
import { rejectedCsv } from '../../registers/write-rejected.ts';
import type { ImportReport } from '../model.ts';
import { orderGaps } from '../queries/imported.ts';
import { type FilingFrame, openFrame } from './check-record.ts';
import { checkRows, type GoodRow, leaveOutKnown, ordersNamed } from './import-rows.ts';
import { emptyTally, refuseOrder, say, type Tally } from './import-tally.ts';
import { writeRecord } from './write-record.ts';

/** A register file to import. */
export interface RegisterFile {
  readonly fileName: string;
  readonly bytes: Uint8Array;
  /** Read from a name such as `01-业主日常报修.csv` where it is not said. */
  readonly category?: string | undefined;
  readonly site?: string | undefined;
  /** Says what would happen, and files nothing. */
  readonly dryRun?: boolean | undefined;
}

/** Told after each batch of rows. */
export type ImportProgress = (progress: { done: number; total: number }) => void;

/** How many rows wait for one commit. */
const batchRows = 200;

type ImportingHome = Pick<Home, 'ledger' | 'catalogue' | 'index'>;

/**
 * Imports a register: files its good rows in their order, names the others and why.
 *
 * A row that was imported before files nothing; an order number with other content is refused.
 * Errors: `forbidden`, `usage` (no category), `invalid` and `limit` (no readable table).
 */
export async function importRegister(
  home: ImportingHome,
  who: Requester,
  input: RegisterFile,
  progress: ImportProgress = () => undefined,
): Promise<ImportReport> {
  demand(who, 'import.run', { site: getSite(home.catalogue.document, input.site).code });
  const file = input.fileName.split(/[/\\]/).at(-1) ?? input.fileName;
  const category = input.category ?? categoryIn(file);
  const frame = await openFrame(home, { site: input.site, category });
  const heads = frame.category.fields.map(({ name }) => name);
  const table = await readTable(input.bytes, file, heads);
  const match = matchHeads(frame.category, table.heads);
  const tally = emptyTally(file);
  for (const message of table.notes) {
    say(tally, 1, { column: '', value: '', rule: 'file', severity: 'warning', message });
  }
  for (const finding of match.findings) say(tally, 1, finding);
  const good = checkRows(home, frame, { table, match, tally });
  const fresh = await leaveOutKnown(home, frame, good, tally);
  if (input.dryRun === true) tally.filed = fresh.length;
  else await fileRows(home, who, { frame, rows: fresh, tally, progress });
  const gaps =
    frame.category.dispatch &&
    (await orderGaps(home.ledger.store.read, {
      ...frame,
      written: ordersNamed(frame, { table, match }),
    }));
  return reportOf({ frame, table, tally, dryRun: input.dryRun === true, gaps });
}

function categoryIn(file: string): string {
  const code = /^(\d{2})(?!\d)/.exec(file)?.[1];
  if (code !== undefined) return code;
  throw new AppError(
    'usage',
    `看不出“${file}”是哪一类登记：请把文件名改成 01-业主日常报修.csv 这样，或用 --category 指明类别。`,
  );
}

async function fileRows(
  home: ImportingHome,
  who: Requester,
  work: {
    frame: FilingFrame;
    rows: readonly GoodRow[];
    tally: Tally;
    progress: ImportProgress;
  },
): Promise<void> {
  const { frame, rows, tally, progress } = work;
  for (let start = 0; start < rows.length; start += batchRows) {
    const batch = rows.slice(start, start + batchRows);
    // Handed over in their order, and not awaited one by one: they share a commit.
    const outcomes = await Promise.allSettled(batch.map((row) => fileRow(home, who, frame, row)));
    outcomes.forEach((outcome, index) => {
      const row = batch[index]?.row;
      if (row !== undefined) count(tally, row, outcome);
    });
    progress({ done: start + batch.length, total: rows.length });
  }
}

function count(tally: Tally, row: TableRow, outcome: PromiseSettledResult<unknown>): void {
  if (outcome.status === 'fulfilled') {
    tally.filed += 1;
    return;
  }
  const error: unknown = outcome.reason;
  if (!(error instanceof AppError) || !['conflict', 'invalid'].includes(error.code)) throw error;
  if (error.problems.some(({ rule }) => rule === 'already')) {
    tally.already += 1;
    return;
  }
  const [problem] = error.problems;
  refuseOrder(tally, row, {
    column: problem?.field ?? '整行',
    number: row.cells[problem?.field ?? ''] ?? '',
    claim: error.message,
  });
}

function fileRow(
  home: ImportingHome,
  who: Requester,
  frame: FilingFrame,
  { record, digest }: GoodRow,
): Promise<{ number: string }> {
  return home.ledger.transact(who.actor, async (tx) => {
    const filing = { frame, record, actor: who.actor, source: 'import' as const };
    const recorded = await writeRecord(home, tx, filing);
    const { number } = recorded.result;
    const marked = await tx.db
      .insertInto('imported_row')
      .values({ site: frame.site, digest, number })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    // Two imports of one file at a time: the second gives everything back.
    if (Number(marked.numInsertedOrUpdatedRows ?? 0) === 0) {
      const message = '同样的行已经归档';
      throw new AppError('conflict', message, {
        problems: [{ field: '整行', rule: 'already', message }],
      });
    }
    return recorded;
  });
}

function reportOf(parts: {
  frame: FilingFrame;
  table: Table;
  tally: Tally;
  dryRun: boolean;
  gaps: ImportReport['gaps'];
}): ImportReport {
  const { frame, table, tally, dryRun, gaps } = parts;
  const refused = [...tally.refused].sort((a, b) => a.line - b.line);
  const { code, title } = frame.category;
  return {
    file: tally.file,
    site: frame.site,
    category: { code, title },
    dryRun,
    rows: table.rows.length,
    filed: tally.filed,
    already: tally.already,
    putRight: tally.said['put-right'],
    warnings: tally.said.warning,
    rejected: tally.said.rejected.sort((a, b) => a.line - b.line),
    rejectedRows: refused.length,
    ...(refused.length === 0 ? {} : { rejectedCsv: rejectedCsv(table, refused) }),
    ...(gaps === undefined ? {} : { gaps }),
  };
}
