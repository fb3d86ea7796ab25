import type { Action, Requester } from '../../access/model.ts';
import { can, isOutsider } from '../../access/rules.ts';
import { AppError } from '../../core/app-error.ts';
import type { Reader } from '../../store/tables.ts';
import { findRecordRow, type RecordRow } from '../rows/record-rows.ts';

/**
 * The record of a number, for someone who may do `action` at its site.
 *
 * Errors: `not-found` (no such number, or nothing of that site is the asker's), `forbidden`.
 */
export async function getRecordRow(
  db: Reader,
  who: Requester,
  number: string,
  action: Action,
): Promise<RecordRow> {
  const row = await findRecordRow(db, number.trim().toUpperCase());
  const missing = () => new AppError('not-found', `没有编号为“${number}”的记录，请核对编号。`);
  if (row === undefined) throw missing();
  const refusal = can(who, action, { site: row.site });
  if (refusal === undefined) return row;
  throw isOutsider(who, row.site) ? missing() : refusal;
}
