import { extname } from 'node:path';
import type { Json } from '../../core/canonical-json.ts';
import type { BoundAttachment, BoundRecord, Proven } from '../data/records.ts';

/** Content with what it takes to prove it: its entry, its salt, and the sealed text itself. */
export function provenJson(proven: Proven): { seq: number; salt: string; content: Json } {
  return {
    seq: proven.seq,
    salt: Buffer.from(proven.salt).toString('hex'),
    content: proven.value,
  };
}

/** Where an attachment lies in the bag, below `data/`: named by its digest, ending as it came. */
export function attachmentPath(attachment: Pick<BoundAttachment, 'sha256' | 'name'>): string {
  const ending = extname(attachment.name).toLowerCase();
  const plain = /^\.[a-z0-9]{1,8}$/.test(ending) ? ending : '';
  return `attachments/${attachment.sha256}${plain}`;
}

/** The file that says which members a record's line has. */
export function schemaPath(record: BoundRecord): string {
  return `schema/${record.category.code}-v${record.row.catalogue_version}.schema.json`;
}

/** A record as one line of `records.jsonl`: all that is known of it, and what proves it. */
export function recordLine(record: BoundRecord, nameOf: (actor: string) => string): Json {
  const { row, category, voided } = record;
  return {
    number: row.number,
    category: category.code,
    categoryTitle: category.title,
    title: record.heading.title,
    responsible: record.heading.responsible,
    kind: record.heading.kind,
    site: row.site,
    month: row.month,
    supplement: row.supplement,
    occurredAt: row.occurred_at,
    precision: row.precision,
    filedAt: row.filed_at,
    filer: nameOf(row.filed_by),
    room: row.room,
    source: row.source,
    ...(record.lateReason === undefined ? {} : { lateReason: record.lateReason }),
    status: record.status,
    carriedOver: record.status === 'open',
    retention: {
      class: row.class,
      years: row.retention_years,
      through: record.retainedThrough,
    },
    schema: schemaPath(record),
    fields: record.fields,
    filing: provenJson(record.filing),
    corrections: record.corrections.map((correction) => ({
      at: correction.at,
      by: nameOf(correction.by),
      ...provenJson(correction.proven),
    })),
    voided: voided
      ? { at: voided.at, by: nameOf(voided.by), proved: [provenJson(voided.proven)] }
      : null,
    attachments: record.attachments.map((attachment) => ({
      name: attachment.name,
      sha256: attachment.sha256,
      mediaType: attachment.mediaType,
      sizeBytes: attachment.sizeBytes,
      path: `data/${attachmentPath(attachment)}`,
      at: attachment.at,
      by: nameOf(attachment.by),
      proved: [provenJson(attachment.proven)],
    })),
    links: record.links.map(({ field, target }) => ({ field, target })),
  };
}
