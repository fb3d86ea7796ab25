import { indexedPaper } from '../archives/commands/import-documents.ts';
import { getCategory } from '../catalogue/catalogue.ts';
import { instantOf } from '../core/month.ts';
import type { IndexedDocument } from '../core/search/port.ts';
import type { Home } from '../home/open.ts';
import { indexedPolicy } from '../policies/commands/policy-home.ts';
import { indexRecord } from '../records/commands/index-record.ts';
import { openFields } from '../records/queries/contents.ts';

type IndexingHome = Pick<Home, 'store' | 'keyring' | 'catalogue' | 'index'>;

/** What is read, and then written to the index, in one go. */
const batchRows = 500;

/**
 * Puts everything that can be searched into an empty text index, as filing it did.
 *
 * Content that was disposed of stays out. Resolves to how many documents were put.
 */
export async function reindex(home: IndexingHome): Promise<number> {
  return (await reindexRecords(home)) + (await reindexPapers(home)) + (await reindexPolicies(home));
}

async function reindexRecords(home: IndexingHome): Promise<number> {
  let put = 0;
  for (let after = ''; ; ) {
    const rows = await recordsAfter(home, after);
    const last = rows.at(-1);
    if (last === undefined) return put;
    after = last.id;
    const opened = await openFields(home.store.read, home.keyring, rows);
    const indexed = await Promise.all(
      rows.map(async (row) => {
        const document = await home.catalogue.at(row.catalogue_version);
        const category = getCategory(document, row.category);
        return { row, category, fields: opened.get(row.id)?.fields };
      }),
    );
    await home.store.writer.run(async (db) => {
      for (const { row, fields, category } of indexed) {
        if (fields === undefined) continue;
        const record = { ...row, occurredAt: row.occurred_at };
        await indexRecord(home, db, { record, category, fields, room: row.room });
        put += 1;
      }
    });
  }
}

function recordsAfter(home: Pick<Home, 'store'>, after: string) {
  return home.store.read
    .selectFrom('record as r')
    .innerJoin('record_state as s', 's.record_id', 'r.id')
    .select(['r.id', 'r.site', 'r.number', 'r.category', 'r.catalogue_version', 'r.month'])
    .select(['r.occurred_at', 's.room', 's.corrections'])
    .where('r.id', '>', after)
    .orderBy('r.id')
    .limit(batchRows)
    .execute();
}

async function reindexPapers(home: IndexingHome): Promise<number> {
  const { documentTypes, timeZone: zone } = home.catalogue.document;
  const types = new Map(documentTypes.map((type) => [type.order, type]));
  let put = 0;
  for (let after = ''; ; ) {
    const papers = await home.store.read
      .selectFrom('archive_document as d')
      .innerJoin('archive_document_state as s', 's.document_id', 'd.id')
      .select(['d.id', 's.site', 's.room', 's.type_order', 'd.title', 's.custody', 's.shelf'])
      .select(['d.dated_on as datedOn', 'd.filed_at'])
      .where('d.id', '>', after)
      .orderBy('d.id')
      .limit(batchRows)
      .execute();
    const last = papers.at(-1);
    if (last === undefined) return put;
    after = last.id;
    const about = papers.map((paper) =>
      indexedPaper(paper, { type: types.get(paper.type_order), zone, now: paper.filed_at }),
    );
    put += await putAll(home, about);
  }
}

/** Of each policy the version put in force last, or its newest draft while there is none. */
async function reindexPolicies(home: IndexingHome): Promise<number> {
  const zone = home.catalogue.document.timeZone;
  const versions = await home.store.read
    .selectFrom('policy_version as v')
    .innerJoin('policy_version_state as s', 's.version_id', 'v.id')
    .innerJoin('policy as p', 'p.code', 'v.policy')
    .select(['p.code', 'p.title', 'v.version', 'v.text', 'v.written_at'])
    .select(['s.published_at', 's.in_force_from'])
    .orderBy('v.version')
    .execute();
  const found = new Map<string, (typeof versions)[number]>();
  for (const version of versions) {
    const known = found.get(version.code);
    const isLater = (version.published_at ?? '') >= (known?.published_at ?? '');
    if (known === undefined || isLater) found.set(version.code, version);
  }
  const documents = [...found.values()].map((version) => {
    const from = version.in_force_from;
    return indexedPolicy(version, from === null ? version.written_at : instantOf(from, zone));
  });
  return await putAll(home, documents);
}

async function putAll(home: IndexingHome, documents: readonly IndexedDocument[]): Promise<number> {
  await home.store.writer.run(async (db) => {
    for (const document of documents) await home.index.put(db, document);
  });
  return documents.length;
}
