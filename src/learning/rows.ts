import type { Instant } from '../core/clock.ts';
import type { Tx } from '../store/tables.ts';
import type { Learned } from './model.ts';

/**
 * Keeps that a person learned a version, in whoever's transaction it was learned. Resolves to false
 * where they had learned it before: the first way stands, and nothing is written.
 */
export async function insertLearned(
  db: Tx,
  { person, code, version, how, source }: Learned,
  { at, seq }: { readonly at: Instant; readonly seq: number },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('policy_learned')
    .values({ person_id: person, policy: code, version, how, source, at, entry_seq: seq })
    .onConflict((conflict) => conflict.columns(['person_id', 'policy', 'version']).doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}
