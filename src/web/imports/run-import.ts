import type { Requester } from '../../access/model.ts';
import { importDocuments } from '../../archives/commands/import-documents.ts';
import { importHouseholds } from '../../archives/commands/import-households.ts';
import { AppError } from '../../core/app-error.ts';
import type { Home } from '../../home/open.ts';
import { importRegister } from '../../records/commands/import-register.ts';
import { type Batch, type BatchFile, bytesOf, noteFiled, type Report } from './batches.ts';

/** What a dry run said of a file, or why it cannot be read. */
export type Checked =
  | { readonly report: Report; readonly error?: undefined }
  | { readonly report?: undefined; readonly error: AppError };

/** A batch with what would be done, or was done, with each of its files. */
export interface CheckedBatch {
  readonly batch: Batch;
  readonly files: readonly Checked[];
  /** The files that are filed next, by place: households come before what names their rooms. */
  readonly next: readonly number[];
}

/** How far the filing of a batch has come. */
export interface Running {
  readonly file: string;
  readonly done: number;
  readonly total: number;
  readonly error: unknown;
  readonly isOver: boolean;
}

/** Dry-runs every file of a batch that was not filed yet. */
export async function checkBatch(home: Home, who: Requester, batch: Batch): Promise<CheckedBatch> {
  const files: Checked[] = [];
  for (const [at, file] of batch.files.entries()) {
    files.push(
      file.report === null ? await check(home, who, { batch, at }) : { report: file.report },
    );
  }
  const waiting = batch.files.flatMap((file, at) =>
    file.report === null && (files[at]?.report?.filed ?? 0) > 0 ? [at] : [],
  );
  const lists = waiting.filter((at) => batch.files[at]?.kind.list === 'households');
  return { batch, files, next: lists.length > 0 ? lists : waiting };
}

async function check(
  home: Home,
  who: Requester,
  { batch, at }: { batch: Batch; at: number },
): Promise<Checked> {
  try {
    return { report: await importFile(home, who, { batch, at, dryRun: true }) };
  } catch (error) {
    if (error instanceof AppError && error.code !== 'forbidden') return { error };
    throw error;
  }
}

/** Files these files of a batch, one after another, and tells how far it has come. */
export async function fileBatch(
  home: Home,
  who: Requester,
  of: { batch: Batch; places: readonly number[] },
  tell: (progress: Pick<Running, 'file' | 'done' | 'total'>) => void,
): Promise<Batch> {
  let { batch } = of;
  for (const at of of.places) {
    const file = batch.files[at]?.name ?? '';
    const progress = (done: number, total: number) => tell({ file, done, total });
    progress(0, 0);
    const report = await importFile(home, who, { batch, at, dryRun: false }, progress);
    batch = noteFiled(home, batch, at, report);
  }
  return batch;
}

function importFile(
  home: Home,
  who: Requester,
  of: { batch: Batch; at: number; dryRun: boolean },
  progress: (done: number, total: number) => void = () => undefined,
): Promise<Report> {
  const { batch, at, dryRun } = of;
  const { name, kind } = fileAt(batch, at);
  const input = { fileName: name, bytes: bytesOf(home, batch, at), site: batch.site, dryRun };
  if (kind.list === 'records') {
    const { category } = kind;
    return importRegister(home, who, { ...input, category }, ({ done, total }) =>
      progress(done, total),
    );
  }
  const importList = kind.list === 'households' ? importHouseholds : importDocuments;
  return importList(home, who, input, progress);
}

function fileAt(batch: Batch, at: number): BatchFile {
  const file = batch.files[at];
  if (file === undefined) throw new AppError('not-found', '这批里没有这个文件。');
  return file;
}
