import type { Requester } from '../../access/model.ts';
import { can } from '../../access/rules.ts';
import type { Home } from '../../home/open.ts';

/** How many things wait for this person at a site; a figure, so it costs one query each. */
export async function countInbox(
  home: Pick<Home, 'store'>,
  who: Requester,
  site: string,
): Promise<number> {
  if (can(who, 'archive.approve', { site }) !== undefined) return 0;
  const { waiting } = await home.store.read
    .selectFrom('access_request as request')
    .innerJoin('access_request_state as state', 'state.request_id', 'request.id')
    .select(({ fn }) => fn.countAll<number>().as('waiting'))
    .where('request.site', '=', site)
    .where('state.status', '=', 'requested')
    .executeTakeFirstOrThrow();
  return Number(waiting);
}
