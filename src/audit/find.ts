import type { Requester } from '../access/model.ts';
import { sitesWhere } from '../access/rules.ts';
import { getCategory, getSite } from '../catalogue/catalogue.ts';
import type { IndexedKind } from '../core/search/port.ts';
import { parseQuery } from '../core/search/query.ts';
import type { Home } from '../home/open.ts';
import { openFields } from '../records/queries/contents.ts';
import { loadHouseholds } from '../records/queries/households.ts';
import type { RetentionClass } from '../records/rules/retention.ts';
import { headingOf } from '../records/rules/title.ts';
import { countFacets, type FacetRow, type FindRequest, facetReach, findPage } from './find-rows.ts';
import { dayOf, type FoundPage, type SearchWish, scopesOf, showHits } from './search.ts';

type FindHome = Pick<Home, 'store' | 'index' | 'catalogue' | 'keyring'>;

/** What is looked for by somebody who audits; words may be left out. `until` is exclusive. */
export interface FindWish extends SearchWish {
  /** Whose rooms a typed room is matched with. */
  readonly home: string;
  readonly kind?: IndexedKind | undefined;
  readonly class?: RetentionClass | undefined;
  readonly person?: string | undefined;
}

/** One value of a facet with its count; `title` is a name where the value itself is none. */
export interface FacetValue {
  readonly value: string;
  readonly hits: number;
}

/** How the hits divide, and over how many of them that was counted. */
export interface Facets {
  readonly category: readonly FacetValue[];
  readonly year: readonly FacetValue[];
  readonly month: readonly FacetValue[];
  readonly class: readonly FacetValue[];
  readonly person: readonly FacetValue[];
  readonly place: readonly FacetValue[];
  /** Whether there are more hits than were counted. */
  readonly isPartial: boolean;
  readonly reach: number;
}

/** A page of hits, with how many of all hits fall to each facet. */
export interface FoundWithFacets extends FoundPage {
  readonly facets: Facets;
  /** The words as they were looked for, rooms in the spelling of the list. */
  readonly query: string;
}

const usualPageSize = 50;

/**
 * Finds by words, filters or both, narrowed to what the reader may see before anything is counted,
 * and says how the hits divide.
 *
 * Errors: `invalid` (a day, a category, a page mark), `limit` (too many words).
 */
export async function findWithFacets(
  home: FindHome,
  who: Requester,
  wish: FindWish,
): Promise<FoundWithFacets> {
  const query = await withListedRooms(home, wish);
  const request = await requestOf(home, who, { ...wish, q: query });
  const limit = wish.limit ?? usualPageSize;
  const page = { limit, ...(wish.after ? { after: wish.after } : {}) };
  const isPlain = request.class === undefined && request.responsible === undefined;
  const hasWords = parseQuery(query).phrases.length > 0;
  // The index alone finds the newest hits of a common word without reading them all.
  const found =
    isPlain && hasWords
      ? await home.index.search(home.store.read, { ...request, ...page })
      : await findPage(home.store, { ...request, ...page });
  const rows = found.total === 0 ? [] : await countFacets(home.store, request);
  return {
    query,
    total: found.total,
    next: found.next,
    items: await showHits(home, found.ids, parseQuery(query)),
    facets: await facetsOf(home, rows, found.total),
  };
}

async function requestOf(home: FindHome, who: Requester, wish: FindWish): Promise<FindRequest> {
  const { document } = home.catalogue;
  const sites = document.sites.map(({ code }) => code);
  const readable = sitesWhere(who, 'record.read', sites);
  const { kind, class: kept, person } = wish;
  const onlyRecords = kept !== undefined || person !== undefined;
  const kinds: readonly IndexedKind[] | undefined =
    kind !== undefined ? [kind] : onlyRecords ? ['record'] : undefined;
  return {
    query: wish.q,
    sites: [...readable, '*'],
    scopes: scopesOf(document),
    scopeSites: { archive: sitesWhere(who, 'archive.read', sites) },
    ...(kinds ? { kinds } : {}),
    ...(wish.category ? { category: getCategory(document, wish.category).code } : {}),
    ...(wish.room ? { room: await roomOf(home, wish, wish.room) } : {}),
    ...(wish.from ? { from: dayOf(document, wish.from, 'from') } : {}),
    ...(wish.until ? { until: dayOf(document, wish.until, 'to') } : {}),
    ...(kept ? { class: kept } : {}),
    ...(person ? { responsible: home.keyring.blind(`responsible:${person.trim()}`) } : {}),
  };
}

async function roomOf(home: FindHome, wish: FindWish, typed: string): Promise<string> {
  const site = getSite(home.catalogue.document, wish.home);
  const match = (await loadHouseholds(home.store.read, site)).rooms.match(typed);
  return 'room' in match ? match.room : typed.trim();
}

/** Words that name a room of the list are looked for as the list spells it: `3栋2单元501`. */
async function withListedRooms(home: FindHome, wish: FindWish): Promise<string> {
  if (!/\d/.test(wish.q)) return wish.q;
  const site = getSite(home.catalogue.document, wish.home);
  const { rooms } = await loadHouseholds(home.store.read, site);
  if (rooms.size === 0) return wish.q;
  return wish.q
    .split(/(\s+)/)
    .map((word) => {
      const match = /\d/.test(word) && word.length <= 30 ? rooms.match(word) : undefined;
      return match !== undefined && 'room' in match ? match.room : word;
    })
    .join('');
}

async function facetsOf(home: FindHome, rows: readonly FacetRow[], total: number): Promise<Facets> {
  const of = (facet: FacetRow['facet']) => rows.filter((row) => row.facet === facet);
  const values = (facet: FacetRow['facet'], most: number) =>
    of(facet)
      .map(({ value, hits }) => ({ value, hits }))
      .slice(0, most);
  return {
    category: values('category', 48),
    year: values('year', 48).sort((one, other) => (one.value < other.value ? 1 : -1)),
    month: values('month', 48).sort((one, other) => (one.value < other.value ? 1 : -1)),
    class: values('class', 3),
    place: values('place', mostNamed),
    person: await namedPeople(home, of('person').slice(0, mostNamed)),
    isPartial: total > facetReach,
    reach: Math.min(total, facetReach),
  };
}

const mostNamed = 8;

/** People are kept as keyed hashes; one record of each tells the name. */
async function namedPeople(home: FindHome, rows: readonly FacetRow[]): Promise<FacetValue[]> {
  if (rows.length === 0) return [];
  const records = await home.store.read
    .selectFrom('record as r')
    .innerJoin('record_state as s', 's.record_id', 'r.id')
    .select(['r.id', 'r.category', 'r.catalogue_version', 's.corrections'])
    .where(
      'r.id',
      'in',
      rows.map(({ sample }) => sample),
    )
    .execute();
  const opened = await openFields(home.store.read, home.keyring, records);
  const names = new Map<string, string>();
  for (const { id, category, catalogue_version } of records) {
    const fields = opened.get(id)?.fields;
    if (fields === undefined) continue;
    const document = await home.catalogue.at(catalogue_version);
    names.set(id, headingOf(getCategory(document, category), fields).responsible);
  }
  return rows.flatMap(({ sample, hits }) => {
    const value = names.get(sample) ?? '';
    return value === '' ? [] : [{ value, hits }];
  });
}
