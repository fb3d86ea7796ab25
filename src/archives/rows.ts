import type { Instant } from '../core/clock.ts';
import type { LocalDate } from '../core/month.ts';
import type { Tx } from '../store/tables.ts';

/** The data key of everything in a site's archives: long-term, so never one of a month. */
export function archiveKey(site: string): string {
  return `${site}-long`;
}

/** What an entry is about when it is about an archive. */
export function archiveSubject(site: string, room: string): string {
  return `${site}/${room}`;
}

export interface NewHousehold {
  readonly id: string;
  readonly site: string;
  readonly room: string;
  readonly ordinal: number;
  readonly handoverOn: LocalDate | null;
  readonly rowDigest: string;
}

/** Opens an archive: the row that stays and the state that may change. */
export async function insertHousehold(
  db: Tx,
  household: NewHousehold,
  filed: { at: Instant; seq: number },
): Promise<void> {
  const { id, site, room, ordinal, handoverOn, rowDigest } = household;
  await db
    .insertInto('household')
    .values({
      id,
      site,
      room,
      ordinal,
      opened_at: filed.at,
      handover_on: handoverOn,
      content_id: id,
      row_digest: rowDigest,
      entry_seq: filed.seq,
    })
    .execute();
  await db
    .insertInto('household_state')
    .values({
      household_id: id,
      content_id: id,
      row_digest: rowDigest,
      revision: 0,
      handover_on: handoverOn,
      closed_at: null,
    })
    .execute();
}

export interface NewDocument {
  readonly id: string;
  readonly householdId: string;
  readonly site: string;
  readonly room: string;
  readonly type: number;
  readonly ordinal: number;
  readonly title: string;
  readonly datedOn: LocalDate | null;
  readonly pages: number | null;
  readonly custody: string;
  readonly shelf: string | null;
  readonly rowDigest: string;
}

/** Files a paper into an archive. */
export async function insertDocument(
  db: Tx,
  document: NewDocument,
  filed: { at: Instant; seq: number },
): Promise<void> {
  const { id, site, type, title, datedOn, pages } = document;
  await db
    .insertInto('archive_document')
    .values({
      id,
      site,
      type_order: type,
      title,
      dated_on: datedOn,
      pages,
      filed_at: filed.at,
      entry_seq: filed.seq,
    })
    .execute();
  await db
    .insertInto('archive_document_state')
    .values({
      document_id: id,
      household_id: document.householdId,
      site,
      room: document.room,
      type_order: type,
      ordinal: document.ordinal,
      custody: document.custody,
      shelf: document.shelf,
      row_digest: document.rowDigest,
    })
    .execute();
}

export interface NewRequest {
  readonly id: string;
  readonly site: string;
  readonly room: string;
  readonly householdId: string;
  readonly askedBy: string;
  readonly fields: readonly string[];
  readonly minutes: number;
}

/** Keeps a request; its purpose and reason lie sealed under its id. */
export async function insertRequest(
  db: Tx,
  request: NewRequest,
  filed: { at: Instant; seq: number },
): Promise<void> {
  const { id, site, room } = request;
  await db
    .insertInto('access_request')
    .values({
      id,
      site,
      room,
      household_id: request.householdId,
      asked_by: request.askedBy,
      asked_at: filed.at,
      fields: JSON.stringify(request.fields),
      minutes: request.minutes,
      content_id: id,
      entry_seq: filed.seq,
    })
    .execute();
  await db
    .insertInto('access_request_state')
    .values({
      request_id: id,
      status: 'requested',
      decided_by: null,
      decided_at: null,
      decision_content_id: null,
      looked_by: null,
      looked_at: null,
    })
    .execute();
}
