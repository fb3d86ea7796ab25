import type { Category } from '../../catalogue/model.ts';
import type { LocalDate } from '../../core/month.ts';

/** The bag of a month in which a record lies: five years, ten years, or longer. */
export type RetentionClass = 'y5' | 'y10' | 'long';

/**
 * The last day on which a record must still be kept: whole years from 1 January after the matter
 * was closed, so closed in October 2026 with 10 years gives 2036-12-31.
 *
 * Units: years. Source: C-6.7, RET-01.
 */
export function retainedThrough(closedOn: LocalDate, years: number): LocalDate {
  return `${String(Number(closedOn.slice(0, 4)) + years).padStart(4, '0')}-12-31`;
}

/** The class whose bag a category's records go into; a period in between goes to the longer one. */
export function classOf(category: Pick<Category, 'retention'>): RetentionClass {
  if ('permanent' in category.retention) return 'long';
  const { years } = category.retention;
  if (years <= 5) return 'y5';
  return years <= 10 ? 'y10' : 'long';
}
