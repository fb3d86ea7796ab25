import type { Requester } from '../../access/model.ts';
import { can, isOutsider, sitesWhere } from '../../access/rules.ts';
import { requests, type StoredRequest, storedRequest } from '../../archives/queries/access.ts';
import type { AccessAct } from '../../archives/queries/waiting.ts';
import {
  decideAccess,
  hearRefusal,
  lookAccess,
  relayRefusal,
} from '../../archives/rules/access.ts';
import { actorText } from '../../core/actor.ts';
import { type Instant, instantAfter } from '../../core/clock.ts';
import { type LocalDate, localDateOf } from '../../core/month.ts';
import type { Home } from '../../home/open.ts';
import { daysToSign } from '../../records/queries/days-to-sign.ts';

/** What the inbox is read from. */
export type InboxHome = Pick<Home, 'store' | 'catalogue' | 'clock'>;

/** A request to look into an archive, with what this person is to do about it. */
export interface WaitingAccess {
  readonly request: StoredRequest;
  readonly act: AccessAct;
}

/** A version of a policy that waits to be approved or published. */
export interface WaitingVersion {
  readonly code: string;
  readonly title: string;
  readonly version: number;
  readonly act: 'approve' | 'publish';
  readonly reason: string;
  readonly writtenBy: string;
  readonly since: Instant;
}

/** A month that one person has signed for, and that waits for a second. */
export interface WaitingSeal {
  readonly month: string;
  readonly supplement: number;
  readonly proposedBy: string;
  readonly since: Instant;
}

/** A posting place on which sheets are missing or out of date. */
export interface WaitingPlace {
  readonly place: string;
  readonly missing: readonly string[];
  readonly outOfDate: readonly string[];
}

/** Everything that waits for one person at a site, by kind. */
export interface Waiting {
  readonly accesses: readonly WaitingAccess[];
  readonly versions: readonly WaitingVersion[];
  readonly days: readonly LocalDate[];
  readonly seals: readonly WaitingSeal[];
  readonly places: readonly WaitingPlace[];
}

/**
 * What waits for a person at a site: one small query a kind, none for a kind that they have no right
 * to decide, and nothing sealed is opened.
 */
export async function readWaiting(home: InboxHome, who: Requester, site: string): Promise<Waiting> {
  const may = (action: Parameters<typeof can>[1]) => can(who, action, { site }) === undefined;
  return {
    accesses: await waitingAccesses(home, who, site),
    versions: await waitingVersions(home, who),
    days: may('record.sign-off') ? await daysToSign(home, who, site) : [],
    seals: may('bundle.seal') ? await waitingSeals(home, who, site) : [],
    places: isKeeperOfWalls(who, site) ? await waitingPlaces(home, site) : [],
  };
}

/** The longest that a grant lasts. Units: minutes. */
const longestGrant = 30;

async function waitingAccesses(
  home: InboxHome,
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
    .execute();
  return rows.map(storedRequest).flatMap((request) => {
    const act = actOn(request, who, now);
    return act === undefined ? [] : [{ request, act }];
  });
}

function actOn(request: StoredRequest, who: Requester, now: Instant): AccessAct | undefined {
  if (decideAccess(request, who, now) === undefined) return 'decide';
  if (lookAccess(request, who, now, []) === undefined) return 'look';
  if (relayRefusal(request, who, now) === undefined) return 'relay';
  if (hearRefusal(request, who, now) === undefined) return 'hear';
  return undefined;
}

