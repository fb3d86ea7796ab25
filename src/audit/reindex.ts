import { getCategory } from '../catalogue/catalogue.ts';
import { assert } from '../core/app-error.ts';
import type { Home } from '../home/open.ts';
import { indexRecord } from '../records/commands/index-record.ts';
import { openFields } from '../records/queries/contents.ts';

/** Records written to the index in one transaction. */
const batchRows = 500;

/**
 * Puts everything that can be searched into an empty text index, as filing it did.
 *
 * Content that was disposed of stays out. Resolves to how many documents were put.
 */
export async function reindex(
  home: Pick<Home, 'store' | 'keyring' | 'catalogue' | 'index'>,
): Promise<number> {
  let put = 0;
  for (let after = ''; ; ) {
    const rows = await recordsAfter(home, after);
    const opened = await openFields(home.store.read, home.keyring, rows);
    const documents = new Map(
      await Promise.all(
        [...new Set(rows.map((row) => row.catalogue_version))].map(
          async (version) => [version, await home.catalogue.at(version)] as const,
        ),
      ),
    );
    await home.store.writer.run(async (db) => {
      for (const row of rows) {
        const fields = opened.get(row.id)?.fields;
        if (fields === undefined) continue;
        const document = documents.get(row.catalogue_version);
        assert(document !== undefined, 'every version that a row names was read');
        const category = getCategory(document, row.category);
        const record = { ...row, occurredAt: row.occurred_at };
        await indexRecord(home, db, { record, category, fields, room: row.room });
        put += 1;
      }
    });
    const last = rows.at(-1);
    if (last === undefined) return put;
    after = last.id;
  }
}

function recordsAfter(home: Pick<Home, 'store'>, after: string) {
  return home.store.read
    .selectFrom('record as r')
    .innerJoin('record_state as s', 's.record_id', 'r.id')
    .select([
      'r.id',
      'r.site',
      'r.number',
      'r.category',
      'r.catalogue_version',
      'r.month',
      'r.occurred_at',
      's.room',
      's.corrections',
    ])
    .where('r.id', '>', after)
    .orderBy('r.id')
    .limit(batchRows)
    .execute();
}
