import type { Requester } from '../../access/model.ts';
import { demand } from '../../access/rules.ts';
import { getSite } from '../../catalogue/catalogue.ts';
import type { Instant } from '../../core/clock.ts';
import { getContents } from '../../ledger/content.ts';
import { maskName } from '../../records/rules/masking.ts';
import type { DocumentView, HouseholdFields } from '../model.ts';
import { type ArchiveReads, getCurrentHousehold } from './households.ts';
import { papersOf } from './papers.ts';

/** The archive of an owner before the present one: closed, and kept. */
export interface ClosedArchive {
  readonly id: string;
  readonly ordinal: number;
  /** The owner's name, masked. */
  readonly owner: string;
  readonly openedAt: Instant;
  readonly closedAt: Instant;
  readonly papers: readonly DocumentView[];
}

/**
 * The closed archives of a room, the latest first. Errors: `forbidden`, `not-found`.
 *
 * Source: OWN-01, OWN-07.
 */
export async function listClosedArchives(
  home: ArchiveReads,
  who: Requester,
  asked: { site?: string | undefined; room: string },
): Promise<ClosedArchive[]> {
  const { document } = home.catalogue;
  demand(who, 'archive.read', { site: getSite(document, asked.site).code });
  const db = home.store.read;
  const { site, room } = await getCurrentHousehold(db, document, asked);
  const rows = await db
    .selectFrom('household')
    .innerJoin('household_state as state', 'state.household_id', 'household.id')
    .select(['household.id as id', 'ordinal', 'opened_at as openedAt'])
    .select(['state.closed_at as closedAt', 'state.content_id as contentId'])
    .where('household.site', '=', site)
    .where('household.room', '=', room)
    .where('state.closed_at', 'is not', null)
    .orderBy('ordinal', 'desc')
    .execute();
  const contents = await getContents(
    db,
    home.keyring,
    rows.map(({ contentId }) => contentId),
  );
  const papers = await papersOf(
    db,
    rows.map(({ id }) => id),
  );
  return rows.map(({ contentId, closedAt, ...archive }) => {
    const fields = (contents.get(contentId)?.value ?? {}) as HouseholdFields;
    return {
      ...archive,
      closedAt: closedAt ?? archive.openedAt,
      owner: maskName(String(fields.业主姓名 ?? '')),
      papers: papers.get(archive.id) ?? [],
    };
  });
}
