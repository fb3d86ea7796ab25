import type { Requester } from '../../access/model.ts';
import { demand } from '../../access/rules.ts';
import { getSite } from '../../catalogue/catalogue.ts';
import type { SiteDocument } from '../../catalogue/model.ts';
import { AppError } from '../../core/app-error.ts';
import type { Instant } from '../../core/clock.ts';
import type { LocalDate } from '../../core/month.ts';
import { maximumPageSize, type Page, pageOf } from '../../core/page.ts';
import type { Home } from '../../home/open.ts';
import { getContent, getContents, type OpenedContent } from '../../ledger/content.ts';
import { maskName } from '../../records/rules/masking.ts';
import { roomBook } from '../../records/rules/rooms.ts';
import type { Reader } from '../../store/tables.ts';
import type { HouseholdFields, HouseholdLine, HouseholdView } from '../model.ts';
import { viewArchive } from '../rules/completeness.ts';
import { maskHousehold } from '../rules/mask.ts';
import { papersOf } from './papers.ts';

/** What the queries of this room read from. */
export type ArchiveReads = Pick<Home, 'store' | 'keyring' | 'catalogue'>;

/** The archive that is open for a room now. */
export interface CurrentHousehold {
  readonly id: string;
  readonly site: string;
  readonly room: string;
  readonly ordinal: number;
  readonly openedAt: Instant;
  readonly handoverOn: LocalDate | null;
  readonly contentId: string;
  readonly rowDigest: string;
  readonly revision: number;
}

/** The rooms of a site with their hand-over days, in order: what typed rooms are matched with. */
export async function householdRooms(
  db: Reader,
  site: string,
): Promise<{ room: string; handoverOn: LocalDate | null }[]> {
  const households = await current(db, site).execute();
  return households.map(({ room, handoverOn }) => ({ room, handoverOn }));
}

/** The open archives of a site, in the order of rooms; one room's, if it is named. */
export async function currentHouseholds(
  db: Reader,
  site: string,
  rooms?: readonly string[],
): Promise<CurrentHousehold[]> {
  if (rooms === undefined) return current(db, site).execute();
  if (rooms.length === 0) return [];
  return current(db, site).where('household.room', 'in', rooms).execute();
}

/** A household by its room in any spelling. Errors: `not-found`, with the nearest rooms. */
export async function getCurrentHousehold(
  db: Reader,
  document: SiteDocument,
  asked: { site?: string | undefined; room: string },
): Promise<CurrentHousehold> {
  const site = getSite(document, asked.site);
  const [exact] = await currentHouseholds(db, site.code, [asked.room]);
  if (exact !== undefined) return exact;
  const all = await current(db, site.code).execute();
  const match = roomBook(
    all.map(({ room }) => room),
    site.roomPattern,
  ).match(asked.room);
  const room = 'room' in match ? match.room : undefined;
  const household = all.find((one) => one.room === room);
  if (household !== undefined) return household;
  const near = 'unknown' in match ? match.suggestions : [];
  const hint = near.length > 0 ? `是不是 ${near.join(' / ')}？` : '请对照业户名册改正。';
  throw new AppError('not-found', `没有 ${asked.room} 的业主档案，${hint}`);
}

/**
 * The households of a site in the order of rooms, names masked.
 *
 * Errors: `forbidden`, `not-found` (site).
 */
export async function listHouseholds(
  home: ArchiveReads,
  who: Requester,
  asked: { site?: string | undefined; after?: string | undefined; limit?: number | undefined } = {},
): Promise<Page<HouseholdLine>> {
  const site = getSite(home.catalogue.document, asked.site).code;
  demand(who, 'archive.read', { site });
  const limit = Math.min(asked.limit ?? maximumPageSize, maximumPageSize);
  let query = current(home.store.read, site).limit(limit + 1);
  if (asked.after !== undefined) query = query.where('household.room', '>', asked.after);
  const page = pageOf(await query.execute(), limit, ({ room }) => room);
  return { items: await linesOf(home, page.items), next: page.next };
}

