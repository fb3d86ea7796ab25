import { AppError } from '../core/app-error.ts';
import type { Json } from '../core/canonical-json.ts';
import { localMinuteOf, type Month } from '../core/month.ts';
import type { Printer, TypesetResult } from './printer.ts';
import type { BoundVolume, VolumeInput, VolumePart } from './volume-model.ts';
import {
  cutAfter,
  estimatedPages,
  type PreparedRecord,
  prepareRecords,
  shorten,
} from './volume-records.ts';

/** The most pages a part may have: more is unwieldy as a book and needs too much memory. */
const pagesAPart = 500;

interface Section {
  readonly records: readonly PreparedRecord[];
  readonly pages: number;
  readonly result: TypesetResult;
}

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
  if (!(input.columns >= 1 && input.columns <= 4)) {
    throw new AppError('invalid', `每行的字段对数应为 1 至 4，现为 ${input.columns}。`);
  }
  const records = await prepareRecords(printer, input.records, {
    columns: input.columns,
    limit,
  });
  const sections = await divide(printer, input, records, limit);
  const missing = new Set(sections.flatMap((section) => section.result.missingGlyphs));
  const parts: VolumePart[] = [];
  const count = Math.max(input.parts, input.part - 1 + sections.length);
  let firstPage = input.firstPage;
  for (const [index, section] of sections.entries()) {
    const place: Place = { part: input.part + index, parts: count, firstPage };
    const asMeasured = index === 0 && count === input.parts;
    const result = asMeasured
      ? section.result
      : await typesetSection(printer, input, section.records, place);
    parts.push({ pdf: result.pdf, pages: result.pages, firstPage });
    firstPage += result.pages;
  }
  const unreadable = records.flatMap((record) => record.unreadable);
  return { parts, missingGlyphs: [...missing].sort(), unreadable };
}

/** Cuts the records into parts of at most `limit` pages, each measured by typesetting it. */
async function divide(
  printer: Printer,
  input: VolumeInput,
  records: readonly PreparedRecord[],
  limit: number,
): Promise<Section[]> {
  const sections: Section[] = [];
  const place = { part: input.part, parts: input.parts, firstPage: input.firstPage };
  let rest = records;
  do {
    let take = cutAfter(rest, limit, estimatedPages);
    let result = await typesetSection(printer, input, rest.slice(0, take), place);
    while (result.pages > limit && take > 1) {
      take = shorten(result.marks, take, limit);
      result = await typesetSection(printer, input, rest.slice(0, take), place);
    }
    sections.push({ records: rest.slice(0, take), pages: result.pages, result });
    rest = rest.slice(take);
  } while (rest.length > 0);
  return sections;
}

interface Place {
  readonly part: number;
  readonly parts: number;
  readonly firstPage: number;
}

function typesetSection(
  printer: Printer,
  input: VolumeInput,
  records: readonly PreparedRecord[],
  place: Place,
): Promise<TypesetResult> {
  const fingerprint = input.fingerprint.replace(/^sha256:/, '');
  const heads = records.filter((record) => !record.continued).length;
  const total = input.records.length;
  const data: Json = {
    company: input.company,
    site: input.site,
    code: input.code,
    title: input.title,
    monthWords: monthWords(input.month),
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

/** A month as covers write it: `2026 年 10 月`. */
export function monthWords(month: Month): string {
  const [year, number] = month.split('-');
  return `${year} 年 ${Number(number)} 月`;
}
