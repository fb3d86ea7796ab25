import type { Category } from '../../catalogue/model.ts';
import type { Instant } from '../../core/clock.ts';
import { instantOf, isLocalDate, type LocalDate } from '../../core/month.ts';
import type { Fields } from './fields.ts';
import { readPeriod } from './read-time.ts';

/**
 * The day on which a record happened, by its category's time field.
 *
 * A statistic that names its period only (2026年9月) happens on the period's last day. Undefined
 * where the field is empty or names no day.
 */
export function occurredOnOf(category: Category, fields: Readonly<Fields>): LocalDate | undefined {
  const value = fields[category.time.field];
  if (typeof value !== 'string') return undefined;
  const day = value.slice(0, 10);
  if (isLocalDate(day)) return day;
  const month = readPeriod(value);
  if (month === undefined) return undefined;
  return Temporal.PlainYearMonth.from(month).toPlainDate({ day: 31 }).toString();
}

/** The instant at which a record happened; a day without a time counts from its midnight. */
export function occurredAtOf(
  category: Category,
  fields: Readonly<Fields>,
  zone: string,
): Instant | undefined {
  const day = occurredOnOf(category, fields);
  if (day === undefined) return undefined;
  const value = String(fields[category.time.field]);
  return instantOf(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/.test(value) ? value : day, zone);
}
