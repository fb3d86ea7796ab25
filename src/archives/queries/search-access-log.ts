import type { Requester } from '../../access/model.ts';
import { demand } from '../../access/rules.ts';
import { getSite } from '../../catalogue/catalogue.ts';
import type { SiteDocument } from '../../catalogue/model.ts';
import { instantOf, type LocalDate, nextDay } from '../../core/month.ts';
import { maximumPageSize, type Page, pageOf } from '../../core/page.ts';
import { roomBook } from '../../records/rules/rooms.ts';
import type { Reader } from '../../store/tables.ts';
import type { AccessLogLine } from '../model.ts';
import { type AccessKind, accessEntries, linesOf } from './access-log.ts';
import { contactOpened, isOfHousehold, ofRoom } from './contact-looks.ts';
import { type ArchiveReads, getCurrentHousehold, householdRooms } from './households.ts';

/** What is looked for in the access log; what is left out is not asked. */
export interface AccessLogQuery {
  readonly site?: string | undefined;
  /** In any spelling. */
  readonly room?: string | undefined;
  /** A part of a person's name, or of their user name. */
  readonly person?: string | undefined;
  readonly kind?: AccessKind | undefined;
  /** Days in the site's time zone, both included. */
  readonly from?: LocalDate | undefined;
  readonly until?: LocalDate | undefined;
  readonly after?: string | undefined;
  readonly limit?: number | undefined;
}

/**
 * The access log for those who audit, the newest first, by keyset.
 *
 * Errors: `forbidden`, `not-found` (site). Source: C-2.5, OWN-06.
 */
export async function searchAccessLog(
  home: ArchiveReads,
  who: Requester,
  asked: AccessLogQuery,
): Promise<Page<AccessLogLine>> {
  const { document } = home.catalogue;
  const site = getSite(document, asked.site).code;
  demand(who, 'log.read', { site });
  const db = home.store.read;
  const limit = Math.min(asked.limit ?? 50, maximumPageSize);
  let query = accessEntries(db, site, asked.kind === undefined ? undefined : [asked.kind]);
  const zone = document.timeZone;
  if (asked.room !== undefined) {
    const room = await roomAsTyped(db, document, { site, room: asked.room });
    query = query.where(ofRoom(db, { site, room }));
  }
  if (asked.from !== undefined) query = query.where('at', '>=', instantOf(asked.from, zone));
  if (asked.until !== undefined) {
    query = query.where('at', '<', instantOf(nextDay(asked.until), zone));
  }
  if (asked.after !== undefined) query = query.where('seq', '<', Number(asked.after));
  if (asked.person !== undefined) {
    const ids = await peopleNamed(db, asked.person);
    if (ids.length === 0) return { items: [], next: null };
    query = query.where((by) =>
      by.or(ids.map((id) => by('leaf', 'like', `%"actor":"person:${id}"%`))),
    );
  }
  const rows = await query
    .select('seq')
    .orderBy('seq', 'desc')
    .limit(limit + 1)
    .execute();
  const page = pageOf(rows, limit, ({ seq }) => String(seq));
  return { items: await linesOf(home, page.items), next: page.next };
}

/** What showed somebody a value. */
const lookKinds: readonly string[] = ['archive.looked', contactOpened];

/** A look at an owner's archive or contact, with who approved it, if it had to be. */
export interface OwnerLook {
  readonly line: AccessLogLine;
  readonly approvedBy: string | null;
}

/**
 * Who looked at the archive of a room's present owner, or opened the contact on an order to it, the
 * newest first: shown to whoever may open
 * the archive, and printed for an owner who asks. Errors: `forbidden`, `not-found`. Source: OWN-06.
 */
export async function listOwnerLooks(
  home: ArchiveReads,
  who: Requester,
  asked: { site?: string | undefined; room: string },
): Promise<OwnerLook[]> {
  const { document } = home.catalogue;
  demand(who, 'archive.read', { site: getSite(document, asked.site).code });
  const db = home.store.read;
  const household = await getCurrentHousehold(db, document, asked);
  const kinds = [...lookKinds, 'archive.approved'];
  const rows = await accessEntries(db, household.site, kinds)
    .where(ofRoom(db, household))
    .orderBy('seq', 'desc')
    .execute();
  const lines = await linesOf(home, rows.filter(isOfHousehold(household)));
  const approver = new Map(
    lines.flatMap(({ kind, request, name }) =>
      kind === 'archive.approved' && request !== null ? [[request, name]] : [],
    ),
  );
  return lines
    .filter(({ kind }) => lookKinds.includes(kind))
    .map((line) => ({ line, approvedBy: approver.get(line.request ?? '') ?? null }));
}

async function roomAsTyped(
  db: Reader,
  document: SiteDocument,
  asked: { site: string; room: string },
): Promise<string> {
  const rooms = (await householdRooms(db, asked.site)).map(({ room }) => room);
  const match = roomBook(rooms, getSite(document, asked.site).roomPattern).match(asked.room);
  return 'room' in match ? match.room : asked.room;
}

async function peopleNamed(db: Reader, part: string): Promise<string[]> {
  const people = await db.selectFrom('person').select(['id', 'name', 'username']).execute();
  return people
    .filter(({ name, username }) => name.includes(part) || username.includes(part))
    .map(({ id }) => id);
}
