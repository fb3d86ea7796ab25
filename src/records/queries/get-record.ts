import type { Requester } from '../../access/model.ts';
import { namesOfActors } from '../../access/queries.ts';
import { can } from '../../access/rules.ts';
import { getCategory } from '../../catalogue/catalogue.ts';
import type { Category } from '../../catalogue/model.ts';
import type { Home } from '../../home/open.ts';
import { getContents } from '../../ledger/content.ts';
import type { Reader } from '../../store/tables.ts';
import type { RecordView, RetentionView } from '../model.ts';
import type { AttachmentContent, CorrectionContent } from '../rows/contents.ts';
import type { RecordRow } from '../rows/record-rows.ts';
import type { Fields } from '../rules/fields.ts';
import { maskFields, maskValue, personalFieldsOf } from '../rules/masking.ts';
import { headingOf } from '../rules/title.ts';
import { openFields } from './contents.ts';
import { getRecordRow } from './find-record.ts';
import { linksOf } from './links.ts';

type ReadingHome = Pick<Home, 'store' | 'keyring' | 'catalogue'>;

/** What the parts of a view are made with. */
interface Reading {
  readonly home: ReadingHome;
  readonly row: RecordRow;
  readonly category: Category;
  /** Whether personal fields may be read. */
  readonly plain: boolean;
  readonly nameOf: (actor: string) => string;
}

/**
 * A record with its corrections, attachments, links and retention; what was disposed of leaves its
 * number, times and digest.
 *
 * Errors: `not-found` (also where its site is none of the reader's), `forbidden`.
 */
export async function getRecord(
  home: ReadingHome,
  who: Requester,
  number: string,
): Promise<RecordView> {
  const { read } = home.store;
  const row = await getRecordRow(read, who, number, 'record.read');
  const document = await home.catalogue.at(row.catalogue_version);
  const category = getCategory(document, row.category);
  const nameOf = await namesOfActors(read);
  const plain = can(who, 'personal.read', { site: row.site }) === undefined;
  const reading = { home, row, category, plain, nameOf };
  const opened = (await openFields(read, home.keyring, [row])).get(row.id);
  const fields = opened?.fields ?? {};
  const original: Fields = { ...opened?.original?.fields };
  const show = (fields: Fields) => (plain ? fields : maskFields(category, fields));
  return {
    number: row.number,
    site: row.site,
    category: { code: category.code, title: category.title, version: row.catalogue_version },
    title: headingOf(category, fields).title,
    month: row.month,
    supplement: row.supplement,
    occurredAt: row.occurred_at,
    precision: row.precision === 'day' ? 'day' : 'minute',
    filedAt: row.filed_at,
    filedBy: nameOf(row.filed_by),
    source: row.source === 'import' ? 'import' : 'desk',
    lateReason: opened?.original?.lateReason ?? null,
    room: row.current_room,
    status: row.status,
    closedAt: row.closed_at,
    disposed: opened?.opened === undefined,
    fields: show(fields),
    original: show(original),
    masked: plain ? [] : personalFieldsOf(category, { ...original, ...fields }),
    corrections: await correctionsOf(reading),
    attachments: await attachmentsOf(reading),
    links: await linksOf(home, who, row),
    voided: await voidOf(reading),
    retention: retentionOf(row),
    digest: await digestOfEntry(read, row.entry_seq),
    seq: row.entry_seq,
  };
}

/** The salted digest that the entry of a filing carries, which outlives the content. */
async function digestOfEntry(db: Reader, seq: number): Promise<string> {
  const { leaf } = await db
    .selectFrom('entry')
    .select('leaf')
    .where('seq', '=', seq)
    .executeTakeFirstOrThrow();
  const { digest } = JSON.parse(leaf) as { digest?: string };
  return digest ?? '';
}

/** How long a record is kept, with a sentence that says it. */
function retentionOf(
  row: Pick<RecordRow, 'class' | 'kept_years' | 'retained_through' | 'status'>,
): RetentionView {
  const years = row.kept_years;
  const through = row.retained_through;
  const start = '办结后从次年 1 月 1 日起算';
  const sentence =
    years === null
      ? '长期保管'
      : through === null
        ? `未办结；${start}，保管 ${years} 年`
        : `保管 ${years} 年，至 ${through}（含）`;
  const bag = row.class === 'y5' ? 'y5' : row.class === 'y10' ? 'y10' : 'long';
  return { class: bag, years, through, sentence };
}

async function correctionsOf(reading: Reading): Promise<RecordView['corrections']> {
  const { home, row, category, plain, nameOf } = reading;
  const rows = await home.store.read
    .selectFrom('record_correction')
    .selectAll()
    .where('record_id', '=', row.id)
    .orderBy('ordinal')
    .execute();
  const ids = rows.map(({ id }) => id);
  const contents = await getContents(home.store.read, home.keyring, ids);
  const fieldOf = new Map(category.fields.map((field) => [field.name, field]));
  return rows.flatMap((correction) => {
    const content = contents.get(correction.id)?.value as CorrectionContent | undefined;
    if (content === undefined) return [];
    const changes = Object.entries(content.changes).map(([name, { from, to }]) => {
      const show = (value: string | number | null) =>
        plain || value === null ? value : maskValue(fieldOf.get(name), value);
      return [name, { from: show(from), to: show(to) }] as const;
    });
    return [
      {
        ordinal: correction.ordinal,
        at: correction.at,
        by: nameOf(correction.by_actor),
        reason: content.reason,
        changes: Object.fromEntries(changes),
      },
    ];
  });
}

async function attachmentsOf(reading: Reading): Promise<RecordView['attachments']> {
  const { home, row, nameOf } = reading;
  const rows = await home.store.read
    .selectFrom('record_attachment')
    .selectAll()
    .where('record_id', '=', row.id)
    .orderBy('ordinal')
    .execute();
  const ids = rows.map(({ id }) => id);
  const contents = await getContents(home.store.read, home.keyring, ids);
  return rows.flatMap(({ id, ordinal, at, by_actor }) => {
    const content = contents.get(id)?.value as AttachmentContent | undefined;
    if (content === undefined) return [];
    const { name, mediaType, sha256, sizeBytes } = content;
    return [{ id, ordinal, name, mediaType, sha256, sizeBytes, at, by: nameOf(by_actor) }];
  });
}

async function voidOf({ home, row, nameOf }: Reading): Promise<RecordView['voided']> {
  if (row.status !== 'void') return null;
  const { read } = home.store;
  const voided = await read
    .selectFrom('record_void')
    .selectAll()
    .where('record_id', '=', row.id)
    .executeTakeFirstOrThrow();
  const contents = await getContents(read, home.keyring, [voided.content_id]);
  const content = contents.get(voided.content_id)?.value as
    | { reason: string; approver: string }
    | undefined;
  return {
    at: voided.at,
    by: nameOf(voided.by_actor),
    reason: content?.reason ?? '',
    approver: content?.approver ?? '',
  };
}
