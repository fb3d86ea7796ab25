import MiniSearch, {
  type QueryCombination,
  type SearchOptions,
  type SearchResult,
} from 'minisearch';
import {
  type HeaderField,
  type HouseholdHeader,
  type HouseholdTerms,
  plateKey,
  roomStart,
  syllablesOf,
  termsOf,
  wordsOf,
} from './household-terms.ts';
import { isRoomLike, roomKey } from './room-key.ts';

/** Which personal fields the asker may search by; what is not allowed is not matched at all. */
export interface FinderRights {
  readonly names: boolean;
  readonly plates: boolean;
}

export interface FinderRequest {
  readonly site: string;
  readonly limit: number;
  readonly may: FinderRights;
}

/** A household that was found, and by what. */
export interface FinderHit {
  readonly id: string;
  readonly room: string;
  readonly by: readonly ('room' | 'name' | 'plate')[];
}

/** Type-ahead over the households' headers, held in memory only. */
export interface Finder {
  /** Forgets everything and takes in these households. */
  load(rows: Iterable<HouseholdHeader>): void;
  /** Adds a household, or replaces the one of the same id. */
  put(row: HouseholdHeader): void;
  /** Forgets a household; an unknown id is no error. */
  remove(id: string): void;
  /**
   * Households whose room (in any spelling), owner's name (in part, by pinyin or its initials, by
   * the same sound, with one typing error) or plate (in part, with one typing error) answers every
   * word of `query`; the best first.
   */
  find(query: string, request: FinderRequest): FinderHit[];
}

type Indexed = HouseholdTerms & { readonly id: string };

/** Begins each term of a field: one tree holds all terms, and a search walks its own branch. */
const tag: Readonly<Record<HeaderField, string>> = {
  room: 'r',
  name: 'n',
  pinyin: 'y',
  plate: 'p',
};

/** What is typed beyond this is not looked at. Units: UTF-16 code units. */
const queryLength = 60;

/** The least of a plate that is looked for; a single digit is in nearly every one. */
const shortestPlate = 2;

/** From this length on one typing error is forgiven. Units: characters. */
const forgivenLength = { han: 3, latin: 4, plate: 5 };

/** An empty finder. */
export function openFinder(): Finder {
  let index = emptyIndex();
  const rows = new Map<string, HouseholdHeader>();

  function remove(id: string): void {
    const known = rows.get(id);
    if (known === undefined) return;
    // Taken out whole and at once: nothing of a household lingers until some later clean-up.
    index.remove(indexed(known));
    rows.delete(id);
  }

  function put(row: HouseholdHeader): void {
    remove(row.id);
    index.add(indexed(row));
    rows.set(row.id, row);
  }

  return {
    put,
    remove,
    load(all) {
      index = emptyIndex();
      rows.clear();
      for (const row of all) put(row);
    },
    find(query, { site, limit, may }) {
      const asked = queryOf(query.normalize('NFKC').toLowerCase().slice(0, queryLength), may);
      if (asked === undefined) return [];
      const filter: SearchOptions['filter'] = ({ id }) => rows.get(id)?.site === site;
      return index
        .search(asked, { filter })
        .map((hit) => ({ hit, room: rows.get(String(hit.id))?.room ?? '', rank: rankOf(hit) }))
        .sort((a, b) => a.rank - b.rank || byNumbers.compare(a.room, b.room))
        .slice(0, Math.max(0, limit))
        .map(({ hit, room }) => ({ id: String(hit.id), room, by: waysOf(hit) }));
    },
  };
}

const byNumbers = new Intl.Collator('zh', { numeric: true });

function emptyIndex(): MiniSearch<Indexed> {
  return new MiniSearch<Indexed>({
    fields: ['room', 'name', 'pinyin', 'plate'] satisfies HeaderField[],
    extractField: (row, field) =>
      field === 'id'
        ? row.id
        : row[field as HeaderField].map((term) => tag[field as HeaderField] + term).join(' '),
    tokenize: (text) => text.split(' '),
    processTerm: (term) => term,
  });
}

