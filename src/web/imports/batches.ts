import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ArchiveImportReport } from '../../archives/model.ts';
import { AppError } from '../../core/app-error.ts';
import { instantAfter } from '../../core/clock.ts';
import { digestOf } from '../../core/digest.ts';
import { newId } from '../../core/ids.ts';
import type { Home } from '../../home/open.ts';
import { ImportReport } from '../../records/model.ts';
import { writeDurably } from '../../store/durable-file.ts';
import type { FileKind } from './kinds.ts';

/** What an import said of a file, whichever kind it is. */
export type Report = ImportReport | ArchiveImportReport;

const BatchFile = z.strictObject({
  name: z.string(),
  kind: z.union([
    z.strictObject({ list: z.enum(['households', 'documents']) }),
    z.strictObject({ list: z.literal('records'), category: z.string() }),
  ]),
  sha256: z.string(),
  /** What filing it did, once it was filed. */
  report: z.union([ImportReport, ArchiveImportReport]).nullable(),
});
const Batch = z.strictObject({
  id: z.string(),
  personId: z.string(),
  site: z.string(),
  at: z.string(),
  files: z.array(BatchFile),
});
export type BatchFile = z.infer<typeof BatchFile>;

/** Files that were uploaded together and wait for a yes; they lie sealed, and go after a day. */
export type Batch = z.infer<typeof Batch>;

/** A file as it was uploaded. */
export interface UploadedFile {
  readonly name: string;
  readonly kind: FileKind;
  readonly bytes: Uint8Array;
}

type BatchHome = Pick<Home, 'path' | 'keyring' | 'clock' | 'entropy'>;

/** The data key of what was uploaded and not yet filed: it belongs to no month, and may be lost. */
const scratchKey = 'drafts';
const keptHours = 24;

/** Keeps what was uploaded, and throws away what nobody came back for. */
export function keepBatch(
  home: BatchHome,
  of: { personId: string; site: string; files: readonly UploadedFile[] },
): Batch {
  sweepBatches(home);
  const { clock, entropy, keyring } = home;
  const id = newId('imp', clock, entropy);
  const folder = join(folderOf(home), id);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const files = of.files.map(({ name, kind, bytes }, at): BatchFile => {
    const sealed = keyring.seal(scratchKey, `${id}/${at}`, bytes);
    writeDurably(join(folder, `${at}.sealed`), sealed, 0o600);
    return { name, kind, sha256: digestOf(bytes), report: null };
  });
  const { personId, site } = of;
  const batch = { id, personId, site, at: clock.now(), files };
  writeBatch(home, batch);
  return batch;
}

/** What somebody uploaded. Errors: `not-found`, also for what another uploaded or a day has passed. */
export function getBatch(home: BatchHome, id: string, personId: string): Batch {
  const batch = /^imp_[0-9a-f-]{36}$/.test(id) ? readBatch(home, id) : undefined;
  if (batch === undefined || batch.personId !== personId) {
    throw new AppError('not-found', '这批文件已经不在了（最多留一天），请重新选择文件。');
  }
  return batch;
}

/** What somebody uploaded and may still come back to, newest first. */
export function listBatches(home: BatchHome, personId: string): Batch[] {
  sweepBatches(home);
  const folder = folderOf(home);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .map((id) => readBatch(home, id))
    .filter((batch) => batch !== undefined)
    .filter((batch) => batch.personId === personId)
    .toSorted((one, other) => (one.at < other.at ? 1 : -1));
}

/** The bytes of one file of a batch. Errors: `tampered`, `not-found` (it was filed). */
export function bytesOf(home: BatchHome, batch: Batch, at: number): Uint8Array {
  const path = join(folderOf(home), batch.id, `${at}.sealed`);
  if (!existsSync(path)) throw new AppError('not-found', '这个文件已经归档，不再留存。');
  const bytes = home.keyring.unseal(scratchKey, `${batch.id}/${at}`, readFileSync(path));
  if (digestOf(bytes) === batch.files[at]?.sha256) return bytes;
  throw new AppError('tampered', '留存的文件与上传时不一致，请重新上传。');
}

/** Notes what filing a file did, and lets its bytes go. */
export function noteFiled(home: BatchHome, batch: Batch, at: number, report: Report): Batch {
  const files = batch.files.map((file, place) => (place === at ? { ...file, report } : file));
  const noted = { ...batch, files };
  writeBatch(home, noted);
  rmSync(join(folderOf(home), batch.id, `${at}.sealed`), { force: true });
  return noted;
}

/** Throws away what was uploaded more than a day ago. */
function sweepBatches(home: BatchHome): void {
  const folder = folderOf(home);
  if (!existsSync(folder)) return;
  const oldest = instantAfter(home.clock.now(), { minutes: -keptHours * 60 });
  for (const id of readdirSync(folder)) {
    const batch = readBatch(home, id);
    if (batch === undefined || batch.at < oldest) {
      rmSync(join(folder, id), { recursive: true, force: true });
    }
  }
}

function readBatch(home: BatchHome, id: string): Batch | undefined {
  const path = join(folderOf(home), id, 'batch.sealed');
  if (!existsSync(path)) return undefined;
  const text = home.keyring.unseal(scratchKey, id, readFileSync(path)).toString('utf8');
  return Batch.parse(JSON.parse(text));
}

function writeBatch(home: BatchHome, batch: Batch): void {
  const sealed = home.keyring.seal(scratchKey, batch.id, Buffer.from(JSON.stringify(batch)));
  writeDurably(join(folderOf(home), batch.id, 'batch.sealed'), sealed, 0o600);
}

function folderOf({ path }: Pick<Home, 'path'>): string {
  return join(path, 'incoming');
}
