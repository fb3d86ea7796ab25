import type { Requester } from '../../access/model.ts';
import { demand } from '../../access/rules.ts';
import { getSite } from '../../catalogue/catalogue.ts';
import type { DocumentType } from '../../catalogue/model.ts';
import { canonicalJson } from '../../core/canonical-json.ts';
import type { Instant } from '../../core/clock.ts';
import { newId } from '../../core/ids.ts';
import { instantOf } from '../../core/month.ts';
import type { IndexedDocument } from '../../core/search/port.ts';
import type { EntryDraft } from '../../ledger/entry.ts';
import { roomBook } from '../../records/rules/rooms.ts';
import type { Tx } from '../../store/tables.ts';
import type { ArchiveImportReport, DocumentView } from '../model.ts';
import { type CurrentHousehold, currentHouseholds } from '../queries/households.ts';
import { filedRows, lastOrdinals } from '../queries/papers.ts';
import { archiveKey, archiveSubject, insertDocument, type NewDocument } from '../rows.ts';
import { holdsMany } from '../rules/completeness.ts';
import { documentList } from '../rules/lists.ts';
import { readDocument } from '../rules/read-row.ts';
import type { ArchiveHome } from './archive-home.ts';
import {
  filePieces,
  goodRows,
  type ImportedFile,
  type ListRow,
  type Progress,
  readList,
  reportOf,
} from './read-list.ts';

type FreshDocument = Omit<NewDocument, 'ordinal'>;

/**
 * Files the list of papers into their archives, each in its place among those of its type; the same
 * paper again files nothing.
 *
 * Errors: as `importHouseholds`. Source: C-2.1, C-2.2.
 */
export async function importDocuments(
  home: ArchiveHome,
  who: Requester,
  file: ImportedFile,
  progress?: Progress,
): Promise<ArchiveImportReport> {
  const { ledger, catalogue } = home;
  const { document } = catalogue;
  const site = getSite(document, file.site);
  demand(who, 'import.run', { site: site.code });
  const households = await currentHouseholds(ledger.store.read, site.code);
  const context = {
    now: ledger.clock.now(),
    zone: document.timeZone,
    types: document.documentTypes,
    departments: document.departments,
    rooms: roomBook(
      households.map(({ room }) => room),
      site.roomPattern,
    ),
  };
  const list = await readList(documentList, file, () => (cells) => readDocument(cells, context));
  const { fresh, already } = await sortRows(home, goodRows(list), households);
  if (file.dryRun !== true) {
    await filePieces(fresh, (piece) => fileDocuments(home, who, piece), progress);
  }
  return reportOf(list, file, { kind: 'documents', site: site.code, filed: fresh.length, already });
}

/** A keyed hash by which the same paper is known again. */
function documentDigest(
  { ledger }: Pick<ArchiveHome, 'ledger'>,
  fields: Readonly<Record<string, string | number>>,
): string {
  const { 房号: _room, ...paper } = fields;
  return ledger.keyring.blind(canonicalJson({ list: documentList.code, fields: paper }));
}

/** What the text index knows of a paper: never a name. */
export function indexedPaper(
  paper: Pick<DocumentView, 'id' | 'site' | 'room' | 'title' | 'custody' | 'shelf' | 'datedOn'>,
  about: { type: DocumentType | undefined; zone: string; now: Instant },
): IndexedDocument {
  const { id, site, room, title, custody, shelf, datedOn } = paper;
  return {
    id,
    kind: 'document',
    site,
    scope: 'archive',
    at: datedOn === null ? about.now : instantOf(datedOn, about.zone),
    room,
    text: [title, about.type?.title, room, custody, shelf].filter(Boolean).join('\n'),
  };
}

