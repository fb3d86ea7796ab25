import type { Json } from '../core/canonical-json.ts';
import type { Sheet } from './foreign-pdf.ts';
import { estimatedHeight } from './height.ts';
import { preparePicture } from './pictures.ts';
import type { Printer } from './printer.ts';
import type { VolumeAttachment, VolumeRecord } from './volume-model.ts';

/** A record, or a stretch of one, as a part will hold it; its attachments are still on disk. */
export interface PlannedRecord {
  readonly record: VolumeRecord;
  /** Its place in the volume, from 1. */
  readonly order: number;
  /** A further stretch of a record whose attachments fill more than one part. */
  readonly continued: boolean;
  /** A form of up to half a page stays in one piece. */
  readonly together: boolean;
  /** Units: millimetres. */
  readonly height: number;
  /** Pages that its attachments take. */
  readonly sheets: number;
  /** Bytes of the attachments that are shown. */
  readonly bytes: number;
  readonly stretches: readonly Stretch[];
}

/** A record as the template takes it, with the files it embeds. */
export interface DressedRecord {
  readonly data: Json;
  readonly images: Readonly<Record<string, Uint8Array>>;
  readonly attached: Readonly<Record<string, Uint8Array>>;
  readonly unreadable: readonly string[];
}

/** An attachment's pages; one too long for a part is cut into several of these. */
interface Stretch {
  readonly data: { readonly [key: string]: Json };
  readonly pages: number;
  readonly problem: string | null;
  /** What is read when the part is typeset; nothing of an attachment that is only listed. */
  readonly shows: 'picture' | 'sheets' | 'nothing';
  readonly key: string;
  readonly attachment: VolumeAttachment;
}

/** Looks every attachment through and gives the records in their order, long ones in stretches. */
export async function planRecords(
  printer: Printer,
  records: readonly VolumeRecord[],
  layout: { readonly columns: number; readonly limit: number },
): Promise<PlannedRecord[]> {
  const planned: PlannedRecord[] = [];
  // Half a part: what is cut off a long record always fits beside cover and catalogue.
  const longest = Math.max(1, Math.floor(layout.limit / 2));
  for (const [index, record] of records.entries()) {
    const stretches: Stretch[] = [];
    for (const [place, attachment] of record.attachments.entries()) {
      const key = `${index + 1}-${place + 1}`;
      stretches.push(...(await look(printer, attachment, key, place + 1, longest)));
    }
    const height = estimatedHeight(record, layout.columns);
    for (const [at, group] of grouped(stretches, longest).entries()) {
      const shown = group.filter(({ shows }) => shows !== 'nothing');
      planned.push({
        record,
        order: index + 1,
        continued: at > 0,
        together: height < 120,
        height: at > 0 ? continuedHeight + group.length * 12 : height,
        sheets: group.reduce((sum, { pages }) => sum + pages, 0),
        bytes: shown.reduce((sum, { attachment }) => sum + attachment.sizeBytes, 0),
        stretches: group,
      });
    }
  }
  return planned;
}

/** Head and foot of a record without its fields. Units: millimetres. */
const continuedHeight = 20;

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

/** Reads what a planned record embeds and puts its texts together. */
export async function dressRecord(planned: PlannedRecord): Promise<DressedRecord> {
  const { record, order, continued, together } = planned;
  const shown = continued ? { ...record, lines: [], corrections: [] } : record;
  const attachments: Json[] = [];
  const images: Record<string, Uint8Array> = {};
  const attached: Record<string, Uint8Array> = {};
  const unreadable: string[] = [];
  for (const stretch of planned.stretches) {
    const { shows, key, attachment } = stretch;
    const { bytes } = attachment;
    let { data, problem } = stretch;
    if (shows === 'sheets' && bytes !== undefined) attached[key] = bytes;
    if (shows === 'picture' && bytes !== undefined) {
      const picture = await preparePicture(bytes);
      problem = picture.problem;
      const name = picture.bytes === null ? null : `${key}.${picture.extension}`;
      data = { ...data, picture: name, problem };
      if (picture.bytes !== null) images[`${key}.${picture.extension}`] = picture.bytes;
    }
    attachments.push(data);
    if (problem !== null) unreadable.push(`${record.number} ${attachment.name}：${problem}`);
  }
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
    attachments,
  };
  return { data, images, attached, unreadable };
}

async function look(
  printer: Printer,
  attachment: VolumeAttachment,
  key: string,
  order: number,
  longest: number,
): Promise<Stretch[]> {
  const { mediaType } = attachment;
  const facts = {
    order,
    name: attachment.name,
    mediaType,
    size: sizeWords(attachment.sizeBytes),
    sha256: attachment.sha256,
    picture: null,
    problem: null,
    source: key,
    sheetCount: 0,
    sheets: [],
  };
  const listed = {
    data: facts,
    pages: 0,
    problem: null,
    shows: 'nothing',
    key,
    attachment,
  } as const;
  if (mediaType.startsWith('image/')) {
    return 'bytes' in attachment ? [{ ...listed, pages: 1, shows: 'picture' }] : [listed];
  }
  const bytes = mediaType === 'application/pdf' ? attachment.bytes : undefined;
  if (bytes === undefined) return [listed];
  const { sheets, problem } = await printer.inspect(bytes);
  if (problem !== null) return [{ ...listed, data: { ...facts, problem }, pages: 1, problem }];
  const numbered = sheets.map(({ width, height }: Sheet, at) => ({ width, height, order: at + 1 }));
  return Array.from({ length: Math.ceil(numbered.length / longest) }, (_, at) => {
    const part = numbered.slice(at * longest, (at + 1) * longest);
    const data = { ...facts, sheetCount: numbered.length, sheets: part };
    return { ...listed, data, pages: part.length, shows: 'sheets' };
  });
}

/** A size as people read it. */
function sizeWords(sizeBytes: number): string {
  if (sizeBytes < 1000) return `${sizeBytes} B`;
  if (sizeBytes < 1_000_000) return `${(sizeBytes / 1000).toFixed(1)} kB`;
  return `${(sizeBytes / 1_000_000).toFixed(1)} MB`;
}