function indexed(row: HouseholdHeader): Indexed {
  return { id: row.id, ...termsOf(row) };
}

function waysOf({ match }: SearchResult): FinderHit['by'] {
  const fields = new Set(Object.values(match).flat() as HeaderField[]);
  const by: FinderHit['by'][number][] = [];
  if (fields.has('room')) by.push('room');
  if (fields.has('name') || fields.has('pinyin')) by.push('name');
  if (fields.has('plate')) by.push('plate');
  return by;
}

/**
 * How far the best match is from what was typed: the whole term, its beginning, a term like it;
 * rooms from their first part and names as they are written come before their like.
 */
function rankOf({ match, queryTerms }: SearchResult): number {
  const ranks = Object.entries(match).map(([term, fields]) => {
    const begun = queryTerms.some((asked) => term.startsWith(asked));
    const far = queryTerms.includes(term) ? 0 : begun ? 2 : 4;
    const beside = fields.every((field) => field === 'pinyin' || field === 'room');
    return far + (beside && !term.startsWith(tag.room + roomStart) ? 1 : 0);
  });
  return Math.min(...ranks);
}

/** What was typed as one room, or as words that must all be answered. */
function queryOf(text: string, may: FinderRights): QueryCombination | undefined {
  const words = text.split(/[\s,，、]+/u).filter((word) => /[\p{L}\p{N}]/u.test(word));
  if (words.length === 0) return undefined;
  const each = words.map((word) => wordQuery(word, may));
  const answered = each.every((query) => query !== undefined) ? [all(each)] : [];
  const room = words.length > 1 && isRoomLike(text) ? roomQueries(text) : [];
  const ways = [...room, ...answered];
  return ways.length === 0 ? undefined : any(ways);
}

function wordQuery(word: string, may: FinderRights): QueryCombination | undefined {
  const ways: QueryCombination[] = [];
  const numbered = /\p{N}/u.test(word);
  if (numbered) ways.push(...roomQueries(word));
  if (may.names && !numbered) ways.push(all(wordsOf(word).map(nameQuery)));
  if (may.plates) ways.push(...plateQueries(word));
  return ways.length === 0 ? undefined : any(ways);
}

function roomQueries(text: string): QueryCombination[] {
  const key = roomKey(text);
  const begun = term('room', roomStart + key);
  // One digit stands somewhere in nearly every room: it counts at the beginning only.
  return key.length === 1 ? [begun] : [begun, term('room', key)];
}

function nameQuery(word: string): QueryCombination {
  if (!/^\p{Script=Han}/u.test(word)) {
    const fuzzy = word.length >= forgivenLength.latin && 1;
    return any([term('pinyin', word, fuzzy), term('name', word, fuzzy)]);
  }
  const length = Array.from(word).length;
  const ways = [term('name', word, length >= forgivenLength.han && 1)];
  // A wrong character of the same sound is the typing error that an input method makes.
  if (length >= 2) ways.push(...syllablesOf(word).map((read) => term('pinyin', read.join(''))));
  return any(ways);
}

function plateQueries(word: string): QueryCombination[] {
  const key = plateKey(word);
  if (key.length < shortestPlate) return [];
  return [term('plate', key, key.length >= forgivenLength.plate && 1)];
}

/** A term as the beginning of an indexed one, or, with `fuzzy` 1, as one that differs once. */
function term(field: HeaderField, text: string, fuzzy: 1 | false = false): QueryCombination {
  return {
    queries: [tag[field] + text],
    fields: [field],
    tokenize: (whole) => [whole],
    prefix: true,
    fuzzy,
  };
}

function all(queries: QueryCombination[]): QueryCombination {
  return { combineWith: 'AND', queries };
}

function any(queries: QueryCombination[]): QueryCombination {
  return { combineWith: 'OR', queries };
}
