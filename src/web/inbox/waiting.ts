import type { Requester } from '../../access/model.ts';
import { can } from '../../access/rules.ts';
import { type WaitingAccess, waitingAccesses } from '../../archives/queries/waiting.ts';
import { listOpenProposals } from '../../bundles/rows.ts';
import { actorText } from '../../core/actor.ts';
import type { Instant } from '../../core/clock.ts';
import type { LocalDate } from '../../core/month.ts';
import type { Home } from '../../home/open.ts';
import { countOwed, type OwedCount } from '../../learning/queries/person-learning.ts';
import { type WaitingVersion, waitingVersions } from '../../policies/queries/waiting.ts';
import { daysToSign } from '../../records/queries/days-to-sign.ts';
import { type WaitingPlace, waitingPlaces } from '../../walls/queries/waiting.ts';

/** What the inbox is read from. */
export type InboxHome = Pick<Home, 'store' | 'catalogue' | 'clock'>;

/** A month that one person has signed for, and that waits for a second. */
export interface WaitingSeal {
  readonly month: string;
  readonly supplement: number;
  readonly proposedBy: string;
  readonly since: Instant;
}

/** Everything that waits for one person at a site, by kind. */
export interface Waiting {
  readonly accesses: readonly WaitingAccess[];
  readonly versions: readonly WaitingVersion[];
  readonly days: readonly LocalDate[];
  readonly seals: readonly WaitingSeal[];
  readonly places: readonly WaitingPlace[];
  /** What they have still to learn, if anything. */
  readonly learning: OwedCount | undefined;
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
    learning: await countOwed(home, who),
  };
}

async function waitingSeals(home: InboxHome, who: Requester, site: string): Promise<WaitingSeal[]> {
  const me = actorText(who.actor);
  const proposals = await listOpenProposals(home.store.read, site);
  return proposals
    .filter(({ by }) => by !== me)
    .map(({ month, supplement, by, at }) => ({ month, supplement, proposedBy: by, since: at }));
}

/** Who stands at the desk goes and hangs the sheets; those above are only told. */
function isKeeperOfWalls(who: Requester, site: string): boolean {
  return who.roles.some(
    (held) =>
      (held.site === site || held.site === '*') && ['clerk', 'administration'].includes(held.role),
  );
}
