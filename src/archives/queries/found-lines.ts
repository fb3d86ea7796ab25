import type { Requester } from '../../access/model.ts';
import type { Home } from '../../home/open.ts';
import type { FoundHousehold, HouseholdLine } from '../model.ts';
import { findHouseholds } from './find-households.ts';
import { currentHouseholds, linesOf } from './households.ts';

/** A household that was found, as a line of the list, and by what it was found. */
export interface FoundLine {
  readonly line: HouseholdLine;
  readonly by: FoundHousehold['by'];
}

/**
 * The households that answer what was typed, best first, as lines of the list: names masked.
 *
 * Errors: as `findHouseholds`. Source: OWN-08.
 */
export async function findLines(
  home: Pick<Home, 'store' | 'keyring' | 'catalogue' | 'finder'>,
  who: Requester,
  asked: { q: string; site: string; limit: number },
): Promise<FoundLine[]> {
  const found = await findHouseholds(home, who, asked);
  const rooms = found.map(({ room }) => room);
  const lines = await linesOf(home, await currentHouseholds(home.store.read, asked.site, rooms));
  const byRoom = new Map(lines.map((line) => [line.room, line]));
  return found.flatMap(({ room, by }) => {
    const line = byRoom.get(room);
    return line === undefined ? [] : [{ line, by }];
  });
}
