import { AppError } from '../core/app-error.ts';
import { newId } from '../core/ids.ts';
import type { Home } from '../home/open.ts';

/** A search kept under a name; `query` is the address behind the question mark. */
export interface SavedSearch {
  readonly id: string;
  readonly title: string;
  readonly query: string;
}

const mostSaved = 50;
const longest = { title: 60, query: 2000 };

/** A person's saved searches, by name. */
export async function listSavedSearches(
  home: Pick<Home, 'store'>,
  personId: string,
): Promise<SavedSearch[]> {
  return home.store.read
    .selectFrom('saved_search')
    .select(['id', 'title', 'query'])
    .where('person_id', '=', personId)
    .orderBy('title')
    .limit(mostSaved)
    .execute();
}

/**
 * Keeps a search under a name, in place of the person's one of the same name.
 *
 * Errors: `invalid` (no name, or too long), `limit` (too many).
 */
export async function saveSearch(
  home: Pick<Home, 'store' | 'clock' | 'entropy'>,
  personId: string,
  { title, query }: Omit<SavedSearch, 'id'>,
): Promise<void> {
  const name = title.trim();
  if (name === '' || name.length > longest.title || query.length > longest.query) {
    const message = name === '' ? '请给这个查询起个名字' : `名字请写在 ${longest.title} 字以内`;
    throw new AppError('invalid', '没有保存这个查询。', {
      problems: [{ field: 'title', rule: 'required', message }],
    });
  }
  const known = await listSavedSearches(home, personId);
  if (known.length >= mostSaved && !known.some((one) => one.title === name)) {
    throw new AppError('limit', `保存的查询已有 ${mostSaved} 个，请先删去不用的。`);
  }
  const row = { id: newId('sav', home.clock, home.entropy), person_id: personId, query };
  await home.store.scratch(async (db) => {
    await db
      .deleteFrom('saved_search')
      .where('person_id', '=', personId)
      .where('title', '=', name)
      .execute();
    await db
      .insertInto('saved_search')
      .values({ ...row, title: name, saved_at: home.clock.now() })
      .execute();
  });
}

/** Forgets a person's saved search; another's is not touched. */
export async function dropSavedSearch(
  home: Pick<Home, 'store'>,
  personId: string,
  id: string,
): Promise<void> {
  await home.store.scratch((db) =>
    db.deleteFrom('saved_search').where('person_id', '=', personId).where('id', '=', id).execute(),
  );
}
