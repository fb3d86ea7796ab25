import type { Requester } from '../../access/model.ts';
import { type InboxHome, readWaiting, type Waiting } from './waiting.ts';

/** How many things wait for this person at a site: as many as the inbox's first tab shows. */
export async function countInbox(home: InboxHome, who: Requester, site: string): Promise<number> {
  return countOf(await readWaiting(home, who, site));
}

/** How many things wait, of all kinds. */
export function countOf({ accesses, versions, days, seals, places }: Waiting): number {
  return accesses.length + versions.length + days.length + seals.length + places.length;
}
