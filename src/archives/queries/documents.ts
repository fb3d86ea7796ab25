import type { Requester } from '../../access/model.ts';
import { demand } from '../../access/rules.ts';
import { getSite } from '../../catalogue/catalogue.ts';
import type { ArchiveView, DocumentView } from '../model.ts';
import { viewArchive } from '../rules/completeness.ts';
import { type ArchiveReads, fieldsOf, getCurrentHousehold } from './households.ts';
import { getPaper, papersOf } from './papers.ts';

/**
 * An archive's papers by type, in their fixed order, with what is missing; `without` names a paper to
 * leave out, to see what a move leaves behind. Errors: `forbidden`, `not-found`.
 */
export async function listDocuments(
  home: ArchiveReads,
  who: Requester,
  asked: { site?: string | undefined; room: string; without?: string | undefined },
): Promise<ArchiveView> {
  const { document } = home.catalogue;
  demand(who, 'archive.read', { site: getSite(document, asked.site).code });
  const { id, site, room, contentId } = await getCurrentHousehold(home.store.read, document, asked);
  const papers = await papersOf(home.store.read, [id]);
  const household = { site, room, fields: await fieldsOf(home, contentId) };
  const own = (papers.get(id) ?? []).filter((paper) => paper.id !== asked.without);
  return viewArchive(document.documentTypes, household, own);
}

/** One paper by id, such as a search hit names. Errors: `not-found`, also to outsiders; `forbidden`. */
export async function getDocument(
  home: ArchiveReads,
  who: Requester,
  id: string,
): Promise<DocumentView> {
  const paper = await getPaper(home.store.read, who, id, 'archive.read');
  const { householdId: _household, rowDigest: _digest, ...view } = paper;
  return view;
}
