import { type Catalogue, getCategory } from '../../catalogue/catalogue.ts';
import type { Category } from '../../catalogue/model.ts';
import { assert } from '../../core/app-error.ts';
import { localDateOf } from '../../core/month.ts';
import { getContents, type OpenedContent } from '../../ledger/content.ts';
import type { AttachmentContent, RecordContent } from '../../records/rows/contents.ts';
import { closedAtOf } from '../../records/rules/closing.ts';
import type { Fields } from '../../records/rules/fields.ts';
import { retainedThrough } from '../../records/rules/retention.ts';
import { type Heading, headingOf } from '../../records/rules/title.ts';
import type { Keyring } from '../../store/keyring.ts';
import type { Reader, Tables } from '../../store/tables.ts';
import type { Scope } from '../model.ts';

/** Content with its salt, as the bag carries it so that a stranger can prove it. */
export type Proven = OpenedContent;

/** A correction, as sealed. */
export interface BoundCorrection {
  readonly ordinal: number;
  readonly at: string;
  readonly by: string;
  readonly proven: Proven;
}

/** A void, as sealed. */
export interface BoundVoid {
  readonly at: string;
  readonly by: string;
  readonly proven: Proven;
}

/** An attachment: its description as sealed, and where its bytes lie. */
export interface BoundAttachment {
  readonly ordinal: number;
  readonly at: string;
  readonly by: string;
  readonly name: string;
  readonly mediaType: string;
  /** 64 hexadecimal digits. */
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly keyName: string;
  readonly address: string;
  readonly proven: Proven;
}

/** A record as it stood when its month was sealed, whatever happened to it since. */
export interface BoundRecord {
  readonly row: Tables['record'];
  readonly category: Category;
  readonly heading: Heading;
  readonly filing: Proven;
  /** Why it was filed after the event. */
  readonly lateReason: string | undefined;
  readonly fields: Fields;
  readonly corrections: readonly BoundCorrection[];
  readonly voided: BoundVoid | undefined;
  readonly attachments: readonly BoundAttachment[];
  readonly links: readonly { readonly field: string; readonly target: string }[];
  readonly status: 'open' | 'closed' | 'void';
  readonly retainedThrough: string | null;
}

/** What reading a month's evidence takes. */
export interface Sources {
  readonly db: Reader;
  readonly keyring: Keyring;
  readonly catalogue: Catalogue;
  readonly zone: string;
}

/** Ids in one query: below every engine's parameter limit. */
const idsAtOnce = 400;

/** The rows of the records that a binding holds, in the order of their numbers. */
export async function recordRows(db: Reader, scope: Scope): Promise<Tables['record'][]> {
  const rows = await db
    .selectFrom('record')
    .selectAll()
    .where('site', '=', scope.site)
    .where('month', '=', scope.month)
    .where('supplement', '=', scope.supplement)
    .where('entry_seq', '<', scope.size)
    .execute();
  return rows.sort((one, other) => compareNumbers(one.number, other.number));
}

/** Numbers of one month in their order; `…-9999` comes before `…-10000`. */
export function compareNumbers(one: string, other: string): number {
  const [head, tail] = split(one);
  const [otherHead, otherTail] = split(other);
  if (head !== otherHead) return head < otherHead ? -1 : 1;
  return tail - otherTail || (one < other ? -1 : one > other ? 1 : 0);
}

function split(number: string): [head: string, ordinal: number] {
  const at = number.lastIndexOf('-');
  return [number.slice(0, at), Number(number.slice(at + 1))];
}

/** Opens records as they stood in the log of `size` entries. */
export async function readRecords(
  sources: Sources,
  rows: readonly Tables['record'][],
  size: number,
): Promise<BoundRecord[]> {
  const records: BoundRecord[] = [];
  for (let at = 0; at < rows.length; at += idsAtOnce) {
    records.push(...(await readSome(sources, rows.slice(at, at + idsAtOnce), size)));
  }
  return records;
}

