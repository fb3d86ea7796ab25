import { namesOfActors } from '../../access/queries.ts';
import type { Instant } from '../../core/clock.ts';
import type { LocalDate } from '../../core/month.ts';
import { getPolicyRow, type StoredVersion, versionsOf } from '../../policies/queries/versions.ts';
import { isInForce, statusOn } from '../../policies/rules.ts';
import type { Reader } from '../../store/tables.ts';
import type { posterParts, posterSizes } from '../model.ts';
import { belonging } from '../rules.ts';

/** A printed sheet. */
export interface PosterPrint {
  readonly id: string;
  readonly site: string;
  readonly place: string;
  readonly code: string;
  readonly version: number;
  readonly size: (typeof posterSizes)[number];
  readonly part: (typeof posterParts)[number];
  readonly printedBy: string;
  readonly printedAt: Instant;
}

/** How a sheet stands: the version in force, one ahead of its day, an old one, or of no policy. */
export type SheetState = 'current' | 'ahead' | 'out-of-date' | 'retired';

/** A policy's version as a sheet shows it. */
export interface SheetText {
  readonly title: string;
  readonly posted: boolean;
  readonly department: string;
  readonly shown: StoredVersion;
  /** Who approved it. */
  readonly approver: string | null;
}

/** A sheet, the version on it, and the one that is in force. */
export interface SheetView extends SheetText {
  readonly print: PosterPrint;
  readonly state: SheetState;
  readonly inForce: StoredVersion | undefined;
}

/** A print by its id, if there is one. */
export async function findPrint(db: Reader, id: string): Promise<PosterPrint | undefined> {
  const row = await db
    .selectFrom('poster_print')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { site, place, policy, version } = row;
  return {
    id,
    site,
    place,
    code: policy,
    version,
    size: row.size as PosterPrint['size'],
    part: row.part as PosterPrint['part'],
    printedBy: row.printed_by,
    printedAt: row.printed_at,
  };
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
  const all = await versionsOf(db, print.code);
  const shown = all.find(({ version }) => version === print.version);
  if (shown === undefined) return undefined;
  const inForce = all.find((one) => isInForce(one, on));
  const state = stateOn(shown, { inForce, on });
  return { ...(await textOf(db, shown)), print, state, inForce };
}

/**
 * What a sheet of a policy would say: of the version that is named, or of the one published last.
 * Undefined, where that was never published.
 */
export async function findSheetText(
  db: Reader,
  wish: { code: string; version?: number | undefined; on: LocalDate },
): Promise<SheetText | undefined> {
  const all = await versionsOf(db, wish.code);
  const shown =
    wish.version === undefined
      ? belonging(all, wish.code, wish.on)
      : all.find(({ version, inForceFrom }) => version === wish.version && inForceFrom);
  return shown === undefined ? undefined : textOf(db, shown);
}

async function textOf(db: Reader, shown: StoredVersion): Promise<SheetText> {
  const { title, department, posted } = await getPolicyRow(db, shown.code);
  const nameOf = await namesOfActors(db);
  const approver = shown.approvedBy === null ? null : nameOf(shown.approvedBy);
  return { title, posted: posted === 1, department, shown, approver };
}

function stateOn(
  shown: StoredVersion,
  { inForce, on }: { inForce: StoredVersion | undefined; on: LocalDate },
): SheetState {
  if (isInForce(shown, on)) return 'current';
  if (statusOn(shown, on) === 'published') return 'ahead';
  return inForce === undefined ? 'retired' : 'out-of-date';
}
