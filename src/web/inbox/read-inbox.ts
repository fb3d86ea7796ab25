import type { Requester } from '../../access/model.ts';
import { namesOfActors } from '../../access/queries.ts';
import { can } from '../../access/rules.ts';
import type { AccessRequestView } from '../../archives/model.ts';
import { viewsOf } from '../../archives/queries/access.ts';
import { requestsAskedBy, requestsHandledBy } from '../../archives/queries/own-requests.ts';
import { listOpenProposals, listProposalsBy } from '../../bundles/rows.ts';
import { actorText } from '../../core/actor.ts';
import { type Instant, instantAfter } from '../../core/clock.ts';
import type { MissedDeadline } from '../../deadlines/model.ts';
import { listMissed } from '../../deadlines/queries/missed.ts';
import type { Home } from '../../home/open.ts';
import {
  type OwnVersion,
  versionsDecidedBy,
  versionsWrittenBy,
} from '../../policies/queries/own-versions.ts';
import { daysSignedBy } from '../../records/queries/days-to-sign.ts';
import { type WaitingPlace, waitingPlaces } from '../../walls/queries/waiting.ts';
import { readWaiting, type Waiting } from './waiting.ts';

/** How far back the tabs beside the first one look. Units: days. */
export const rememberedDays = 30;
const copiedDays = 7;
const mostShown = 50;

/** Something that this person has decided or signed. */
export interface DoneThing {
  readonly at: Instant;
  readonly act:
    | 'approved'
    | 'refused'
    | 'looked'
    | 'policyApproved'
    | 'policyPublished'
    | 'day'
    | 'seal';
  /** The room, the policy, the day or the month. */
  readonly what: string;
  /** Where it stands: a request's id, a policy's code, a day, a month. */
  readonly ref: string;
  readonly version?: number;
}

/** What this person began. */
export interface OwnThings {
  readonly requests: readonly AccessRequestView[];
  readonly versions: readonly OwnVersion[];
  readonly seals: readonly { readonly month: string; readonly at: Instant }[];
}

/** What this person is told of, and need not decide. */
export interface CopiedThings {
  readonly missed: readonly MissedDeadline[];
  readonly places: readonly WaitingPlace[];
}

/** All four tabs of the inbox. */
export interface Inbox {
  readonly waiting: Waiting;
  /** The waiting requests as their readers see them, by id. */
  readonly views: ReadonlyMap<string, AccessRequestView>;
  readonly nameOf: (actor: string) => string;
  readonly done: readonly DoneThing[];
  readonly own: OwnThings;
  readonly copied: CopiedThings;
}

/** Reads the inbox of a person at a site. */
export async function readInbox(home: Home, who: Requester, site: string): Promise<Inbox> {
  const waiting = await readWaiting(home, who, site);
  const views = await viewsOf(
    home,
    waiting.accesses.map(({ request }) => request),
  );
  return {
    waiting,
    views: new Map(views.map((view) => [view.id, view])),
    nameOf: await namesOfActors(home.store.read),
    done: await readDone(home, who, site),
    own: await readOwn(home, who, site),
    copied: await readCopied(home, who, { site, isToldOfWalls: waiting.places.length === 0 }),
  };
}

async function readDone(home: Home, who: Requester, site: string): Promise<DoneThing[]> {
  const { read } = home.store;
  const me = actorText(who.actor);
  const since = instantAfter(home.clock.now(), { minutes: -rememberedDays * 24 * 60 });
  const wish = { by: me, since, limit: mostShown };
  const decided = await requestsHandledBy(read, { ...wish, site });
  const versions = await versionsDecidedBy(read, wish);
  const done: DoneThing[] = decided.flatMap((row) => {
    const ref = { what: row.room, ref: row.id };
    const act = row.status === 'refused' ? ('refused' as const) : ('approved' as const);
    return [
      ...(row.decidedBy === me && row.decidedAt !== null
        ? [{ ...ref, act, at: row.decidedAt }]
        : []),
      ...(row.lookedBy === me && row.lookedAt !== null
        ? [{ ...ref, act: 'looked' as const, at: row.lookedAt }]
        : []),
    ];
  });
  for (const row of versions) {
    const ref = { what: row.title, ref: row.code, version: row.version };
    if (row.approvedBy === me && row.approvedAt !== null)
      done.push({ ...ref, act: 'policyApproved', at: row.approvedAt });
    if (row.publishedBy === me && row.publishedAt !== null)
      done.push({ ...ref, act: 'policyPublished', at: row.publishedAt });
  }
  const signed = await readSigned(home, who, { site, since });
  return [...done, ...signed]
    .sort((one, other) => (one.at < other.at ? 1 : -1))
    .slice(0, mostShown);
}

/** The days and months that this person has signed for. */
async function readSigned(
  home: Home,
  who: Requester,
  { site, since }: { site: string; since: Instant },
): Promise<DoneThing[]> {
  if (who.actor.kind !== 'person') return [];
  const { read } = home.store;
  const { id: personId } = who.actor;
  const days = await daysSignedBy(read, { site, personId, since, limit: mostShown });
  const seals = await listProposalsBy(read, { site, by: actorText(who.actor), since });
  return [
    ...days.map(({ day, at }) => ({ at, act: 'day' as const, what: day, ref: day })),
    ...seals.map(({ month, at }) => ({ at, act: 'seal' as const, what: month, ref: month })),
  ];
}

async function readOwn(home: Home, who: Requester, site: string): Promise<OwnThings> {
  const { read } = home.store;
  const me = actorText(who.actor);
  const asked = await requestsAskedBy(read, { site, by: me, limit: mostShown });
  const proposals = await listOpenProposals(read, site);
  return {
    requests: await viewsOf(home, asked),
    versions: await versionsWrittenBy(read, { by: me, limit: mostShown }),
    seals: proposals.filter(({ by }) => by === me),
  };
}

async function readCopied(
  home: Home,
  who: Requester,
  { site, isToldOfWalls }: { site: string; isToldOfWalls: boolean },
): Promise<CopiedThings> {
  const may = (action: Parameters<typeof can>[1]) => can(who, action, { site }) === undefined;
  const since = instantAfter(home.clock.now(), { minutes: -copiedDays * 24 * 60 });
  const missed = may('record.read') ? await listMissed(home, who, { site, since }) : [];
  // Whoever signs for a day hears of every broken promise; others of those they answer for.
  const isLeading = may('record.sign-off');
  const isToldHere = isToldOfWalls && (may('policy.approve') || may('policy.publish'));
  return {
    missed: missed.filter(({ responsible }) => isLeading || responsible === who.name),
    places: isToldHere ? await waitingPlaces(home, site) : [],
  };
}
