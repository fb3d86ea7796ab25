import type { Instant } from '../core/clock.ts';
import type { EntryDraft } from '../ledger/entry.ts';
import type { Reader, Tx } from '../store/tables.ts';

/** A promise that is overdue and was not escalated yet. */
export interface NewlyMissed {
  readonly recordId: string;
  readonly number: string;
  readonly site: string;
  readonly rule: string;
  readonly dueAt: Instant;
}

/** Ids in one query: below every engine's parameter limit. */
const idsAtOnce = 400;

/** Which promises of some records were escalated before, as `<record id> <rule>`. */
export async function escalatedBefore(
  db: Reader | Tx,
  recordIds: readonly string[],
): Promise<Set<string>> {
  const ids = [...new Set(recordIds)];
  const known = new Set<string>();
  for (let at = 0; at < ids.length; at += idsAtOnce) {
    const rows = await db
      .selectFrom('deadline_missed')
      .select(['record_id', 'rule'])
      .where('record_id', 'in', ids.slice(at, at + idsAtOnce))
      .execute();
    for (const row of rows) known.add(missedKey({ recordId: row.record_id, rule: row.rule }));
  }
  return known;
}

/** The key under which `escalatedBefore` answers. */
export function missedKey(missed: { recordId: string; rule: string }): string {
  return `${missed.recordId} ${missed.rule}`;
}

/** Notes that a promise was broken; hands back the entry that stands for it, at `seq`. */
export async function insertMissed(
  db: Tx,
  missed: NewlyMissed,
  { at, seq }: { at: Instant; seq: number },
): Promise<EntryDraft> {
  const { recordId, number, site, rule, dueAt } = missed;
  await db
    .insertInto('deadline_missed')
    .values({ record_id: recordId, rule, site, due_at: dueAt, at, entry_seq: seq })
    .execute();
  const facts = { rule, due: dueAt };
  return { kind: 'deadline.missed', subject: number, site, facts };
}
