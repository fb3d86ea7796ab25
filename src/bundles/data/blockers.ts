import { daysOf, spanOf } from '../../core/month.ts';
import type { Blocker, Scope } from '../model.ts';
import { accountOf, type BoundOrder, gapText } from './orders.ts';
import type { BoundRecord, Sources } from './records.ts';
import type { BoundSignOff } from './sign-offs.ts';

/** What a month's evidence says about its own completeness. */
export interface Evidence {
  readonly orders: readonly BoundOrder[];
  readonly signOffs: readonly BoundSignOff[];
  readonly openMatters: readonly string[];
  readonly openRequests: readonly string[];
}

/** What stands in the way of sealing a month; a supplement only adds what was late. */
export function blockersOf(scope: Scope, evidence: Evidence): Blocker[] {
  const account = accountOf(evidence.orders);
  const signed = new Set(evidence.signOffs.map(({ row }) => row.day));
  const found: Blocker[] = [
    { code: 'order-number-missing', title: '派工单缺号', subjects: account.gaps.map(gapText) },
    { code: 'order-not-returned', title: '派工单未收回', subjects: account.notReturned },
    { code: 'matter-unanswered', title: '未办结的事项', subjects: evidence.openMatters },
    { code: 'access-request-open', title: '未办的查档申请', subjects: evidence.openRequests },
    {
      code: 'day-unsigned',
      title: '主管未审阅签字的日子',
      // The desk works on every day of the calendar.
      subjects: daysOf(scope.month).filter((day) => !signed.has(day)),
    },
  ];
  const ofTheMonth = scope.supplement === 0;
  return found.filter(
    ({ code, subjects }) => subjects.length > 0 && (ofTheMonth || code === 'matter-unanswered'),
  );
}

/** Whether a record waits for an answer that was promised. */
export function awaitsAnswer({ status, category }: BoundRecord): boolean {
  const promised = (category.deadlines ?? []).length > 0 && category.closing.by === 'field';
  return status === 'open' && promised;
}

/** Rooms of requests to see an archive that were asked in the month and nobody decided. */
export async function openRequests(sources: Sources, scope: Scope): Promise<string[]> {
  const span = spanOf(scope.month, sources.zone);
  const rows = await sources.db
    .selectFrom('access_request')
    .innerJoin('access_request_state as state', 'state.request_id', 'access_request.id')
    .select(['access_request.room', 'access_request.id'])
    .where('access_request.site', '=', scope.site)
    .where('access_request.asked_at', '>=', span.from)
    .where('access_request.asked_at', '<', span.until)
    .where('state.status', '=', 'requested')
    .orderBy('access_request.asked_at')
    .execute();
  return rows.map(({ room, id }) => `${room}（${id}）`);
}
