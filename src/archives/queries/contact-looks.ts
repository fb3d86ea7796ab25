import { type ExpressionBuilder, sql } from 'kysely';
import type { Reader, Tables } from '../../store/tables.ts';
import { archiveSubject } from '../rows.ts';
import type { CurrentHousehold } from './households.ts';

/** The kind of entry that tells that name and phone were opened on an order. */
export const contactOpened = 'order.contact-opened';

/** Whether an entry is about a room: about its archive, or about an order to it. */
export function ofRoom(
  db: Reader,
  { site, room }: { readonly site: string; readonly room: string },
) {
  const orders = ordersWithRoom(db)
    .select('o.number')
    .where('o.site', '=', site)
    .where(roomNow, '=', room);
  return (by: ExpressionBuilder<Tables, 'entry'>) =>
    by.or([
      by('subject', '=', archiveSubject(site, room)),
      by.and([by('kind', '=', contactOpened), by('subject', 'in', orders)]),
    ]);
}

/**
 * Whether an entry is about the owner of now: an archive's names its household, an order's goes by
 * its time, since what came before the first owner known is theirs too.
 */
export function isOfHousehold({ id, ordinal, openedAt }: CurrentHousehold) {
  return ({ leaf }: { readonly leaf: string }): boolean => {
    const { kind, at, facts } = JSON.parse(leaf) as {
      kind: string;
      at: string;
      facts?: { household?: string };
    };
    return kind === contactOpened ? ordinal === 1 || at >= openedAt : facts?.household === id;
  };
}

/** The rooms of the orders whose contact was opened, by number; empty where an order has none. */
export async function orderRooms(
  db: Reader,
  leaves: readonly { readonly kind: string; readonly subject: string }[],
): Promise<(number: string) => string> {
  const opened = leaves.filter(({ kind }) => kind === contactOpened);
  const numbers = [...new Set(opened.map(({ subject }) => subject))];
  const rooms = new Map<string, string | null>();
  const atOnce = 400;
  for (let from = 0; from < numbers.length; from += atOnce) {
    const rows = await ordersWithRoom(db)
      .select(['o.number', roomNow.as('room')])
      .where('o.number', 'in', numbers.slice(from, from + atOnce))
      .execute();
    for (const { number, room } of rows) rooms.set(number, room);
  }
  return (number) => rooms.get(number) ?? '';
}

/** The room an order went to: its record's as corrected, else the order's own. */
const roomNow = sql<string | null>`coalesce(s.room, o.room)`;

function ordersWithRoom(db: Reader) {
  return db.selectFrom('dispatch_order as o').leftJoin('record_state as s', 's.number', 'o.record');
}