/** How complete the archives of a site are. Units: households, and document types over all of them. */
export interface SiteCompleteness {
  readonly households: number;
  readonly there: number;
  readonly applicable: number;
  readonly lines: readonly HouseholdLine[];
  readonly incomplete: readonly HouseholdLine[];
}

/** How complete the archives of a site are, and by room what is missing. Errors: as `listHouseholds`. */
export async function listIncomplete(
  home: ArchiveReads,
  who: Requester,
  asked: { site?: string | undefined } = {},
): Promise<SiteCompleteness> {
  const site = getSite(home.catalogue.document, asked.site).code;
  demand(who, 'archive.read', { site });
  const lines = await linesOf(home, await current(home.store.read, site).execute());
  const incomplete = lines.filter(({ completeness }) => completeness.missing.length > 0);
  const sum = (of: 'there' | 'applicable') =>
    lines.reduce((total, { completeness }) => total + completeness[of], 0);
  return {
    households: lines.length,
    there: sum('there'),
    applicable: sum('applicable'),
    lines,
    incomplete,
  };
}

/** One household, every personal field masked. Errors: `forbidden`, `not-found`. */
export async function getHousehold(
  home: ArchiveReads,
  who: Requester,
  asked: { site?: string | undefined; room: string },
): Promise<HouseholdView> {
  const site = getSite(home.catalogue.document, asked.site).code;
  demand(who, 'archive.read', { site });
  const household = await getCurrentHousehold(home.store.read, home.catalogue.document, asked);
  const [line] = await linesOf(home, [household]);
  if (line === undefined) throw new AppError('not-found', `没有 ${asked.room} 的业主档案。`);
  const { id, ordinal, openedAt } = household;
  const fields = maskHousehold(await fieldsOf(home, household.contentId));
  return { ...line, id, ordinal, openedAt, fields };
}

/** A household's columns, opened. What comes of it is masked, counted or logged by who asks. */
export async function fieldsOf(
  home: Pick<Home, 'store' | 'keyring'>,
  contentId: string,
): Promise<HouseholdFields> {
  return householdFields(await getContent(home.store.read, home.keyring, contentId));
}

function householdFields(content: OpenedContent | undefined): HouseholdFields {
  return (content?.value ?? {}) as HouseholdFields;
}

/** Open archives as lines of a list. */
export async function linesOf(
  home: ArchiveReads,
  households: readonly CurrentHousehold[],
): Promise<HouseholdLine[]> {
  const db = home.store.read;
  const ids = households.map(({ contentId }) => contentId);
  const contents = await getContents(db, home.keyring, ids);
  const papers = await papersOf(
    db,
    households.map(({ id }) => id),
  );
  return households.map((household) => {
    const { id, site, room, handoverOn, contentId } = household;
    const fields = householdFields(contents.get(contentId));
    const types = home.catalogue.document.documentTypes;
    const { completeness } = viewArchive(types, { site, room, fields }, papers.get(id) ?? []);
    const owner = maskName(String(fields.业主姓名 ?? ''));
    return { site, room, owner, handoverOn, completeness };
  });
}

function current(db: Reader, site: string) {
  return db
    .selectFrom('household')
    .innerJoin('household_state', 'household_state.household_id', 'household.id')
    .select([
      'household.id as id',
      'household.site as site',
      'household.room as room',
      'household.ordinal as ordinal',
      'household.opened_at as openedAt',
      'household_state.handover_on as handoverOn',
      'household_state.content_id as contentId',
      'household_state.row_digest as rowDigest',
      'household_state.revision as revision',
    ])
    .where('household.site', '=', site)
    .where('household_state.closed_at', 'is', null)
    .orderBy('household.room');
}

/** How many households there are, at one site or at all of them. */
export async function countHouseholds(db: Reader, site?: string): Promise<number> {
  const query = db.selectFrom('household').select(({ fn }) => fn.countAll<number>().as('count'));
  const ofSite = site === undefined ? query : query.where('site', '=', site);
  const { count } = await ofSite.executeTakeFirstOrThrow();
  return Number(count);
}
