import type { Requester } from '../../access/model.ts';
import { namesOfActors } from '../../access/queries.ts';
import { can, demand } from '../../access/rules.ts';
import { getSite } from '../../catalogue/catalogue.ts';
import { actorText } from '../../core/actor.ts';
import type { Clock } from '../../core/clock.ts';
import { maximumPageSize, type Page, pageOf } from '../../core/page.ts';
import { getContents, type OpenedContent } from '../../ledger/content.ts';
import type { Reader } from '../../store/tables.ts';
import type { AccessPurpose, AccessRequestView, AccessStatus } from '../model.ts';
import { type AccessGrant, grantEnd, requestUnknown, statusAt } from '../rules/access.ts';
import type { ArchiveReads } from './households.ts';

/** A request with what its rules need to know. */
export interface StoredRequest extends AccessGrant {
  readonly id: string;
  readonly room: string;
  readonly householdId: string;
  readonly askedAt: string;
  /** The content of the household as it is now. */
  readonly householdContentId: string;
  readonly decisionContentId: string | null;
  readonly lookedBy: string | null;
  readonly lookedAt: string | null;
}

/** A request by id, or undefined. */
export async function findRequest(db: Reader, id: string): Promise<StoredRequest | undefined> {
  const row = await requests(db).where('request.id', '=', id).executeTakeFirst();
  return row && storedRequest(row);
}

/** The states as kept under which a request may stand so: what has expired is kept as it was. */
const kept = {
  requested: ['requested'],
  approved: ['approved'],
  refused: ['refused'],
  looked: ['looked'],
  relayed: ['relayed'],
  heard: ['heard'],
  expired: ['requested', 'approved'],
} as const satisfies Record<AccessStatus, readonly StoredRequest['status'][]>;

/**
 * The requests of a site, newest first: all of them for those who approve, look or audit, one's own
 * for others. `status` leaves out the others, so a page may hold fewer than `limit`.
 *
 * Errors: `forbidden`, `not-found` (site).
 */
export async function listAccessRequests(
  home: ArchiveReads & { clock: Clock },
  who: Requester,
  asked: {
    site?: string | undefined;
    status?: AccessStatus | undefined;
    /** Only the reader's own. */
    mine?: boolean | undefined;
    after?: string | undefined;
    limit?: number | undefined;
  } = {},
): Promise<Page<AccessRequestView>> {
  const site = getSite(home.catalogue.document, asked.site).code;
  const mayAll = (['archive.approve', 'archive.look', 'log.read'] as const).some(
    (action) => can(who, action, { site }) === undefined,
  );
  if (!mayAll) demand(who, 'archive.ask', { site });
  const limit = Math.min(asked.limit ?? maximumPageSize, maximumPageSize);
  let query = requests(home.store.read).where('request.site', '=', site);
  if (!mayAll || asked.mine === true)
    query = query.where('request.asked_by', '=', actorText(who.actor));
  if (asked.status !== undefined)
    query = query.where('state.status', 'in', [...kept[asked.status]]);
  if (asked.after !== undefined) query = query.where('request.id', '<', asked.after);
  const rows = await query
    .orderBy('request.id', 'desc')
    .limit(limit + 1)
    .execute();
  const page = pageOf(rows.map(storedRequest), limit, ({ id }) => id);
  const views = await viewsOf(home, page.items);
  return {
    items: views.filter(({ status }) => asked.status === undefined || status === asked.status),
    next: page.next,
  };
}

/** One request. Errors: `not-found`, also for those whom it does not concern. */
export async function getAccessRequest(
  home: ArchiveReads & { clock: Clock },
  who: Requester,
  id: string,
): Promise<AccessRequestView> {
  const request = await findRequest(home.store.read, id);
  const mayRead =
    request !== undefined &&
    (actorText(who.actor) === request.askedBy ||
      (['archive.approve', 'archive.look', 'log.read'] as const).some(
        (action) => can(who, action, { site: request.site }) === undefined,
      ));
  const [view] = mayRead ? await viewsOf(home, [request]) : [];
  if (view === undefined) throw requestUnknown();
  return view;
}

/** Requests as those concerned see them. */
export async function viewsOf(
  home: ArchiveReads & { clock: Clock },
  stored: readonly StoredRequest[],
): Promise<AccessRequestView[]> {
  const ids = stored.flatMap(({ id, decisionContentId }) =>
    decisionContentId === null ? [id] : [id, decisionContentId],
  );
  const contents = await getContents(home.store.read, home.keyring, ids);
  const nameOf = await namesOfActors(home.store.read);
  const now = home.clock.now();
  return stored.map((request) => {
    const { id, site, room, fields, minutes, decidedAt } = request;
    const asked = textsOf(contents.get(id));
    const decided = textsOf(contents.get(request.decisionContentId ?? ''));
    const isGrant = decidedAt !== null && request.status !== 'refused';
    return {
      id,
      site,
      room,
      fields,
      purpose: (asked.purpose ?? 'other') as AccessPurpose,
      reason: asked.reason ?? '',
      minutes,
      askedBy: nameOf(request.askedBy),
      askedAt: request.askedAt,
      status: statusAt(request, now),
      decidedBy: request.decidedBy === null ? null : nameOf(request.decidedBy),
      decidedAt,
      refusal: request.status === 'refused' ? (decided.reason ?? null) : null,
      until: isGrant ? grantEnd(decidedAt, minutes) : null,
      lookedBy: request.lookedBy === null ? null : nameOf(request.lookedBy),
      lookedAt: request.lookedAt,
    };
  });
}

function textsOf(content: OpenedContent | undefined): Partial<Record<string, string>> {
  return (content?.value ?? {}) as Partial<Record<string, string>>;
}

/** A row of `requests` as its rules see it. */
export function storedRequest(
  row: Awaited<ReturnType<ReturnType<typeof requests>['executeTakeFirstOrThrow']>>,
): StoredRequest {
  const { fields, closedAt, ...rest } = row;
  return { ...rest, fields: JSON.parse(fields) as string[], isCurrent: closedAt === null };
}

/** Requests with their state and household; conditions and order are the caller's. */
export function requests(db: Reader) {
  return db
    .selectFrom('access_request as request')
    .innerJoin('access_request_state as state', 'state.request_id', 'request.id')
    .innerJoin('household_state as household', 'household.household_id', 'request.household_id')
    .select([
      'request.id as id',
      'request.site as site',
      'request.room as room',
      'request.household_id as householdId',
      'request.asked_by as askedBy',
      'request.asked_at as askedAt',
      'request.fields as fields',
      'request.minutes as minutes',
      'state.status as status',
      'state.decided_by as decidedBy',
      'state.decided_at as decidedAt',
      'state.decision_content_id as decisionContentId',
      'state.looked_by as lookedBy',
      'state.looked_at as lookedAt',
      'household.content_id as householdContentId',
      'household.closed_at as closedAt',
    ]);
}
