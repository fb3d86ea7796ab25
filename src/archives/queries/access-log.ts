import type { Requester } from '../../access/model.ts';
import { namesOfActors } from '../../access/queries.ts';
import { demand } from '../../access/rules.ts';
import { getSite } from '../../catalogue/catalogue.ts';
import { type Month, spanOf } from '../../core/month.ts';
import type { Home } from '../../home/open.ts';
import { getContents } from '../../ledger/content.ts';
import type { Reader } from '../../store/tables.ts';
import type { AccessLogLine } from '../model.ts';
import { contactOpened, isOfHousehold, ofRoom, orderRooms } from './contact-looks.ts';
import { type ArchiveReads, getCurrentHousehold } from './households.ts';

/** The kinds of entries that tell of access to an archive. */
export const accessKinds = [
  'archive.asked',
  'archive.approved',
  'archive.refused',
  'archive.looked',
  'archive.relayed',
  'archive.heard',
  'archive.look-refused',
  'archive.decision-refused',
  'archive.relay-refused',
  contactOpened,
] as const;
export type AccessKind = (typeof accessKinds)[number];

/** What an entry of these kinds says. */
export interface AccessLeaf {
  readonly seq: number;
  readonly at: string;
  readonly kind: string;
  readonly subject: string;
  readonly site?: string;
  readonly actor: string;
  readonly facts?: {
    readonly household?: string;
    readonly request?: string;
    readonly content?: string;
    readonly fields?: readonly string[];
  };
}

interface AccessEntry {
  readonly leaf: string;
}

/**
 * Every ask, approval, refusal and look of a site and month, in the order of the log, with the
 * contacts opened on orders. Values that were looked at stand nowhere in it.
 */
export async function accessLogOf(
  home: Pick<Home, 'store' | 'keyring'>,
  span: { site: string; month: Month; zone: string },
): Promise<AccessLogLine[]> {
  const { from, until } = spanOf(span.month, span.zone);
  const rows = await entries(home.store.read, span.site)
    .where('at', '>=', from)
    .where('at', '<', until)
    .execute();
  return linesOf(home, rows);
}

/** The access log of a month for those who audit. Errors: `forbidden`, `not-found` (site). */
export async function listAccessLog(
  home: ArchiveReads,
  who: Requester,
  asked: { site?: string | undefined; month: Month },
): Promise<AccessLogLine[]> {
  const site = getSite(home.catalogue.document, asked.site).code;
  demand(who, 'log.read', { site });
  const zone = home.catalogue.document.timeZone;
  return accessLogOf(home, { site, month: asked.month, zone });
}

/**
 * Who asked about the owner of a room and who looked, since the archive was opened: what that owner
 * may be told. Errors: as `listAccessLog`.
 */
export async function listRoomAccess(
  home: ArchiveReads,
  who: Requester,
  asked: { site?: string | undefined; room: string },
): Promise<AccessLogLine[]> {
  const { document } = home.catalogue;
  demand(who, 'log.read', { site: getSite(document, asked.site).code });
  const household = await getCurrentHousehold(home.store.read, document, asked);
  const db = home.store.read;
  const rows = await entries(db, household.site).where(ofRoom(db, household)).execute();
  return linesOf(home, rows.filter(isOfHousehold(household)));
}

/** The entries of a site that tell of access; their order is the caller's. */
export function accessEntries(db: Reader, site: string, kinds: readonly string[] = accessKinds) {
  return db
    .selectFrom('entry')
    .select('leaf')
    .where('site', '=', site)
    .where('kind', 'in', [...kinds]);
}

function entries(db: Reader, site: string) {
  return accessEntries(db, site).orderBy('seq');
}

/** Entries as lines of the access log, each with what it was for. */
export async function linesOf(
  home: Pick<Home, 'store' | 'keyring'>,
  rows: readonly AccessEntry[],
): Promise<AccessLogLine[]> {
  const leaves = rows.map(({ leaf }) => JSON.parse(leaf) as AccessLeaf);
  const said = await saidOf(home, leaves);
  const nameOf = await namesOfActors(home.store.read);
  const roomOf = await orderRooms(home.store.read, leaves);
  return leaves.map((leaf) => {
    const { seq, at, kind, subject, actor, facts } = leaf;
    const line = { seq, at, kind, actor, name: nameOf(actor) };
    if (kind === contactOpened) {
      const shown = { fields: ['联系人', '联系电话'], purpose: 'matter', matter: subject } as const;
      return { ...line, site: leaf.site ?? '', room: roomOf(subject), ...shown, request: null };
    }
    const slash = subject.indexOf('/');
    const { purpose = null, matter = null } = said(leaf);
    return {
      ...line,
      site: subject.slice(0, slash),
      room: subject.slice(slash + 1),
      fields: facts?.fields ?? [],
      purpose,
      matter,
      request: facts?.request ?? null,
    };
  });
}

type Said = { purpose?: AccessLogLine['purpose']; matter?: string };

/** What each entry was for: said in its own content, or else in its request's. */
async function saidOf(
  home: Pick<Home, 'store' | 'keyring'>,
  leaves: readonly AccessLeaf[],
): Promise<(leaf: AccessLeaf) => Said> {
  const ids = new Set(
    leaves.flatMap(({ facts }) => [facts?.request ?? [], facts?.content ?? []]).flat(),
  );
  const contents = await getContents(home.store.read, home.keyring, [...ids]);
  const said = (id: string | undefined) => (contents.get(id ?? '')?.value ?? {}) as Said;
  return ({ facts }) => ({ ...said(facts?.request), ...said(facts?.content) });
}
