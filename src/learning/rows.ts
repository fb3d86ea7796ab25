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
  const known = await db
    .selectFrom('policy_known')
    .select('entry_seq')
    .where('person_id', '=', person)
    .where('policy', '=', code)
    .where('version', '=', version)
    .executeTakeFirst();
  if (known !== undefined) return false;
  await db
    .insertInto('policy_learned')
    .values({ person_id: person, policy: code, version, how, source, at, entry_seq: seq })
    .execute();
  return true;
}

/**
 * Takes back what a person learned by a training whose result was corrected; the rows stay, and no
 * longer count. Resolves to what they have to learn again; the first is filed by the entry `seq`.
 */
export async function withdrawLearned(
  db: Tx,
  { person, session }: { readonly person: string; readonly session: string },
  { at, seq }: { readonly at: Instant; readonly seq: number },
): Promise<{ code: string; version: number }[]> {
  const rows = await db
    .selectFrom('policy_known')
    .select(['policy', 'version', 'entry_seq'])
    .where('person_id', '=', person)
    .where('how', '=', 'training')
    .where('source', '=', session)
    .orderBy('entry_seq')
    .execute();
  for (const [index, { entry_seq: learned }] of rows.entries()) {
    await db
      .insertInto('policy_unlearned')
      .values({ learned_seq: learned, at, entry_seq: seq + index })
      .execute();
  }
  return rows.map(({ policy, version }) => ({ code: policy, version: Number(version) }));
}