async function readSome(
  sources: Sources,
  rows: readonly Tables['record'][],
  size: number,
): Promise<BoundRecord[]> {
  const found = await rowsAround(sources.db, rows, size);
  const contents = await openContents(sources, [
    ...rows.map((row) => row.id),
    ...found.corrections.map((one) => one.id),
    ...found.voids.map((one) => one.content_id),
    ...found.attachments.map((one) => one.id),
  ]);
  const open = (id: string): Proven => {
    const content = contents.get(id);
    assert(content !== undefined, `content ${id} is there until its disposition`);
    return content;
  };
  const corrections = Map.groupBy(found.corrections, (one) => one.record_id);
  const attachments = Map.groupBy(found.attachments, (one) => one.record_id);
  const links = Map.groupBy(found.links, (one) => one.record_id);
  const voids = new Map(found.voids.map((one) => [one.record_id, one]));
  const blobs = new Map(found.blobs.map((one) => [one.address, one.key_name]));
  const records: BoundRecord[] = [];
  for (const row of rows) {
    const document = await sources.catalogue.at(row.catalogue_version);
    const voided = voids.get(row.id);
    const parts = {
      category: getCategory(document, row.category),
      filing: open(row.id),
      corrections: (corrections.get(row.id) ?? []).map((one) => ({
        ordinal: one.ordinal,
        at: one.at,
        by: one.by_actor,
        proven: open(one.id),
      })),
      voided: voided && { at: voided.at, by: voided.by_actor, proven: open(voided.content_id) },
      attachments: (attachments.get(row.id) ?? []).map((one) =>
        attachmentOf(one, blobs.get(one.blob) ?? '', open(one.id)),
      ),
      links: (links.get(row.id) ?? []).map(({ field, target }) => ({ field, target })),
    };
    records.push(standing(row, parts, sources.zone));
  }
  return records;
}

/** Everything that was added to the records within the first `size` entries, in order. */
async function rowsAround(db: Reader, rows: readonly Tables['record'][], size: number) {
  const ids = rows.map((row) => row.id);
  const within = <Table extends 'record_correction' | 'record_attachment' | 'record_void'>(
    table: Table,
  ) =>
    db
      .selectFrom(table as 'record_correction')
      .selectAll()
      .where('record_id', 'in', ids)
      .where('entry_seq', '<', size)
      .orderBy('entry_seq')
      .execute() as unknown as Promise<Tables[Table][]>;
  const corrections = await within('record_correction');
  const voids = await within('record_void');
  const attachments = await within('record_attachment');
  const links = await db
    .selectFrom('record_link')
    .selectAll()
    .where('record_id', 'in', ids)
    .orderBy('field')
    .orderBy('target')
    .execute();
  const addresses = [...new Set(attachments.map((one) => one.blob))];
  const blobs: Tables['blob'][] = [];
  for (let at = 0; at < addresses.length; at += idsAtOnce) {
    const some = addresses.slice(at, at + idsAtOnce);
    blobs.push(...(await db.selectFrom('blob').selectAll().where('address', 'in', some).execute()));
  }
  return { corrections, voids, attachments, links, blobs };
}

/** Opens any number of contents. */
export async function openContents(
  { db, keyring }: Pick<Sources, 'db' | 'keyring'>,
  ids: readonly string[],
): Promise<Map<string, Proven>> {
  const opened = new Map<string, Proven>();
  for (let at = 0; at < ids.length; at += idsAtOnce) {
    const some = await getContents(db, keyring, ids.slice(at, at + idsAtOnce));
    for (const [id, content] of some) opened.set(id, content);
  }
  return opened;
}

/** Where the record stood: its newest fields, whether it was over, and until when it is kept. */
function standing(
  row: Tables['record'],
  parts: Omit<
    BoundRecord,
    'row' | 'heading' | 'lateReason' | 'fields' | 'status' | 'retainedThrough'
  >,
  zone: string,
): BoundRecord {
  const { category, corrections, voided } = parts;
  const versions = [parts.filing, ...corrections.map((one) => one.proven)].map(
    ({ value }) => (value as { fields: Fields }).fields,
  );
  const closings = versions.map((fields) =>
    closedAtOf(category, fields, { occurredAt: row.occurred_at, zone }),
  );
  const fields = versions.at(-1) ?? {};
  const isOpen = closings.at(-1) === undefined;
  // An end once given is never lowered; a void closes what was open.
  const ends = [...closings, ...(voided && isOpen ? [voided.at] : [])].flatMap((at) =>
    at === undefined || row.retention_years === null
      ? []
      : [retainedThrough(localDateOf(at, zone), row.retention_years)],
  );
  return {
    row,
    ...parts,
    heading: headingOf(category, fields),
    lateReason: (parts.filing.value as RecordContent).lateReason,
    fields,
    status: voided ? 'void' : isOpen ? 'open' : 'closed',
    retainedThrough: ends.sort().at(-1) ?? null,
  };
}

function attachmentOf(
  row: Tables['record_attachment'],
  keyName: string,
  proven: Proven,
): BoundAttachment {
  const { name, mediaType, sha256, sizeBytes } = proven.value as AttachmentContent;
  return {
    ordinal: row.ordinal,
    at: row.at,
    by: row.by_actor,
    name,
    mediaType,
    sha256: sha256.replace(/^sha256:/, ''),
    sizeBytes,
    keyName,
    address: row.blob,
    proven,
  };
}
