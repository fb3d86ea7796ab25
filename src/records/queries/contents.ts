import type { Home } from '../../home/open.ts';
import type { OpenedContent } from '../../ledger/content.ts';
import { showContents } from '../../ledger/shown-contents.ts';
import type { Reader, Tx } from '../../store/tables.ts';
import type { CorrectionContent, RecordContent } from '../rows/contents.ts';
import type { Fields } from '../rules/fields.ts';

/** A record's fields as filed and as they now read; undefined for what was disposed of. */
export interface RecordFields {
  readonly original: RecordContent | undefined;
  readonly fields: Fields | undefined;
  readonly opened: OpenedContent | undefined;
}

/** Opens the fields of many records to be shown, as they now read, in two queries. */
export async function openFields(
  db: Reader | Tx,
  keyring: Home['keyring'],
  records: readonly { id: string; corrections: number }[],
): Promise<Map<string, RecordFields>> {
  const newest = await newestCorrections(db, records);
  const ids = [...records.map(({ id }) => id), ...newest.values()];
  const contents = await showContents(db, keyring, ids);
  return new Map(
    records.map(({ id }) => {
      const opened = contents.get(id);
      const original = opened?.value as RecordContent | undefined;
      const correction = contents.get(newest.get(id) ?? '')?.value as CorrectionContent | undefined;
      return [id, { original, fields: correction?.fields ?? original?.fields, opened }];
    }),
  );
}

async function newestCorrections(
  db: Reader | Tx,
  records: readonly { id: string; corrections: number }[],
): Promise<Map<string, string>> {
  const corrected = records.filter(({ corrections }) => corrections > 0).map(({ id }) => id);
  if (corrected.length === 0) return new Map();
  const rows = await db
    .selectFrom('record_correction')
    .select(['id', 'record_id'])
    .where('record_id', 'in', corrected)
    .orderBy('ordinal')
    .execute();
  return new Map(rows.map((row) => [row.record_id, row.id]));
}
