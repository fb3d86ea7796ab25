import type { Requester } from '../../access/model.ts';
import { type InboxHome, readWaiting, type Waiting } from './waiting.ts';

/** How many things wait for this person at a site: as many as the inbox's first tab shows. */
export async function countInbox(home: InboxHome, who: Requester, site: string): Promise<number> {
  return countOf(await readWaiting(home, who, site));
}

/** How many things wait, of all kinds. */
export function countOf({ accesses, versions, days, seals, places, learning }: Waiting): number {
  const lists = [accesses, versions, days, seals, places];
  return lists.reduce((sum, list) => sum + list.length, learning === undefined ? 0 : 1);
}
