import type { Instant } from '../clock.ts';
import type { Month } from '../month.ts';

/** What the text index holds things about. */
export type IndexedKind = 'record' | 'document' | 'policy';

/**
 * One thing to be found by its words. Fields marked `personal` never stand in `text`: that is the
 * duty of who builds it.
 */
export interface IndexedDocument {
  readonly id: string;
  readonly kind: IndexedKind;
  readonly site: string;
  /** The right needed to see it, such as `record:01`. */
  readonly scope: string;
  readonly category?: string;
  readonly at: Instant;
  readonly month?: Month;
  /** The room in its canonical spelling. */
  readonly room?: string;
  readonly text: string;
}

/**
 * What is looked for, and by whom: only what lies in one of `sites` and needs one of `scopes` is
 * matched, counted or paged at all. `from` is inclusive, `until` exclusive.
 */
export interface SearchRequest {
  readonly query: string;
  readonly sites: readonly string[];
  readonly scopes: readonly string[];
  /** Where a scope is held, of those that are not held at every one of `sites`. */
  readonly scopeSites?: Readonly<Record<string, readonly string[]>>;
  readonly kinds?: readonly IndexedKind[];
  readonly category?: string;
  readonly month?: Month;
  readonly room?: string;
  readonly from?: Instant;
  readonly until?: Instant;
  readonly after?: string;
  readonly limit: number;
}

export interface SearchHit {
  readonly id: string;
  readonly kind: IndexedKind;
  readonly at: Instant;
}

/** Hits newest first; `next` is what to pass as `after` for the following page. */
export interface SearchPage {
  readonly ids: readonly SearchHit[];
  readonly total: number;
  readonly next: string | null;
}

/**
 * Full text over everything filed, written in the transaction of what it is about.
 *
 * A text is found by exactly the queries that `matchesQuery` accepts, and a query without a word
 * finds nothing. `Database` is whatever the adapter runs its statements on.
 * Errors: `limit` for a query too long, `invalid` for an `after` that no page gave out.
 */
export interface TextIndex<Database> {
  /** Adds a document, or replaces the one of the same id. */
  put(db: Database, document: IndexedDocument): Promise<void>;
  /** Takes a document out; an unknown id is no error. */
  remove(db: Database, id: string): Promise<void>;
  /** Rewrites the index so that nothing of removed documents is left in it. Slow: disposition only. */
  purge(db: Database): Promise<void>;
  search(db: Database, request: SearchRequest): Promise<SearchPage>;
}
