import { monthOf } from '../../core/month.ts';
import type { BagClass, Scope } from '../model.ts';
import { readLaterEntries } from './later-entries.ts';
import type { LaterEvent } from './later-event.ts';
import { openContents, type Sources } from './records.ts';

/** Later events of the month to what was bound before, in the order of the log. */
export async function readLaterEvents(sources: Sources, scope: Scope): Promise<LaterEvent[]> {
  if (scope.supplement > 0) return [];
  const events = [
    ...(await readRecordEvents(sources, scope)),
    ...(await readLaterEntries(sources, scope)),
  ];
  return events.sort((one, other) => one.seq - other.seq);
}

async function readRecordEvents(sources: Sources, scope: Scope): Promise<LaterEvent[]> {
  const found = [
    ...(await rowsOf(sources, scope, 'record_correction')),
    ...(await rowsOf(sources, scope, 'record_void')),
    ...(await rowsOf(sources, scope, 'record_attachment')),
  ].filter((row) => monthOf(row.at, sources.zone) === scope.month);
  const contents = await openContents(
    sources,
    found.map((row) => row.contentId),
  );
  const keys = await keyNames(sources, found);
  return found.flatMap(({ contentId, blob, kind, number, month, at, by, seq, ...row }) => {
    const proven = contents.get(contentId);
    if (proven === undefined) return []; // its class was disposed of since
    const keyName = keys.get(blob ?? '');
    const file = blob === null || keyName === undefined ? undefined : { keyName, address: blob };
    const bag = row.class as BagClass;
    return [{ kind, number, month, class: bag, at, by, seq, copy: undefined, proven, file }];
  });
}

const kinds = {
  record_correction: { kind: 'correction', content: 'id' },
  record_void: { kind: 'void', content: 'content_id' },
  record_attachment: { kind: 'attachment', content: 'id' },
} as const;

/** Rows that stand in the log behind the sealing of the record they concern. */
async function rowsOf(sources: Sources, scope: Scope, table: keyof typeof kinds) {
  const { kind, content } = kinds[table];
  const rows = await sources.db
    .selectFrom(`${table as 'record_attachment'} as event`)
    .innerJoin('record', 'record.id', 'event.record_id')
    .innerJoin('month_seal as seal', (join) =>
      join
        .onRef('seal.site', '=', 'record.site')
        .onRef('seal.month', '=', 'record.month')
        .onRef('seal.supplement', '=', 'record.supplement')
        .onRef('seal.size', '<=', 'event.entry_seq'),
    )
    .selectAll('event')
    .select(['record.number', 'record.month', 'record.class'])
    .where('record.site', '=', scope.site)
    .where('record.month', '!=', scope.month)
    .where('event.entry_seq', '<', scope.size)
    .execute();
  return rows.map((row) => ({
    kind,
    contentId: String(row[content as 'id']),
    blob: table === 'record_attachment' ? row.blob : null,
    number: row.number,
    month: row.month,
    class: row.class,
    at: row.at,
    by: row.by_actor,
    seq: row.entry_seq,
  }));
}

async function keyNames(
  { db }: Sources,
  rows: readonly { readonly blob: string | null }[],
): Promise<Map<string, string>> {
  const addresses = rows.flatMap(({ blob }) => blob ?? []);
  const keys = new Map<string, string>();
  for (let at = 0; at < addresses.length; at += 400) {
    const some = await db
      .selectFrom('blob')
      .select(['address', 'key_name'])
      .where('address', 'in', addresses.slice(at, at + 400))
      .execute();
    for (const { address, key_name } of some) keys.set(address, key_name);
  }
  return keys;
}
