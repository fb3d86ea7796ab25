import type { LocalDate } from '../../core/month.ts';
import type { Reader } from '../../store/tables.ts';
import { type RoomBook, roomBook } from '../rules/rooms.ts';

/** A site's rooms, and since when each belongs to its present owner. */
export interface Households {
  readonly rooms: RoomBook;
  handoverOf(room: string): LocalDate | undefined;
}

/** A room as the household list spells it; what the list does not know stays as it was typed. */
export async function roomAsListed(
  db: Reader,
  site: { code: string; roomPattern: string },
  typed: string,
): Promise<string> {
  const match = (await loadHouseholds(db, site)).rooms.match(typed);
  return 'room' in match ? match.room : typed;
}

const known = new WeakMap<Reader, Map<string, { stamp: string; households: Households }>>();

/** The households of a site as records are checked against them; read again when one is added. */
export async function loadHouseholds(
  db: Reader,
  site: { code: string; roomPattern: string },
): Promise<Households> {
  const { count, last } = await db
    .selectFrom('household')
    .select(({ fn }) => [fn.countAll<number>().as('count'), fn.max('entry_seq').as('last')])
    .where('site', '=', site.code)
    .executeTakeFirstOrThrow();
  const stamp = `${count}/${last}/${site.roomPattern}`;
  const sites = known.get(db) ?? new Map<string, { stamp: string; households: Households }>();
  known.set(db, sites);
  const cached = sites.get(site.code);
  if (cached?.stamp === stamp) return cached.households;
  const rows = await db
    .selectFrom('household')
    .select(['room', 'handover_on'])
    .where('site', '=', site.code)
    .orderBy('room')
    .orderBy('ordinal')
    .execute();
  // Rows come oldest owner first, so that the present one stands.
  const handovers = new Map(rows.map((row) => [row.room, row.handover_on ?? undefined]));
  const households = {
    rooms: roomBook([...handovers.keys()], site.roomPattern),
    handoverOf: (room: string) => handovers.get(room),
  };
  sites.set(site.code, { stamp, households });
  return households;
}
