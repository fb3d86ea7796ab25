import type { Requester } from '../access/model.ts';
import { demand } from '../access/rules.ts';
import { getSite, sitePrefix } from '../catalogue/catalogue.ts';
import { actorText } from '../core/actor.ts';
import { AppError } from '../core/app-error.ts';
import { newId } from '../core/ids.ts';
import { monthOf } from '../core/month.ts';
import type { Home } from '../home/open.ts';
import type { Once } from '../ledger/transact.ts';
import { getRecordRow } from '../records/queries/find-record.ts';
import { loadHouseholds } from '../records/queries/households.ts';
import { numberText, takeNumber } from '../records/rows/number-series.ts';
import { findRecordRow } from '../records/rows/record-rows.ts';
import type { Tx } from '../store/tables.ts';
import { type CheckInCopy, copyTitles, type TakeOrder, type VoidOrder } from './model.ts';
import { getOrderRow } from './queries.ts';
import { findOrderRow, insertCopy, insertOrder, orderKeyName } from './rows.ts';
import { approvalOf, orderSeries } from './rules.ts';

type OrderHome = Pick<Home, 'ledger' | 'catalogue'>;

/**
 * Takes the next dispatch number of the present month, without a gap.
 *
 * Errors: `forbidden`, `not-found` (site or record), `invalid` (room), `conflict` (void record).
 * Source: C-2.7.
 */
export async function takeOrder(
  home: OrderHome,
  who: Requester,
  input: TakeOrder,
  once?: Once,
): Promise<{ number: string }> {
  const { ledger } = home;
  const { document } = home.catalogue;
  const site = getSite(document, input.site);
  demand(who, 'order.take', { site: site.code });
  const seen =
    input.record === undefined
      ? undefined
      : await getRecordRow(ledger.store.read, who, input.record, 'record.read');
  if (seen !== undefined && seen.site !== site.code) {
    throw new AppError('invalid', `${seen.number} 是别的项目的登记，请在那个项目开单。`);
  }
  const room = await roomOf(home, site, input.room ?? seen?.current_room ?? undefined);
  return ledger.transact(
    who.actor,
    async ({ db, now, seq }) => {
      if (seen !== undefined) await refuseVoidRecord(db, seen.number);
      const month = monthOf(now, document.timeZone);
      const series = { site: site.code, series: orderSeries, month };
      const ordinal = await takeNumber(db, series);
      const number = numberText(sitePrefix(document, site.code), series, ordinal);
      const order = {
        id: newId('ord', ledger.clock, ledger.entropy),
        site: site.code,
        number,
        month,
        ordinal,
        takenAt: now,
        takenBy: actorText(who.actor),
        room,
        record: seen?.number ?? null,
        source: 'desk' as const,
        status: 'issued' as const,
        content: {
          number,
          matter: input.matter,
          department: input.department ?? '',
          engineer: input.engineer ?? '',
        },
      };
      return { result: { number }, entries: [await insertOrder(db, order, seq)] };
    },
    once,
  );
}

/**
 * Voids an order: its number stays, with reason and approver.
 *
 * Errors: `forbidden` (either person, or one and the same), `not-found`, `conflict` (done or voided
 * before). Source: C-2.7.
 */
export async function voidOrder(
  home: OrderHome,
  who: Requester,
  input: VoidOrder & { number: string; approver: Requester },
  once?: Once,
): Promise<{ number: string }> {
  const { ledger } = home;
  const { id, number, site, month } = await getOrderRow(
    ledger.store.read,
    who,
    input.number,
    'order.take',
  );
  demand(input.approver, 'order.void', { site });
  const approval = approvalOf(who, input.approver);
  if (approval instanceof AppError) throw approval;
  const contentId = newId('void', ledger.clock, ledger.entropy);
  return ledger.transact(
    who.actor,
    async ({ db }) => {
      const row = await findOrderRow(db, number);
      if (row?.status !== 'issued') {
        const state = row?.status === 'void' ? '已经作废' : '已完成，不能作废';
        throw new AppError('conflict', `${number} ${state}。`);
      }
      await db
        .updateTable('dispatch_state')
        .set({ status: 'void', void_content_id: contentId })
        .where('order_id', '=', id)
        .execute();
      const value = { number, reason: input.reason, ...approval };
      const keyName = orderKeyName({ site, month });
      return {
        result: { number },
        entries: [
          {
            kind: 'order.voided',
            subject: number,
            site,
            content: { id: contentId, keyName, value },
            facts: { month, approver: approval.approverId },
          },
        ],
      };
    },
    once,
  );
}

/**
 * Checks a copy in. The customer-service copy comes back signed by the owner: the order is done.
 *
 * Errors: `forbidden`, `not-found`, `conflict` (this copy came in before). Source: C-2.7.
 */
export async function checkIn(
  home: OrderHome,
  who: Requester,
  input: CheckInCopy & { number: string },
  once?: Once,
): Promise<{ number: string }> {
  const { ledger } = home;
  const seen = await getOrderRow(ledger.store.read, who, input.number, 'order.check-in');
  const { id, number, site, month } = seen;
  const { copy } = input;
  return ledger.transact(
    who.actor,
    async ({ db, now, seq }) => {
      const before = await db
        .selectFrom('dispatch_copy')
        .select('at')
        .where('order_id', '=', id)
        .where('copy', '=', copy)
        .executeTakeFirst();
      if (before !== undefined) {
        throw new AppError('conflict', `${number} 的${copyTitles[copy]}已经收回过了。`);
      }
      const by = actorText(who.actor);
      await insertCopy(db, { orderId: id, copy, at: now, by, how: 'checked-in', seq });
      if (copy === 'service') {
        // All sheets of a void are kept too; its state stays.
        await db
          .updateTable('dispatch_state')
          .set({ status: 'done' })
          .where('order_id', '=', id)
          .where('status', '=', 'issued')
          .execute();
      }
      return {
        result: { number },
        entries: [{ kind: 'order.checked-in', subject: number, site, facts: { month, copy } }],
      };
    },
    once,
  );
}

async function roomOf(
  home: OrderHome,
  site: { code: string; roomPattern: string },
  typed: string | undefined,
): Promise<string | null> {
  if (typed === undefined || typed.trim() === '') return null;
  const { rooms } = await loadHouseholds(home.ledger.store.read, site);
  const match = rooms.match(typed);
  if ('room' in match) return match.room;
  const hint = match.suggestions.length > 0 ? `是不是 ${match.suggestions.join(' / ')}？` : '';
  const message = `没有 ${match.unknown} 这个房号，${hint || '请对照业户名册改正'}`;
  throw new AppError('invalid', `${message}。`, {
    problems: [{ field: 'room', rule: 'room', message }],
  });
}

async function refuseVoidRecord(db: Tx, number: string): Promise<void> {
  const row = await findRecordRow(db, number);
  if (row?.status !== 'void') return;
  throw new AppError('conflict', `登记 ${number} 已作废，不能再派工。`);
}
