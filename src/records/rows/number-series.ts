import type { Month } from '../../core/month.ts';
import type { Tx } from '../../store/tables.ts';

/** A run of numbers: one for each site, prefix and month. */
export interface NumberSeries {
  readonly site: string;
  /** The prefix of the numbers, such as `BX` or `PG`. */
  readonly series: string;
  readonly month: Month;
}

/**
 * Takes the next ordinal of a series, without a gap: it is given back with the transaction that
 * fails, and nobody else can take one before that transaction ends.
 */
export async function takeNumber(db: Tx, series: NumberSeries): Promise<number> {
  const taken = await db
    .updateTable('number_series')
    .set((eb) => ({ last: eb('last', '+', 1) }))
    .where('site', '=', series.site)
    .where('series', '=', series.series)
    .where('month', '=', series.month)
    .returning('last')
    .executeTakeFirst();
  if (taken !== undefined) return taken.last;
  await db
    .insertInto('number_series')
    .values({ ...series, last: 1 })
    .execute();
  return 1;
}

/** Raises a series to at least `ordinal`, for a number given out before on paper. */
export async function raiseNumber(db: Tx, series: NumberSeries, ordinal: number): Promise<void> {
  await db
    .insertInto('number_series')
    .values({ ...series, last: ordinal })
    .onConflict((conflict) =>
      conflict
        .columns(['site', 'series', 'month'])
        .doUpdateSet({ last: ordinal })
        .where('number_series.last', '<', ordinal),
    )
    .execute();
}

/**
 * A number as people read it; the width grows past 9999.
 *
 * Shape: `BX-202610-0001`, or `B-BX-202610-0001` with a site's prefix `B-`.
 */
export function numberText(sitePrefix: string, series: NumberSeries, ordinal: number): string {
  const month = series.month.replace('-', '');
  return `${sitePrefix}${series.series}-${month}-${String(ordinal).padStart(4, '0')}`;
}
