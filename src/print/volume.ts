import { AppError } from '../core/app-error.ts';
import type { Json } from '../core/canonical-json.ts';
import { localMinuteOf, type Month } from '../core/month.ts';
import type { TypesetResult } from './press-orders.ts';
import type { Printer } from './printer.ts';
import type { BoundVolume, VolumeFindings, VolumeInput, VolumePart } from './volume-model.ts';
import { divide, shorten } from './volume-parts.ts';
import {
  type DressedRecord,
  dressRecord,
  type PlannedRecord,
  planRecords,
} from './volume-records.ts';

/** The most pages a part may have: more is unwieldy as a book and needs too much memory. */
const pagesAPart = 300;

/** Takes a part as soon as it is typeset; one that comes again, from the first on, replaces it. */
export type TakePart = (part: VolumePart, index: number) => Promise<void> | void;

/**
 * Binds a volume: cover, catalogue, statistics, records with their attachments in place.
 *
 * Pages are numbered through, over all parts. The same input gives the same bytes.
 * Source: DA/T 22 (catalogue columns).
 */
export async function bindVolume(
  printer: Printer,
  input: VolumeInput,
  limit: number = pagesAPart,
): Promise<BoundVolume> {
  const parts: VolumePart[] = [];
  const { count, ...findings } = await bindParts(
    printer,
    input,
    (part, index) => {
      parts[index] = part;
    },
    limit,
  );
  return { parts: parts.slice(0, count), ...findings };
}

/** Binds a volume part by part, holding no more than one of them. */
export async function bindParts(
  printer: Printer,
  input: VolumeInput,
  take: TakePart,
  limit: number = pagesAPart,
): Promise<VolumeFindings & { readonly count: number }> {
  if (!(input.columns >= 1 && input.columns <= 4)) {
    throw new AppError('invalid', `每行的字段对数应为 1 至 4，现为 ${input.columns}。`);
  }
  const records = await planRecords(printer, input.records, { columns: input.columns, limit });
  let plan = { parts: divide(records, limit), limit };
  for (;;) {
    const { parts, ...findings } = await typesetParts(printer, input, plan, take);
    if (parts.length === plan.parts.length) return { ...findings, count: parts.length };
    // Every part names their number, so all are set again; the estimate leaves a third of room,
    // which makes this rare.
    plan = { parts, limit };
  }
}

/** Typesets the parts in turn; what comes out too long is cut in two, which changes their number. */
async function typesetParts(
  printer: Printer,
  input: VolumeInput,
  plan: { readonly parts: readonly PlannedRecord[][]; readonly limit: number },
  take: TakePart,
): Promise<VolumeFindings & { readonly parts: PlannedRecord[][] }> {
  const missing = new Set<string>();
  const unreadable: string[] = [];
  const count = Math.max(input.parts, input.part - 1 + plan.parts.length);
  const parts = [...plan.parts];
  let { firstPage } = input;
  for (let index = 0; index < parts.length; ) {
    const part = parts[index] ?? [];
    const dressed: DressedRecord[] = [];
    for (const record of part) dressed.push(await dressRecord(record));
    const heads = part.filter((record) => !record.continued).length;
    const place: Place = { part: input.part + index, parts: count, firstPage, heads };
    const result = await typesetPart(printer, input, dressed, place);
    if (result.pages > plan.limit && part.length > 1) {
      parts.splice(index, 1, ...shorten(part, result.marks, plan.limit));
      continue;
    }
    for (const name of result.missingGlyphs) missing.add(name);
    unreadable.push(...dressed.flatMap((record) => record.unreadable));
    const { pdf, pages } = result;
    await take({ pdf, pages, firstPage }, index);
    firstPage += pages;
    index += 1;
  }
  return { parts, missingGlyphs: [...missing].sort(), unreadable };
}

interface Place {
  readonly part: number;
  readonly parts: number;
  readonly firstPage: number;
  /** Records that begin in the part. */
  readonly heads: number;
}

function typesetPart(
  printer: Printer,
  input: VolumeInput,
  records: readonly DressedRecord[],
  { heads, ...place }: Place,
): Promise<TypesetResult> {
  const fingerprint = input.fingerprint.replace(/^sha256:/, '');
  const total = input.records.length;
  const data: Json = {
    company: input.company,
    site: input.site,
    code: input.code,
    title: input.title,
    monthWords: monthWords(input.month, input.supplement),
    classTitle: input.classTitle,
    retention: input.retention,
    important: input.important,
    sealedWords: localMinuteOf(input.sealedAt, input.zone),
    sealedBy: input.sealedBy,
    fingerprintStart: fingerprint.slice(0, 12),
    fingerprintGroups: fingerprint.match(/.{1,8}/g) ?? [],
    countWords: heads === total ? `${total} 件` : `本册 ${heads} 件（全卷 ${total} 件）`,
    ...place,
    columns: input.columns,
    // Statistics are the month's, so they stand in the first part only.
    statistics: place.part === input.part ? (input.statistics as unknown as Json) : [],
    records: records.map((record) => record.data),
  };
  return printer.typeset({
    template: 'volume',
    title: `${input.site} ${input.month} ${input.code} ${input.title}`,
    createdAt: input.sealedAt,
    data,
    images: Object.assign({}, ...records.map((record) => record.images)),
    attached: Object.assign({}, ...records.map((record) => record.attached)),
  });
}

/** A month as covers write it: `2026 年 10 月`, and which supplement of it. */
export function monthWords(month: Month, supplement = 0): string {
  const [year, number] = month.split('-');
  const words = `${year} 年 ${Number(number)} 月`;
  return supplement === 0 ? words : `${words} 补卷 ${supplement}`;
}
