import type { Requester } from '../access/model.ts';
import { actorText } from '../core/actor.ts';
import { AppError } from '../core/app-error.ts';
import type { Month } from '../core/month.ts';

/** The prefix and series of dispatch order numbers. */
export const orderSeries = 'PG';

/** A dispatch order number taken apart. */
export interface OrderNumber {
  /** The site's code that stands in front, without its dash; empty if none does. */
  readonly site: string;
  readonly month: Month;
  readonly ordinal: number;
}

const numberPattern = /^(?:([A-Z0-9]{1,8})-)?PG-(\d{4})(0[1-9]|1[0-2])-(\d{4,})$/;
/** No month has more; a longer number is a slip of the pen that would raise the counter for good. */
const greatestOrdinal = 99_999;

/** Takes a number apart, or undefined if it is none. Shape: `PG-202610-0001`. */
export function partsOfOrderNumber(number: string): OrderNumber | undefined {
  const parts = numberPattern.exec(number);
  if (parts === null) return undefined;
  const ordinal = Number(parts[4]);
  if (ordinal < 1 || ordinal > greatestOrdinal) return undefined;
  return { site: parts[1] ?? '', month: `${parts[2]}-${parts[3]}`, ordinal };
}

/**
 * An order's number as it stands in a site's books: a register of a second site may leave its code
 * out, which is then put in front.
 *
 * Returns the number and its parts, or an AppError `invalid`.
 */
export function orderNumberAt(
  written: string,
  sitePrefix: string,
): { number: string; parts: OrderNumber } | AppError {
  const parts = partsOfOrderNumber(written);
  const wrong = (message: string) =>
    new AppError('invalid', message, {
      problems: [{ field: '派工单号', rule: 'range', message }],
    });
  if (parts === undefined) return wrong(`派工单号 ${written} 不可能，请照派工单核对`);
  if (parts.site !== '' && `${parts.site}-` !== sitePrefix) {
    return wrong(`派工单号 ${written} 属于别的项目，请核对`);
  }
  return { number: parts.site === '' ? `${sitePrefix}${written}` : written, parts };
}

/** The runs of ordinals from 1 to `last` that stand in no row. `present` is in ascending order. */
export function missingRuns(
  present: readonly number[],
  last: number,
): { first: number; last: number }[] {
  const runs: { first: number; last: number }[] = [];
  let expected = 1;
  for (const ordinal of [...present, last + 1]) {
    if (ordinal > expected) runs.push({ first: expected, last: ordinal - 1 });
    expected = ordinal + 1;
  }
  return runs;
}

/** Who approved something, as its content names them. */
export interface Approval {
  readonly approver: string;
  readonly approverId: string;
}

/**
 * The second person behind a void: signed in, and another one than who asks for it.
 *
 * Returns the approval, or an AppError `forbidden`. Source: C-2.7 (void with reason and approver).
 */
export function approvalOf(who: Requester, approver: Requester): Approval | AppError {
  if (approver.actor.kind !== 'person') {
    return new AppError('forbidden', '作废须由主管以上人员本人登录批准，本机操作员不能代批。');
  }
  if (actorText(who.actor) === actorText(approver.actor)) {
    return new AppError('forbidden', '申请人和批准人不能是同一个人，请另请一位主管批准。');
  }
  return { approver: approver.name, approverId: approver.actor.id };
}
