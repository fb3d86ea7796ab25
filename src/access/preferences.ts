import { z } from 'zod';
import type { Store } from '../store/open.ts';

/** How a person likes the pages; it follows them to any machine. */
export const Preferences = z.strictObject({
  lang: z.enum(['zh', 'en']),
  density: z.enum(['comfortable', 'compact']),
  shortcuts: z.boolean(),
});
export type Preferences = z.infer<typeof Preferences>;

/** A person's preferences, or undefined if they never chose any. */
export async function findPreferences(
  store: Pick<Store, 'read'>,
  personId: string,
): Promise<Preferences | undefined> {
  const row = await store.read
    .selectFrom('preference')
    .select(['lang', 'density', 'shortcuts'])
    .where('person_id', '=', personId)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return Preferences.parse({ ...row, shortcuts: row.shortcuts === 1 });
}

/** Keeps a person's preferences. */
export async function savePreferences(
  store: Pick<Store, 'scratch'>,
  personId: string,
  preferences: Preferences,
): Promise<void> {
  const row = { ...preferences, shortcuts: preferences.shortcuts ? 1 : 0 };
  await store.scratch((db) =>
    db
      .insertInto('preference')
      .values({ person_id: personId, ...row })
      .onConflict((conflict) => conflict.column('person_id').doUpdateSet(row))
      .execute(),
  );
}
