import type { Category } from '../../catalogue/model.ts';
import type { Instant } from '../../core/clock.ts';
import { instantOf, isLocalDate } from '../../core/month.ts';
import { type Fields, holds } from './fields.ts';

/**
 * When the matter was over, which starts its retention; undefined while it is open.
 *
 * Source: RET-01 (a lease at its end, a claim at payment, most records when they happen).
 */
export function closedAtOf(
  category: Category,
  fields: Readonly<Fields>,
  { occurredAt, zone }: { occurredAt: Instant; zone: string },
): Instant | undefined {
  const { closing } = category;
  if (closing.by === 'occurrence') {
    return closing.when === undefined || holds(closing.when, fields) ? occurredAt : undefined;
  }
  const value = fields[closing.field];
  const isTime = typeof value === 'string' && isLocalDate(value.slice(0, 10));
  return isTime ? instantOf(value, zone) : undefined;
}
