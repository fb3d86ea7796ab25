import type { Requester } from '../../access/model.ts';
import { can, isOutsider } from '../../access/rules.ts';
import { actorText } from '../../core/actor.ts';
import type { AppError } from '../../core/app-error.ts';
import { type Clock, type Instant, instantAfter } from '../../core/clock.ts';
import type { AccessLogLine, AccessRequestView } from '../model.ts';
import { archiveSubject } from '../rows.ts';
import {
  decideAccess,
  hearRefusal,
  lookAccess,
  relayRefusal,
  requestUnknown,
} from '../rules/access.ts';
import {
  findRequest,
  getAccessRequest,
  requests,
  type StoredRequest,
  storedRequest,
  viewsOf,
} from './access.ts';
import { type AccessLeaf, accessEntries, linesOf } from './access-log.ts';
import type { ArchiveReads } from './households.ts';

type Reads = ArchiveReads & { clock: Clock };

/** What may be done about a request, one after another. */
export const accessActs = ['decide', 'look', 'relay', 'hear'] as const;
export type AccessAct = (typeof accessActs)[number];

/** For each act why this person may not do it now; without a reason they may. */
type Refusals = Readonly<Record<AccessAct, AppError | undefined>>;

/** A request with all that happened to it, and what its reader may do about it. */
export interface AccessFile {
  readonly view: AccessRequestView;
  readonly trail: readonly AccessLogLine[];
  readonly refusals: Refusals;
  /** Whether the reader asked for it. */
  readonly isOwn: boolean;
  /** Whether the reader is the one who looked. */
  readonly isLooker: boolean;
}

/** A request that waits for somebody, and for what. */
export interface WaitingAccess {
  readonly request: StoredRequest;
  readonly act: AccessAct;
}

/** The same as its reader sees it. */
export interface WaitingRequest {
  readonly view: AccessRequestView;
  readonly act: AccessAct;
}

/** The most requests that are looked through for those that wait. */
const mostWaiting = 200;
/** The longest that a grant lasts. Units: minutes. */
const longestGrant = 30;

/** A request in full. Errors: `not-found`, also for those whom it does not concern. */
export async function getAccessFile(home: Reads, who: Requester, id: string): Promise<AccessFile> {
  const view = await getAccessRequest(home, who, id);
  const request = await findRequest(home.store.read, id);
  if (request === undefined) throw requestUnknown();
  const rows = await accessEntries(home.store.read, request.site)
    .where('subject', '=', archiveSubject(request.site, request.room))
    .orderBy('seq')
    .execute();
  const own = rows.filter(({ leaf }) => (JSON.parse(leaf) as AccessLeaf).facts?.request === id);
  const actor = actorText(who.actor);
  return {
    view,
    trail: await linesOf(home, own),
    refusals: refusalsOf(request, who, home.clock.now()),
    isOwn: actor === request.askedBy,
    isLooker: actor === request.lookedBy,
  };
}

/** The requests of a site that wait for this person, as they see them, the oldest first. */
export async function waitingRequests(
  home: Reads,
  who: Requester,
  site: string,
): Promise<WaitingRequest[]> {
  const waiting = await waitingAccesses(home, who, site);
  const views = await viewsOf(
    home,
    waiting.map(({ request }) => request),
  );
  return views.flatMap((view, index) => {
    const act = waiting[index]?.act;
    return act === undefined ? [] : [{ view, act }];
  });
}

/**
 * The requests of a site that wait for this person, the oldest first: to decide, to look, to pass
 * on, or to read what was passed on. Empty for whoever has no part in any.
 *
 * One small query, and nothing sealed is opened: every page counts them.
 */
export async function waitingAccesses(
  home: Pick<Reads, 'store' | 'clock'>,
  who: Requester,
  site: string,
): Promise<WaitingAccess[]> {
  if (isOutsider(who, site)) return [];
  const now = home.clock.now();
  const me = actorText(who.actor);
  const mayDecide = can(who, 'archive.approve', { site }) === undefined;
  const mayLook = can(who, 'archive.look', { site }) === undefined;
  const rows = await requests(home.store.read)
    .where('request.site', '=', site)
    .where((where) =>
      where.or([
        ...(mayDecide ? [where('state.status', '=', 'requested')] : []),
        ...(mayLook
          ? [
              where.and([
                where('state.status', '=', 'approved'),
                where('state.decided_at', '>', instantAfter(now, { minutes: -longestGrant })),
              ]),
            ]
          : []),
        where.and([where('state.status', '=', 'looked'), where('state.looked_by', '=', me)]),
        where.and([where('state.status', '=', 'relayed'), where('request.asked_by', '=', me)]),
      ]),
    )
    .orderBy('request.id')
    .limit(mostWaiting)
    .execute();
  return rows.map(storedRequest).flatMap((request) => {
    const refusals = refusalsOf(request, who, now);
    const act = accessActs.find((one) => refusals[one] === undefined);
    return act === undefined ? [] : [{ request, act }];
  });
}

function refusalsOf(request: StoredRequest, who: Requester, now: Instant): Refusals {
  return {
    decide: decideAccess(request, who, now),
    look: lookAccess(request, who, now, []),
    relay: relayRefusal(request, who, now),
    hear: hearRefusal(request, who, now),
  };
}
