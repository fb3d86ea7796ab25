import type { Requester } from '../../access/model.ts';
import { demand } from '../../access/rules.ts';
import { actorText } from '../../core/actor.ts';
import { AppError } from '../../core/app-error.ts';
import { newId } from '../../core/ids.ts';
import { localDateOf } from '../../core/month.ts';
import { approvalOf } from '../../dispatch/rules.ts';
import type { Home } from '../../home/open.ts';
import { monthKeyName } from '../../ledger/entry.ts';
import type { Once } from '../../ledger/transact.ts';
import type { VoidRecord } from '../model.ts';
import { getRecordRow } from '../queries/find-record.ts';
import { findRecordRow } from '../rows/record-rows.ts';
import { retainedThrough } from '../rules/retention.ts';

/**
 * Voids a wrongly filed record: it stays visible and keeps its number.
 *
 * `approver` is who signed in beside the asker to approve it.
 * Errors: `forbidden` (either of them, or one and the same person), `not-found`, `conflict` (voided
 * before).
 */
export async function voidRecord(
  home: Pick<Home, 'ledger' | 'catalogue'>,
  who: Requester,
  input: VoidRecord & { number: string; approver: Requester },
  once?: Once,
): Promise<{ number: string }> {
  const { ledger } = home;
  const seen = await getRecordRow(ledger.store.read, who, input.number, 'record.correct');
  const { number, site } = seen;
  demand(input.approver, 'record.void', { site });
  const approval = approvalOf(who, input.approver);
  if (approval instanceof AppError) throw approval;
  const id = newId('void', ledger.clock, ledger.entropy);
  return ledger.transact(
    who.actor,
    async ({ db, now, seq }) => {
      const row = await findRecordRow(db, number);
      if (row === undefined || row.status === 'void') {
        throw new AppError('conflict', `${number} 已经作废过了。`);
      }
      await db
        .insertInto('record_void')
        .values({
          record_id: row.id,
          content_id: id,
          at: now,
          by_actor: actorText(who.actor),
          entry_seq: seq,
        })
        .execute();
      const today = localDateOf(now, home.catalogue.document.timeZone);
      const through = row.kept_years === null ? null : retainedThrough(today, row.kept_years);
      await db
        .updateTable('record_state')
        .set({
          status: 'void',
          closed_at: row.closed_at ?? now,
          retained_through: row.retained_through ?? through,
        })
        .where('record_id', '=', row.id)
        .execute();
      const value = { number, reason: input.reason, ...approval };
      const { month, category, class: bag } = row;
      return {
        result: { number },
        entries: [
          {
            kind: 'record.voided',
            subject: number,
            site,
            content: { id, keyName: monthKeyName(row), value },
            facts: { category, month, class: bag, approver: approval.approverId },
          },
        ],
      };
    },
    once,
  );
}
