import type { Json } from '../core/canonical-json.ts';
import type { PdfInspection, Sheet } from './foreign-pdf.ts';
import { estimatedHeight } from './height.ts';
import { preparePicture } from './pictures.ts';
import type { PageMark, Printer } from './printer.ts';
import type { VolumeAttachment, VolumeRecord } from './volume-model.ts';

/** A record, or a stretch of one, as the template takes it, with the files it embeds. */
export interface PreparedRecord {
  readonly data: Json;
  readonly images: Readonly<Record<string, Uint8Array>>;
  readonly attached: Readonly<Record<string, Uint8Array>>;
  /** A further stretch of a record whose attachments fill more than one part. */
  readonly continued: boolean;
  readonly unreadable: readonly string[];
  /** Characters of text and pages of attachments, for a first guess of its length. */
  readonly characters: number;
  readonly sheets: number;
}

/** An attachment's pages; one too long for a part is cut into several of these. */
interface Stretch {
  readonly data: { readonly [key: string]: Json };
  readonly pages: number;
  readonly image?: readonly [name: string, bytes: Uint8Array];
  readonly source?: readonly [name: string, bytes: Uint8Array];
  readonly problem: string | null;
}

/** Reads every attachment and gives the records in their order, long ones in stretches. */
export async function prepareRecords(
  printer: Printer,
  records: readonly VolumeRecord[],
  layout: { readonly columns: number; readonly limit: number },
): Promise<PreparedRecord[]> {
  const prepared: PreparedRecord[] = [];
  // Half a part: what is cut off a long record always fits beside cover and catalogue.
  const longest = Math.max(1, Math.floor(layout.limit / 2));
  for (const [index, record] of records.entries()) {
    const stretches: Stretch[] = [];
    for (const [place, attachment] of record.attachments.entries()) {
      const key = `${index + 1}-${place + 1}`;
      stretches.push(...(await read(printer, attachment, key, place + 1, longest)));
    }
    const groups = grouped(stretches, longest);
    // A form of up to half a page stays in one piece.
    const together = estimatedHeight(record, layout.columns) < 120;
    prepared.push(
      ...groups.map((group, order) => assemble(record, index + 1, group, order > 0, together)),
    );
  }
  return prepared;
}

function grouped(stretches: readonly Stretch[], longest: number): Stretch[][] {
  let group: Stretch[] = [];
  const groups = [group];
  let pages = 0;
  for (const stretch of stretches) {
    if (pages + stretch.pages > longest && group.length > 0) {
      group = [];
      groups.push(group);
      pages = 0;
    }
    group.push(stretch);
    pages += stretch.pages;
  }
  return groups;
}

function assemble(
  record: VolumeRecord,
  order: number,
  stretches: readonly Stretch[],
  continued: boolean,
  together: boolean,
): PreparedRecord {
  const shown = continued ? { ...record, lines: [], corrections: [] } : record;
  const data: Json = {
    order,
    number: record.number,
    suffix: continued ? '（续）' : '',
    responsible: record.responsible,
    title: record.title,
    date: record.date,
    secrecy: record.secrecy,
    note: record.note,
    stamp: record.stamp ?? null,
    filedLine: record.filedLine,
    digest: record.digest,
    together,
    lines: shown.lines.map(({ label, value, wide }) => ({ label, value, wide: wide === true })),
    corrections: shown.corrections as unknown as Json,
    attachments: stretches.map((stretch) => stretch.data),
  };
  return {
    data,
    images: Object.fromEntries(stretches.flatMap(({ image }) => (image ? [image] : []))),
    attached: Object.fromEntries(stretches.flatMap(({ source }) => (source ? [source] : []))),
    continued,
    unreadable: stretches.flatMap(({ data: { name }, problem }) =>
      problem === null ? [] : [`${record.number} ${String(name)}：${problem}`],
    ),
    characters: JSON.stringify([shown.lines, shown.corrections]).length,
    sheets: stretches.reduce((sum, { pages }) => sum + pages, 0),
  };
}

async function read(
  printer: Printer,
  attachment: VolumeAttachment,
  key: string,
  order: number,
  longest: number,
): Promise<Stretch[]> {
  const facts = {
    order,
    name: attachment.name,
    mediaType: attachment.mediaType,
    size: sizeWords(attachment.sizeBytes),
    sha256: attachment.sha256,
    picture: null,
    problem: null,
    source: key,
    sheetCount: 0,
    sheets: [],
  };
  if (attachment.bytes === undefined) return [{ data: facts, pages: 0, problem: null }];
  if (attachment.mediaType === 'application/pdf') {
    const inspection = await printer.inspect(attachment.bytes);
    return pdfStretches(facts, inspection, attachment.bytes, key, longest);
  }
  if (!attachment.mediaType.startsWith('image/')) {
    return [{ data: facts, pages: 0, problem: null }];
  }
  const picture = await preparePicture(attachment.bytes);
  if (picture.bytes === null) {
    const { problem } = picture;
    return [{ data: { ...facts, problem }, pages: 1, problem }];
  }
  const name = `${key}.${picture.extension}`;
  return [
    { data: { ...facts, picture: name }, pages: 1, image: [name, picture.bytes], problem: null },
  ];
}

function pdfStretches(
  facts: { readonly [key: string]: Json },
  { sheets, problem }: PdfInspection,
  bytes: Uint8Array,
  key: string,
  longest: number,
): Stretch[] {
  if (problem !== null) return [{ data: { ...facts, problem }, pages: 1, problem }];
  const numbered = sheets.map(({ width, height }: Sheet, index) => ({
    width,
    height,
    order: index + 1,
  }));
  const stretches: Stretch[] = [];
  for (let from = 0; from < numbered.length; from += longest) {
    const part = numbered.slice(from, from + longest);
    stretches.push({
      data: { ...facts, sheetCount: numbered.length, sheets: part },
      pages: part.length,
      source: [key, bytes],
      problem: null,
    });
  }
  return stretches;
}

/** A size as people read it. */
function sizeWords(sizeBytes: number): string {
  if (sizeBytes < 1000) return `${sizeBytes} B`;
  if (sizeBytes < 1_000_000) return `${(sizeBytes / 1000).toFixed(1)} kB`;
  return `${(sizeBytes / 1_000_000).toFixed(1)} MB`;
}

/** A first guess of a record's pages: six short records fill one. */
export function estimatedPages(record: PreparedRecord): number {
  return 0.13 + record.characters / 4000 + record.sheets + (record.sheets > 0 ? 0.5 : 0);
}

/** How many records, at least one, fill at most `limit` pages by `pagesOf`. */
export function cutAfter(
  records: readonly PreparedRecord[],
  limit: number,
  pagesOf: (record: PreparedRecord) => number,
): number {
  let pages = 3;
  let take = 0;
  for (const record of records) {
    pages += pagesOf(record) + 1 / 40; // and a line of the catalogue
    if (pages > limit && take > 0) return take;
    take += 1;
  }
  return take;
}

/** How many of `take` records end within `limit` pages; always fewer than before. */
export function shorten(marks: readonly PageMark[], take: number, limit: number): number {
  const within = marks.filter((mark) => mark.kind === 'end' && mark.page <= limit).length;
  return Math.max(1, Math.min(take - 1, within));
}
