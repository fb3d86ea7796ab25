import { spanOf } from '../../core/month.ts';
import type { Reader, Tables } from '../../store/tables.ts';
import type { Scope } from '../model.ts';
import type { LaterEvent } from './later-event.ts';
import { openContents, type Proven, type Sources } from './records.ts';

const kinds = {
  'order.checked-in': 'order-copy',
  'order.voided': 'order-void',
  'day.signed-off': 'sign-off',
} as const;

const atOnce = 400;

/** Copies that came back, orders that were voided and days that were signed after their sealing. */
export async function readLaterEntries(sources: Sources, scope: Scope): Promise<LaterEvent[]> {
  const span = spanOf(scope.month, sources.zone);
  const entries = await sources.db
    .selectFrom('entry')
    .selectAll()
    .where('site', '=', scope.site)
    .where('at', '>=', span.from)
    .where('at', '<', span.until)
    .where('seq', '<', scope.size)
    .where('kind', 'in', Object.keys(kinds))
    .orderBy('seq')
    .execute();
  const told = entries.map(eventOf).filter(({ month }) => month !== scope.month);
  const isBound = await boundBefore(sources.db, scope.site, told);
  const late = told.filter(isBound);
  const contents = await contentsOf(
    sources,
    late.map(({ seq }) => seq),
  );
  return late.map((event) => ({ ...event, proven: contents.get(event.seq) }));
}

function eventOf(entry: Tables['entry']): Omit<LaterEvent, 'proven'> {
  const { actor, facts = {} } = JSON.parse(entry.leaf) as {
    actor: string;
    facts?: { month?: string; day?: string; copy?: string };
  };
  return {
    kind: kinds[entry.kind as keyof typeof kinds],
    number: entry.subject,
    month: facts.month ?? facts.day?.slice(0, 7) ?? '',
    class: 'y10',
    at: entry.at,
    by: actor,
    seq: entry.seq,
    copy: facts.copy,
    file: undefined,
  };
}

/** Tells whether what an event is about had been sealed by then. */
async function boundBefore(
  db: Reader,
  site: string,
  events: readonly Omit<LaterEvent, 'proven'>[],
) {
  const seals = await db
    .selectFrom('month_seal')
    .select(['month', 'size'])
    .where('site', '=', site)
    .execute();
  const taken = new Map<string, number>();
  for (let at = 0; at < events.length; at += atOnce) {
    const numbers = events.slice(at, at + atOnce).map(({ number }) => number);
    const orders = await db
      .selectFrom('dispatch_order')
      .select(['number', 'entry_seq'])
      .where('site', '=', site)
      .where('number', 'in', numbers)
      .execute();
    for (const { number, entry_seq } of orders) taken.set(number, entry_seq);
  }
  return ({ month, number, seq }: Omit<LaterEvent, 'proven'>) =>
    seals.some(
      (seal) => seal.month === month && seal.size <= seq && seal.size > (taken.get(number) ?? -1),
    );
}

async function contentsOf(sources: Sources, seqs: readonly number[]): Promise<Map<number, Proven>> {
  const found = new Map<number, Proven>();
  for (let at = 0; at < seqs.length; at += atOnce) {
    const rows = await sources.db
      .selectFrom('content')
      .select('id')
      .where('entry_seq', 'in', seqs.slice(at, at + atOnce))
      .execute();
    const contents = await openContents(
      sources,
      rows.map(({ id }) => id),
    );
    for (const content of contents.values()) found.set(content.seq, content);
  }
  return found;
}
