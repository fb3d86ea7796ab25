import { assert } from '../../core/app-error.ts';
import { nextMonth } from '../../core/month.ts';
import type { Tables } from '../../store/tables.ts';
import type { Scope } from '../model.ts';
import { openContents, type Proven, type Sources } from './records.ts';

/** A supervisor's signature under a day (日审阅), as sealed. */
export interface BoundSignOff {
  readonly row: Tables['day_sign_off'];
  readonly proven: Proven;
}

/** The signatures under the days of the month; a supplement brings those made since. */
export async function readSignOffs(sources: Sources, scope: Scope): Promise<BoundSignOff[]> {
  const rows = await sources.db
    .selectFrom('day_sign_off')
    .selectAll()
    .where('site', '=', scope.site)
    .where('day', '>=', `${scope.month}-01`)
    .where('day', '<', `${nextMonth(scope.month)}-01`)
    .where('entry_seq', '>=', scope.from)
    .where('entry_seq', '<', scope.size)
    .orderBy('day')
    .orderBy('entry_seq')
    .execute();
  const contents = await openContents(
    sources,
    rows.map((row) => row.content_id),
  );
  return rows.map((row) => {
    const proven = contents.get(row.content_id);
    assert(proven !== undefined, `the content of the sign-off of ${row.day} is there`);
    return { row, proven };
  });
}
