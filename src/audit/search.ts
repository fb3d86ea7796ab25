import type { Requester } from '../access/model.ts';
import { sitesWhere } from '../access/rules.ts';
import { getCategory, getSite } from '../catalogue/catalogue.ts';
import type { Category, SiteDocument } from '../catalogue/model.ts';
import { AppError } from '../core/app-error.ts';
import type { Instant } from '../core/clock.ts';
import { instantOf, isLocalDate, type LocalDate } from '../core/month.ts';
import { type Snippet, snippet } from '../core/search/highlight.ts';
import type { SearchHit } from '../core/search/port.ts';
import { parseQuery, type Query } from '../core/search/query.ts';
import type { Home } from '../home/open.ts';
import { wordsOfRecord } from '../records/commands/index-record.ts';
import { openFields } from '../records/queries/contents.ts';
import { roomAsListed } from '../records/queries/households.ts';
import { headingOf } from '../records/rules/title.ts';

type SearchHome = Pick<Home, 'store' | 'index' | 'catalogue' | 'keyring'>;

/** What is looked for; `until` is exclusive. */
export interface SearchWish {
  readonly q: string;
  readonly site?: string | undefined;
  readonly category?: string | undefined;
  readonly room?: string | undefined;
  readonly from?: LocalDate | undefined;
  readonly until?: LocalDate | undefined;
  readonly after?: string | undefined;
  readonly limit?: number | undefined;
}

/** One thing found, showing no more than the reader may see. */
export interface Found {
  readonly kind: SearchHit['kind'];
  /** The number, room or policy code by which people call it. */
  readonly number: string;
  readonly title: string;
  readonly category: string | null;
  readonly room: string | null;
  readonly at: Instant;
  readonly snippet: Snippet;
}

/** A page of hits; `next` is null on the last one. */
export interface FoundPage {
  readonly items: readonly Found[];
  readonly total: number;
  readonly next: string | null;
}

const usualPageSize = 20;

/** Full-text search, narrowed to what the reader may see before anything is counted. */
export async function searchEverything(
  home: SearchHome,
  who: Requester,
  wish: SearchWish,
): Promise<FoundPage> {
  const { document } = home.catalogue;
  const sites = wish.site
    ? [getSite(document, wish.site).code]
    : document.sites.map(({ code }) => code);
  const readable = sitesWhere(who, 'record.read', sites);
  const room = wish.room && (await roomOf(home, readable, wish.room));
  const found = await home.index.search(home.store.read, {
    query: wish.q,
    // Policies belong to the whole house, which the index spells `*`.
    sites: [...readable, '*'],
    scopes: scopesOf(document),
    // Who works at one site and only reads another's records does not find that one's papers.
    scopeSites: { archive: sitesWhere(who, 'archive.read', sites) },
    limit: wish.limit ?? usualPageSize,
    ...(wish.category ? { category: getCategory(document, wish.category).code } : {}),
    ...(room ? { room } : {}),
    ...(wish.from ? { from: dayOf(document, wish.from, 'from') } : {}),
    ...(wish.until ? { until: dayOf(document, wish.until, 'until') } : {}),
    ...(wish.after ? { after: wish.after } : {}),
  });
  const shown = await showHits(home, found.ids, parseQuery(wish.q));
  return { items: shown, total: found.total, next: found.next };
}

/** A room in the spelling of the one site that is searched; of several, each has its own. */
async function roomOf(home: SearchHome, sites: readonly string[], typed: string): Promise<string> {
  const [only, ...more] = sites;
  if (only === undefined || more.length > 0) return typed;
  return roomAsListed(home.store.read, getSite(home.catalogue.document, only), typed);
}

/** Every right that a hit may need. */
export function scopesOf(document: SiteDocument): string[] {
  return [...document.categories.map(({ code }) => `record:${code}`), 'policy', 'archive'];
}

