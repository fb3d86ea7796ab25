import type { Instant } from '../../core/clock.ts';
import type { Reader } from '../../store/tables.ts';
import { requests, type StoredRequest, storedRequest } from './access.ts';

/** The newest requests of a site that somebody asked. */
export async function requestsAskedBy(
  db: Reader,
  asked: { readonly site: string; readonly by: string; readonly limit: number },
): Promise<StoredRequest[]> {
  const rows = await requests(db)
    .where('request.site', '=', asked.site)
    .where('request.asked_by', '=', asked.by)
    .orderBy('request.id', 'desc')
    .limit(asked.limit)
    .execute();
  return rows.map(storedRequest);
}

/** The newest requests of a site that somebody decided, or looked for. */
export async function requestsHandledBy(
  db: Reader,
  asked: {
    readonly site: string;
    readonly by: string;
    readonly since: Instant;
    readonly limit: number;
  },
): Promise<StoredRequest[]> {
  const { site, by, since, limit } = asked;
  const rows = await requests(db)
    .where('request.site', '=', site)
    .where((where) =>
      where.or([where('state.decided_by', '=', by), where('state.looked_by', '=', by)]),
    )
    .where('state.decided_at', '>=', since)
    .orderBy('state.decided_at', 'desc')
    .limit(limit)
    .execute();
  return rows.map(storedRequest);
}
