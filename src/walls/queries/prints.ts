import { namesOfActors } from '../../access/queries.ts';
import type { Instant } from '../../core/clock.ts';
import type { LocalDate } from '../../core/month.ts';
import { getPolicyRow, type StoredVersion, versionsOf } from '../../policies/queries/versions.ts';
import { isInForce, statusOn } from '../../policies/rules.ts';
import type { Reader } from '../../store/tables.ts';

/** A printed sheet. */
export interface PosterPrint {
  readonly id: string;
  readonly site: string;
  readonly place: string;
  readonly code: string;
  readonly version: number;
  readonly size: string;
  readonly printedBy: string;
  readonly printedAt: Instant;
}

/** How a sheet stands: the version in force, one ahead of its day, an old one, or of no policy. */
export type SheetState = 'current' | 'ahead' | 'out-of-date' | 'retired';

/** A sheet, the version on it, and the one that is in force. */
export interface SheetView {
  readonly print: PosterPrint;
  readonly title: string;
  readonly posted: boolean;
  readonly department: string;
  readonly state: SheetState;
  readonly shown: StoredVersion;
  readonly inForce: StoredVersion | undefined;
  /** Who approved the version on the sheet. */
  readonly approver: string | null;
}

/** A print by its id, if there is one. */
export async function findPrint(db: Reader, id: string): Promise<PosterPrint | undefined> {
  const row = await db
    .selectFrom('poster_print')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { site, place, policy, version, size } = row;
  const hands = { printedBy: row.printed_by, printedAt: row.printed_at };
  return { id, site, place, code: policy, version, size, ...hands };
}

/**
 * What a sheet says and how it stands on a day. It is read by anybody who holds the sheet: policies
 * hang in public.
 */
export async function findSheet(
  db: Reader,
  id: string,
  on: LocalDate,
): Promise<SheetView | undefined> {
  const print = await findPrint(db, id);
  if (print === undefined) return undefined;
  const policy = await getPolicyRow(db, print.code);
  const all = await versionsOf(db, print.code);
  const shown = all.find(({ version }) => version === print.version);
  if (shown === undefined) return undefined;
  const inForce = all.find((one) => isInForce(one, on));
  const nameOf = await namesOfActors(db);
  const { title, department } = policy;
  const approver = shown.approvedBy === null ? null : nameOf(shown.approvedBy);
  const state = stateOn(shown, { inForce, on });
  return { print, title, posted: policy.posted === 1, department, state, shown, inForce, approver };
}

function stateOn(
  shown: StoredVersion,
  { inForce, on }: { inForce: StoredVersion | undefined; on: LocalDate },
): SheetState {
  if (isInForce(shown, on)) return 'current';
  if (statusOn(shown, on) === 'published') return 'ahead';
  return inForce === undefined ? 'retired' : 'out-of-date';
}
