import type { Requester } from '../../access/model.ts';
import { AppError } from '../../core/app-error.ts';
import { newId } from '../../core/ids.ts';
import type { Once } from '../../ledger/transact.ts';
import type { HandOverDocument, MoveDocument } from '../model.ts';
import { getCurrentHousehold } from '../queries/households.ts';
import { findPaper, getPaper, lastOrdinals } from '../queries/papers.ts';
import { archiveKey, archiveSubject } from '../rows.ts';
import type { ArchiveHome } from './archive-home.ts';
import { indexedPaper } from './import-documents.ts';

/**
 * Moves a paper that was filed under the wrong household: a logged step, after which it is in the
 * other archive only. Errors: `forbidden`, `not-found`, `conflict` (it is there already).
 *
 * Source: OWN-07.
 */
export async function moveDocument(
  home: ArchiveHome,
  who: Requester,
  input: MoveDocument,
  once?: Once,
): Promise<string> {
  const { ledger, catalogue } = home;
  const found = await getPaper(ledger.store.read, who, input.document, 'archive.keep');
  const { id, site, type } = found;
  const asked = { site, room: input.room };
  const target = await getCurrentHousehold(ledger.store.read, catalogue.document, asked);
  const reasonId = newId('why', ledger.clock, ledger.entropy);
  return ledger.transact(
    who.actor,
    async ({ db, now }) => {
      const paper = await findPaper(db, id);
      if (paper === undefined || paper.householdId === target.id) {
        throw new AppError('conflict', `这份资料已在 ${target.room} 的档案里。`);
      }
      const twin = await db
        .selectFrom('archive_document_state')
        .select('document_id')
        .where('household_id', '=', target.id)
        .where('row_digest', '=', paper.rowDigest)
        .executeTakeFirst();
      if (twin !== undefined) {
        throw new AppError('conflict', `${target.room} 的档案里已有同样的一份，请核对。`);
      }
      const ordinal = ((await lastOrdinals(db, [target.id])).get(`${target.id}/${type}`) ?? 0) + 1;
      await db
        .updateTable('archive_document_state')
        .set({ household_id: target.id, room: target.room, ordinal })
        .where('document_id', '=', id)
        .execute();
      const about = aboutPaper(home, type, now);
      await home.index.put(db, indexedPaper({ ...paper, room: target.room }, about));
      const facts = { document: id, from: paper.householdId, to: target.id, type, ordinal };
      const content = { id: reasonId, keyName: archiveKey(site), value: { reason: input.reason } };
      const subject = archiveSubject(site, target.room);
      return { result: id, entries: [{ kind: 'document.moved', subject, site, content, facts }] };
    },
    once,
  );
}

/**
 * Hands a paper to another keeper or shelf place, as when engineering gives back the renovation
 * papers. Errors: `forbidden`, `not-found`. Source: C-2.1(15), OWN-02.
 */
export async function handOverDocument(
  home: ArchiveHome,
  who: Requester,
  input: HandOverDocument,
  once?: Once,
): Promise<string> {
  const { ledger } = home;
  const found = await getPaper(ledger.store.read, who, input.document, 'archive.keep');
  const contentId = newId('keep', ledger.clock, ledger.entropy);
  return ledger.transact(
    who.actor,
    async ({ db, now }) => {
      const paper = (await findPaper(db, found.id)) ?? found;
      const { id, site, room, type } = paper;
      const value = { custody: input.custody, shelf: input.shelf ?? null };
      await db
        .updateTable('archive_document_state')
        .set(value)
        .where('document_id', '=', id)
        .execute();
      await home.index.put(db, indexedPaper({ ...paper, ...value }, aboutPaper(home, type, now)));
      const content = { id: contentId, keyName: archiveKey(site), value };
      const facts = { document: id, type };
      const subject = archiveSubject(site, room);
      return {
        result: id,
        entries: [{ kind: 'document.handed-over', subject, site, content, facts }],
      };
    },
    once,
  );
}

function aboutPaper(home: ArchiveHome, order: number, now: string) {
  const { documentTypes, timeZone: zone } = home.catalogue.document;
  return { type: documentTypes.find((type) => type.order === order), zone, now };
}