async function waitingVersions(home: InboxHome, who: Requester): Promise<WaitingVersion[]> {
  const codes = home.catalogue.document.sites.map(({ code }) => code);
  const mayApprove = sitesWhere(who, 'policy.approve', codes).length > 0;
  const mayPublish = sitesWhere(who, 'policy.publish', codes).length > 0;
  if (!mayApprove && !mayPublish) return [];
  const rows = await home.store.read
    .selectFrom('policy_version as version')
    .innerJoin('policy_version_state as state', 'state.version_id', 'version.id')
    .innerJoin('policy', 'policy.code', 'version.policy')
    .select(['policy.code', 'policy.title', 'version.version', 'version.reason', 'state.status'])
    .select(['version.written_by', 'version.written_at', 'state.submitted_at', 'state.approved_at'])
    .select(({ selectFrom }) => [
      selectFrom('policy_version as other')
        .select(({ fn }) => fn.max('other.version').as('latest'))
        .whereRef('other.policy', '=', 'version.policy')
        .as('latest'),
      selectFrom('policy_version as other')
        .innerJoin('policy_version_state as its', 'its.version_id', 'other.id')
        .select(({ fn }) => fn.max('other.version').as('published'))
        .whereRef('other.policy', '=', 'version.policy')
        .where('its.status', 'in', ['published', 'retired'])
        .as('published'),
    ])
    .where('state.status', 'in', ['in-review', 'approved'])
    .orderBy('policy.code')
    .orderBy('version.version')
    .execute();
  const me = actorText(who.actor);
  return rows.flatMap((row) => {
    const { code, title, version, reason, written_by: writtenBy } = row;
    const known = { code, title, version, reason, writtenBy };
    const isMine = writtenBy === me;
    if (row.status === 'in-review' && mayApprove && !isMine && version === row.latest) {
      return { ...known, act: 'approve' as const, since: row.submitted_at ?? row.written_at };
    }
    if (row.status === 'approved' && mayPublish && version > (row.published ?? 0)) {
      return { ...known, act: 'publish' as const, since: row.approved_at ?? row.written_at };
    }
    return [];
  });
}

async function waitingSeals(home: InboxHome, who: Requester, site: string): Promise<WaitingSeal[]> {
  const rows = await home.store.read
    .selectFrom('month_seal_proposal as proposal')
    .leftJoin('month_seal as seal', (join) =>
      join
        .onRef('seal.site', '=', 'proposal.site')
        .onRef('seal.month', '=', 'proposal.month')
        .onRef('seal.supplement', '=', 'proposal.supplement'),
    )
    .select(['proposal.month', 'proposal.supplement'])
    .select(['proposal.proposed_by as proposedBy', 'proposal.proposed_at as since'])
    .where('proposal.site', '=', site)
    .where('proposal.proposed_by', '!=', actorText(who.actor))
    .where('seal.entry_seq', 'is', null)
    .orderBy('proposal.month')
    .execute();
  return rows;
}

/** Who stands at the desk goes and hangs the sheets; those above are only told. */
function isKeeperOfWalls(who: Requester, site: string): boolean {
  return who.roles.some(
    (held) =>
      (held.site === site || held.site === '*') && ['clerk', 'administration'].includes(held.role),
  );
}

/** Places on which a sheet is missing or out of date; the texts of the policies stay where they lie. */
export async function waitingPlaces(home: InboxHome, site: string): Promise<WaitingPlace[]> {
  const now = home.clock.now();
  const today = localDateOf(now, home.catalogue.document.timeZone);
  const rows = await home.store.read
    .selectFrom('policy_wall as wall')
    .innerJoin('policy', 'policy.code', 'wall.policy')
    .innerJoin('policy_version as version', 'version.policy', 'wall.policy')
    .innerJoin('policy_version_state as state', 'state.version_id', 'version.id')
    .select(['wall.place', 'policy.title', 'version.version'])
    .select(({ selectFrom }) =>
      selectFrom('posting')
        .select('posting.version')
        .whereRef('posting.place', '=', 'wall.place')
        .whereRef('posting.policy', '=', 'wall.policy')
        .where('posting.site', '=', site)
        .orderBy('posting.entry_seq', 'desc')
        .limit(1)
        .as('hanging'),
    )
    .where('policy.posted', '=', 1)
    .where('wall.since', '<=', now)
    .where((where) => where.or([where('wall.until', 'is', null), where('wall.until', '>', now)]))
    .where('state.in_force_from', '<=', today)
    .where((where) =>
      where.or([
        where('state.in_force_until', 'is', null),
        where('state.in_force_until', '>', today),
      ]),
    )
    .orderBy('wall.place')
    .orderBy('policy.code')
    .execute();
  const places = [...new Set(rows.map(({ place }) => place))];
  return places.flatMap((place) => {
    const own = rows.filter((row) => row.place === place);
    const missing = own.filter(({ hanging }) => hanging === null).map(({ title }) => title);
    const outOfDate = own
      .filter(({ hanging, version }) => hanging !== null && hanging !== version)
      .map(({ title }) => title);
    return missing.length + outOfDate.length === 0 ? [] : [{ place, missing, outOfDate }];
  });
}