/** New papers, and how many rows are filed already; a second paper where one is usual is said. */
async function sortRows(
  home: ArchiveHome,
  rows: readonly ListRow[],
  households: readonly CurrentHousehold[],
): Promise<{ fresh: FreshDocument[]; already: number }> {
  const { clock, entropy, store } = home.ledger;
  const byRoom = new Map(households.map((household) => [household.room, household]));
  const ids = households.map(({ id }) => id);
  const filed = await filedRows(store.read, ids);
  const taken = await lastOrdinals(store.read, ids);
  const fresh: FreshDocument[] = [];
  let already = 0;
  for (const { fields, findings } of rows) {
    const household = byRoom.get(String(fields.房号));
    if (household === undefined) continue;
    const rowDigest = documentDigest(home, fields);
    if (filed.has(`${household.id}/${rowDigest}`)) {
      already += 1;
      continue;
    }
    const type = Number(fields.资料序号);
    const place = `${household.id}/${type}`;
    const known = home.catalogue.document.documentTypes.find(({ order }) => order === type);
    const before = taken.get(place) ?? 0;
    if (before > 0 && known !== undefined && !holdsMany(known)) findings.push(secondPaper(known));
    filed.add(`${household.id}/${rowDigest}`);
    taken.set(place, before + 1);
    const id = newId('doc', clock, entropy);
    fresh.push({ id, householdId: household.id, ...paperOf(household, fields), rowDigest });
  }
  return { fresh, already };
}

function paperOf(
  { site, room }: CurrentHousehold,
  fields: ListRow['fields'],
): Omit<FreshDocument, 'id' | 'householdId' | 'rowDigest'> {
  const text = (name: string) => (fields[name] === undefined ? null : String(fields[name]));
  const pages = fields.页数;
  return {
    site,
    room,
    type: Number(fields.资料序号),
    title: text('资料名称') ?? '',
    datedOn: text('日期'),
    pages: pages === undefined ? null : Number(pages),
    custody: text('保管处') ?? '',
    shelf: text('存放位置'),
  };
}

function fileDocuments(
  home: ArchiveHome,
  who: Requester,
  documents: readonly FreshDocument[],
): Promise<number> {
  const { timeZone: zone, documentTypes } = home.catalogue.document;
  return home.ledger.transact(who.actor, async ({ db, now, seq }) => {
    const placed = await placeDocuments(db, documents);
    const [first, ...others] = placed.map(filedEntry);
    if (first === undefined) throw new Error('invariant broken: a piece of a list holds a row');
    for (const [at, document] of placed.entries()) {
      await insertDocument(db, document, { at: now, seq: seq + at });
      const type = documentTypes.find(({ order }) => order === document.type);
      await home.index.put(db, indexedPaper(document, { type, zone, now }));
    }
    return { result: placed.length, entries: [first, ...others] };
  });
}

/** Gives each paper the next place of its type, as the archives stand in this transaction. */
async function placeDocuments(db: Tx, documents: readonly FreshDocument[]): Promise<NewDocument[]> {
  const last = await lastOrdinals(db, [...new Set(documents.map((one) => one.householdId))]);
  return documents.map((document) => {
    const place = `${document.householdId}/${document.type}`;
    const ordinal = (last.get(place) ?? 0) + 1;
    last.set(place, ordinal);
    return { ...document, ordinal };
  });
}

function filedEntry(document: NewDocument): EntryDraft {
  const { id, householdId, site, room, type, ordinal } = document;
  const { title, datedOn, pages, custody, shelf } = document;
  return {
    kind: 'document.filed',
    subject: archiveSubject(site, room),
    site,
    content: { id, keyName: archiveKey(site), value: { title, datedOn, pages, custody, shelf } },
    facts: { document: id, household: householdId, type, ordinal },
  };
}

function secondPaper(type: DocumentType): ListRow['findings'][number] {
  return {
    column: '资料序号',
    value: String(type.order),
    rule: 'second-paper',
    severity: 'warning',
    message: `“${type.title}”通常只有一份，这是又一份，已归档，请核对`,
  };
}
