import type { Instant } from '../../core/clock.ts';
import { newId } from '../../core/ids.ts';
import { localDateOf } from '../../core/month.ts';
import { insertLearned, withdrawLearned } from '../../learning/rows.ts';
import type { EntryDraft } from '../../ledger/entry.ts';
import { inForceOn } from '../../policies/queries/policies.ts';
import type { Tx } from '../../store/tables.ts';
import type { StoredSession } from '../queries/load.ts';
import { trainingKey } from '../rows.ts';
import type { TrainingHome } from './training-home.ts';

/**
 * Keeps that people learned the policies of a session, in the version in force on its day. Resolves
 * to the entries, the first of which stands at `filed.seq`; what was learned before is left as it is.
 *
 * Source: C-5.3, POL-10.
 */
export async function keepLearned(
  { ledger }: TrainingHome,
  db: Tx,
  made: { session: StoredSession; learners: readonly string[] },
  filed: { at: Instant; seq: number; timeZone: string },
): Promise<EntryDraft[]> {
  const { session, learners } = made;
  const day = localDateOf(session.startsAt, filed.timeZone);
  const entries: EntryDraft[] = [];
  for (const code of session.policies) {
    const version = (await inForceOn(db, code, day))?.version;
    if (version === undefined) continue;
    for (const person of learners) {
      const learned = { person, code, version, how: 'training', source: session.id } as const;
      const at = { at: filed.at, seq: filed.seq + entries.length };
      if (!(await insertLearned(db, learned, at))) continue;
      const id = newId('lrn', ledger.clock, ledger.entropy);
      entries.push({
        kind: 'policy.learned',
        subject: code,
        site: session.site,
        facts: { version, how: 'training', source: session.id },
        content: { id, keyName: trainingKey, value: { person } },
      });
    }
  }
  return entries;
}

/**
 * Takes back what somebody learned by a session that they no longer pass, since a result was put
 * right. Resolves to the entries, the first of which stands at `filed.seq`.
 */
export async function takeBackLearned(
  { ledger }: TrainingHome,
  db: Tx,
  failed: { session: StoredSession; person: string },
  filed: { at: Instant; seq: number },
): Promise<EntryDraft[]> {
  const { session, person } = failed;
  const undone = await withdrawLearned(db, { person, session: session.id }, filed);
  return undone.map(({ code, version }) => ({
    kind: 'policy.unlearned',
    subject: code,
    site: session.site,
    facts: { version, source: session.id },
    content: {
      id: newId('lrn', ledger.clock, ledger.entropy),
      keyName: trainingKey,
      value: { person },
    },
  }));
}
