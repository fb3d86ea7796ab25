import type { Requester } from '../../access/model.ts';
import { can, demand } from '../../access/rules.ts';
import { getSite } from '../../catalogue/catalogue.ts';
import type { Finder } from '../../finder/finder.ts';
import type { HouseholdHeader } from '../../finder/household-terms.ts';
import type { Home } from '../../home/open.ts';
import { getContents } from '../../ledger/content.ts';
import type { FoundHousehold, HouseholdFields } from '../model.ts';
import { currentHouseholds } from './households.ts';

type FinderHome = Pick<Home, 'store' | 'keyring' | 'catalogue' | 'finder'>;

const usualHits = 10;
/** Households opened at once while the finder is filled. */
const openedAtOnce = 500;

/** What each finder has taken in: it is filled again when the archives have moved on. */
const filledWith = new WeakMap<Finder, string>();

/**
 * Households whose room, owner's name (also by pinyin or initials) or plate answers what was typed.
 *
 * Names and plates are matched only for who may read them; no name is given out in either case.
 * Errors: `forbidden`, `not-found` (site). Source: OWN-08.
 */
export async function findHouseholds(
  home: FinderHome,
  who: Requester,
  asked: { q: string; site?: string | undefined; limit?: number | undefined },
): Promise<FoundHousehold[]> {
  const site = getSite(home.catalogue.document, asked.site).code;
  demand(who, 'archive.read', { site });
  const finder = await home.finder();
  await fill(home, finder);
  const isOpen = can(who, 'personal.read', { site }) === undefined;
  const hits = finder.find(asked.q, {
    site,
    limit: asked.limit ?? usualHits,
    may: { names: isOpen, plates: isOpen },
  });
  return hits.map(({ room, by }) => ({ site, room, by: [...by] }));
}

async function fill(home: FinderHome, finder: Finder): Promise<void> {
  const stamp = await stampOf(home);
  if (filledWith.get(finder) === stamp) return;
  const headers: HouseholdHeader[] = [];
  for (const { code } of home.catalogue.document.sites) {
    const households = await currentHouseholds(home.store.read, code);
    for (let at = 0; at < households.length; at += openedAtOnce) {
      const some = households.slice(at, at + openedAtOnce);
      const ids = some.map(({ contentId }) => contentId);
      const contents = await getContents(home.store.read, home.keyring, ids);
      for (const { id, site, room, contentId } of some) {
        const fields = (contents.get(contentId)?.value ?? {}) as HouseholdFields;
        headers.push({ id, site, room, ...wordsOf(fields) });
      }
    }
  }
  finder.load(headers);
  filledWith.set(finder, stamp);
}

function wordsOf(fields: HouseholdFields): { names: string[]; plates: string[] } {
  const split = (value: unknown) =>
    String(value ?? '')
      .split(/[、，,;；]/)
      .map((word) => word.trim())
      .filter((word) => word !== '');
  return { names: split(fields.业主姓名), plates: split(fields.车牌) };
}

/** Changes whenever a household is opened, changed or closed. */
async function stampOf(home: FinderHome): Promise<string> {
  const { count, revisions, closed } = await home.store.read
    .selectFrom('household_state')
    .select(({ fn }) => [
      fn.countAll<number>().as('count'),
      fn.sum<number>('revision').as('revisions'),
      fn.count<number>('closed_at').as('closed'),
    ])
    .executeTakeFirstOrThrow();
  return `${count}/${revisions}/${closed}`;
}