/** Midnight of a typed day. Errors: `invalid`. */
export function dayOf(document: SiteDocument, day: string, field: string): Instant {
  if (isLocalDate(day)) return instantOf(day, document.timeZone);
  throw new AppError('invalid', `日期“${day}”不对。`, {
    problems: [{ field, rule: 'date', message: '请写成 2026-10-02' }],
  });
}

/** Hits as they may be shown, in their order. */
export async function showHits(
  home: SearchHome,
  hits: readonly SearchHit[],
  query: Query,
): Promise<Found[]> {
  const idsOf = (kind: SearchHit['kind']) =>
    hits.filter((hit) => hit.kind === kind).map(({ id }) => id);
  const texts = new Map([
    ...(await recordTexts(home, idsOf('record'))),
    ...(await documentTexts(home, idsOf('document'))),
    ...(await policyTexts(home, idsOf('policy'))),
  ]);
  return hits.flatMap(({ id, kind, at }) => {
    const text = texts.get(id);
    if (text === undefined) return []; // disposed of since it was indexed
    const { words, ...shown } = text;
    return [{ kind, at, ...shown, snippet: snippet(words, query) }];
  });
}

type FoundText = Pick<Found, 'number' | 'title' | 'category' | 'room'> & { words: string };

async function recordTexts(home: SearchHome, ids: string[]): Promise<Map<string, FoundText>> {
  if (ids.length === 0) return new Map();
  const rows = await home.store.read
    .selectFrom('record as r')
    .innerJoin('record_state as s', 's.record_id', 'r.id')
    .select(['r.id', 'r.number', 'r.category', 's.room', 'r.catalogue_version', 's.corrections'])
    .where('r.id', 'in', ids)
    .execute();
  const opened = await openFields(home.store.read, home.keyring, rows);
  const texts = new Map<string, FoundText>();
  const categoryOf = categoriesOf(home);
  for (const { id, number, room, ...row } of rows) {
    const fields = opened.get(id)?.fields;
    if (fields === undefined) continue;
    const category = await categoryOf(row);
    const { title } = headingOf(category, fields);
    const words = wordsOfRecord({ number, category, fields, room });
    texts.set(id, { number, title, category: category.code, room, words });
  }
  return texts;
}

/** Looks up each category once: a page holds few. */
function categoriesOf(home: SearchHome) {
  const known = new Map<string, Category>();
  return async (row: { catalogue_version: number; category: string }): Promise<Category> => {
    const key = `${row.catalogue_version}/${row.category}`;
    const category =
      known.get(key) ?? getCategory(await home.catalogue.at(row.catalogue_version), row.category);
    known.set(key, category);
    return category;
  };
}

async function documentTexts(home: SearchHome, ids: string[]): Promise<Map<string, FoundText>> {
  if (ids.length === 0) return new Map();
  const rows = await home.store.read
    .selectFrom('archive_document as d')
    .innerJoin('archive_document_state as s', 's.document_id', 'd.id')
    .select(['d.id', 's.room', 'd.title', 's.type_order'])
    .where('d.id', 'in', ids)
    .execute();
  return new Map(
    rows.map(({ id, room, title, type_order }) => {
      const number = `${room}/${String(type_order).padStart(2, '0')}`;
      return [id, { number, title, category: null, room, words: `${title}\n${room}` }];
    }),
  );
}

async function policyTexts(home: SearchHome, codes: string[]): Promise<Map<string, FoundText>> {
  if (codes.length === 0) return new Map();
  const rows = await home.store.read
    .selectFrom('policy as p')
    .innerJoin('policy_version as v', 'v.policy', 'p.code')
    .select(['p.code', 'p.title', 'v.text'])
    .where('p.code', 'in', codes)
    .orderBy('v.version')
    .execute();
  return new Map(
    rows.map(({ code, title, text }) => [
      code,
      { number: code, title, category: null, room: null, words: `${title}\n${text}` },
    ]),
  );
}
