import { getCategory } from '../../catalogue/catalogue.ts';
import type { Category } from '../../catalogue/model.ts';
import type { Json } from '../../core/canonical-json.ts';
import { matchesQuery, parseQuery } from '../../core/search/query.ts';
import type { Tables } from '../../store/tables.ts';
import { dispatchedAt } from '../data/dispatched.ts';
import { type BoundRecord, readRecords } from '../data/records.ts';
import { type CategoryStatistics, statisticsOf } from '../data/statistics.ts';
import type { BagClass } from '../model.ts';
import type { KnownRecord } from '../report/evidence.ts';
import type { BuildContext } from './context.ts';
import { recordsCsv } from './csv.ts';
import { categorySchema } from './json-schema.ts';
import { attachmentPath, recordLine, schemaPath } from './record-line.ts';
import { jsonText } from './registers.ts';
import { type DraftVolume, draftVolume, type MadeVolume } from './volumes.ts';
import { fileWords, type WorkFolder } from './work-folder.ts';

/** What a category brought into its bag. */
export interface MadeCategory {
  readonly statistics: CategoryStatistics;
  readonly volume: MadeVolume;
  /** Lines for `records.jsonl`, in the order of the numbers. */
  readonly lines: readonly string[];
  /** The entries that prove the category's records. */
  readonly seqs: readonly number[];
  readonly known: readonly KnownRecord[];
  readonly personal: readonly { readonly number: string; readonly value: string }[];
}

/** A category with everything but its volume in the bag. */
export interface ReadyCategory {
  readonly made: Omit<MadeCategory, 'volume'>;
  /** Typesets the volume from the records that were read, which it lets go of at its end. */
  draft(): Promise<DraftVolume>;
}

/** Puts a category's attachments, schemas and table into the bag. */
export async function readyCategory(
  context: BuildContext,
  folder: WorkFolder,
  rows: readonly Tables['record'][],
  bag: BagClass,
): Promise<ReadyCategory> {
  const { sources, plan, nameOf } = context;
  const zone = context.document.timeZone;
  const records = await readRecords(sources, rows, plan.size);
  const category = newestCategory(context, records);
  await putAttachments(context, folder, records);
  await putSchemas(folder, records);
  const { code, title } = category;
  const csv = recordsCsv(category, records, { nameOf, zone });
  await folder.put(`csv/${code}-${fileWords(title)}.csv`, csv);
  const times = await dispatchedAt(sources.db, records, plan.size);
  const counted = records.map((record) => ({ ...record, dispatchedAt: times.get(record.row.id) }));
  const statistics = statisticsOf(category, counted, zone);
  return {
    made: {
      statistics,
      lines: records.map((record) => JSON.stringify(recordLine(record, nameOf) as Json)),
      seqs: records.flatMap(seqsOf),
      known: records.map(({ row, retainedThrough }) => ({
        number: row.number,
        category: row.category,
        seq: row.entry_seq,
        class: row.class as BagClass,
        retainedThrough,
        years: row.retention_years,
      })),
      personal: records.flatMap(personalValues),
    },
    draft: () => draftVolume(context, folder, { category, class: bag, records, statistics }),
  };
}

/** The category as it read at the sealing; one taken off the list reads as it was filed. */
function newestCategory(context: BuildContext, records: readonly BoundRecord[]): Category {
  const last = records.at(-1);
  if (last === undefined) throw new Error('a category without records makes no volume');
  const { code } = last.category;
  const known = context.document.categories.some((one) => one.code === code);
  return known ? getCategory(context.document, code) : last.category;
}

async function putAttachments(
  context: BuildContext,
  folder: WorkFolder,
  records: readonly BoundRecord[],
): Promise<void> {
  for (const attachment of records.flatMap((record) => record.attachments)) {
    const path = attachmentPath(attachment);
    if (folder.has(path)) continue;
    const bytes = await context.home.files.read(attachment.keyName, attachment.address);
    await folder.putStream(path, bytes, attachment.sha256);
  }
}

async function putSchemas(folder: WorkFolder, records: readonly BoundRecord[]): Promise<void> {
  for (const record of records) {
    const path = schemaPath(record);
    if (folder.has(path)) continue;
    const schema = categorySchema(record.category, record.row.catalogue_version);
    await folder.put(path, jsonText(schema));
  }
}

function seqsOf(record: BoundRecord): number[] {
  return [
    record.filing.seq,
    ...record.corrections.map((one) => one.proven.seq),
    ...(record.voided ? [record.voided.proven.seq] : []),
    ...record.attachments.map((one) => one.proven.seq),
  ];
}

/** Personal values that the record says nowhere openly, in a column that may be searched. */
function personalValues({ row, category, fields }: BoundRecord) {
  const open = [
    row.number,
    category.title,
    row.room ?? '',
    ...category.fields
      .filter((field) => field.personal !== true)
      .map((field) => String(fields[field.name] ?? '')),
  ].join('\n');
  return category.fields
    .filter((field) => field.personal === true)
    .flatMap((field) => fields[field.name] ?? [])
    .map((value) => ({ number: row.number, value: searchPhrase(String(value)) }))
    .filter(({ value }) => !matchesQuery(open, parseQuery(value)));
}

const phraseLength = 40;

/** A value as one quoted phrase of a search. */
function searchPhrase(value: string): string {
  const plain = value.replace(/["＂“”„「」『』]/gu, ' ').slice(0, phraseLength);
  return `"${plain.toWellFormed()}"`;
}
