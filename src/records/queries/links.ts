import type { Requester } from '../../access/model.ts';
import { can } from '../../access/rules.ts';
import { findOrderRow } from '../../dispatch/rows.ts';
import type { Home } from '../../home/open.ts';
import type { LinkView, RecordView } from '../model.ts';
import { findRecordRow, type RecordRow } from '../rows/record-rows.ts';
import { linesOf } from './record-line.ts';

type LinkingHome = Pick<Home, 'store' | 'keyring' | 'catalogue'>;

/** The thread around a record: what it names, and what names it, records and orders alike. */
export async function linksOf(
  home: LinkingHome,
  who: Requester,
  row: Pick<RecordRow, 'id' | 'number'>,
): Promise<RecordView['links']> {
  const { read } = home.store;
  const named = await read
    .selectFrom('record_link')
    .select(['field', 'target'])
    .where('record_id', '=', row.id)
    .orderBy('field')
    .execute();
  const naming = await read
    .selectFrom('record_link as l')
    .innerJoin('record as r', 'r.id', 'l.record_id')
    .select(['l.field', 'r.number'])
    .where('l.target', '=', row.number)
    .orderBy('r.occurred_at')
    .orderBy('r.number')
    .execute();
  const orders = await read
    .selectFrom('dispatch_order')
    .select('number')
    .where('record', '=', row.number)
    .orderBy('number')
    .execute();
  const known = new Set(named.map(({ target }) => target));
  return Promise.all([
    ...named.map(({ field, target }) => view(home, who, 'names', field, target)),
    ...naming.map(({ field, number }) => view(home, who, 'named-by', field, number)),
    ...orders
      .filter(({ number }) => !known.has(number))
      .map(({ number }) => view(home, who, 'named-by', '派工单', number)),
  ]);
}

async function view(
  home: LinkingHome,
  who: Requester,
  direction: LinkView['direction'],
  field: string,
  number: string,
): Promise<LinkView> {
  const { read } = home.store;
  const record = await findRecordRow(read, number);
  if (record !== undefined) {
    const seen = can(who, 'record.read', { site: record.site }) === undefined;
    const [first] = seen ? await linesOf(home, read, [record], { plain: false }) : [];
    return { direction, kind: 'record', number, field, title: first?.line.title ?? null };
  }
  const kind = (await findOrderRow(read, number)) === undefined ? 'unknown' : 'order';
  return { direction, kind, number, field, title: null };
}
