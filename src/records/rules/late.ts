import type { Category } from '../../catalogue/model.ts';
import { type Instant, instantAfter } from '../../core/clock.ts';
import { instantOf, localDateOf, nextDay } from '../../core/month.ts';

/** From when on what is written down is a late entry (补录). Units: minutes. */
const lateAfter = 24 * 60;

/**
 * Whether something happened so long ago that its filing is a late entry. What names its day only
 * counts from that day's end; a statistic, which names the period it counts, is never late.
 */
export function isLate(
  category: Category,
  occurredAt: Instant,
  { now, zone }: { now: Instant; zone: string },
): boolean {
  const { field, precision } = category.time;
  const type = category.fields.find(({ name }) => name === field)?.type;
  if (type === 'text') return false;
  const over =
    precision === 'minute' ? occurredAt : instantOf(nextDay(localDateOf(occurredAt, zone)), zone);
  return Date.parse(instantAfter(over, { minutes: lateAfter })) < Date.parse(now);
}
