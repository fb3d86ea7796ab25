import type { Requester } from '../access/model.ts';
import { namesOfActors } from '../access/queries.ts';
import type { Instant } from '../core/clock.ts';
import type { Home } from '../home/open.ts';
import type { Once } from '../ledger/transact.ts';
import type { Reader, Tx } from '../store/tables.ts';
import type { PrintOrder, SlipProfile } from './model.ts';
import { getOrderRow } from './queries.ts';

const printedKind = 'order.printed';

/** One print of an order's four copies. */
export interface OrderPrint {
  readonly ordinal: number;
  readonly at: Instant;
  readonly by: string;
  readonly profile: SlipProfile;
}

/**
 * Notes that an order's copies are printed; from the second time on the paper says so.
 *
 * Errors: `forbidden`, `not-found`. Source: C-2.7.
 */
export async function printOrder(
  home: Pick<Home, 'ledger'>,
  who: Requester,
  input: PrintOrder & { number: string },
  once?: Once,
): Promise<{ number: string; ordinal: number }> {
  const { ledger } = home;
  const seen = await getOrderRow(ledger.store.read, who, input.number, 'order.take');
  const { number, site, month } = seen;
  return ledger.transact(
    who.actor,
    async ({ db }) => {
      const ordinal = (await printLeaves(db, number)).length + 1;
      const facts = { month, ordinal, profile: input.profile };
      return {
        result: { number, ordinal },
        entries: [{ kind: printedKind, subject: number, site, facts }],
      };
    },
    once,
  );
}

/** The prints of an order, the first one first. Errors: as `getOrderRow`. */
export async function listPrints(
  home: Pick<Home, 'store'>,
  who: Requester,
  number: string,
): Promise<OrderPrint[]> {
  const { read } = home.store;
  const row = await getOrderRow(read, who, number, 'order.read');
  const nameOf = await namesOfActors(read);
  return (await printLeaves(read, row.number)).map(({ leaf }) => {
    const { actor, at, facts } = JSON.parse(leaf) as {
      actor: string;
      at: Instant;
      facts: { ordinal: number; profile: SlipProfile };
    };
    return { ...facts, at, by: nameOf(actor) };
  });
}

function printLeaves(db: Reader | Tx, number: string) {
  return db
    .selectFrom('entry')
    .select('leaf')
    .where('subject', '=', number)
    .where('kind', '=', printedKind)
    .orderBy('seq')
    .execute();
}
