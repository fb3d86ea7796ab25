import type { ArchiveView, HouseholdView } from '../../archives/model.ts';
import { type ClosedArchive, listClosedArchives } from '../../archives/queries/closed-archives.ts';
import { listDocuments } from '../../archives/queries/documents.ts';
import { getHousehold } from '../../archives/queries/households.ts';
import { listOwnerLooks, type OwnerLook } from '../../archives/queries/search-access-log.ts';
import type { Home } from '../../home/open.ts';
import type { RecordLine } from '../../records/model.ts';
import { listRecords } from '../../records/queries/list-records.ts';
import type { Page } from '../kit/page/page.ts';

/** An archive as its page shows it: nothing of it is plain that is personal. */
export interface ArchiveFile {
  readonly household: HouseholdView;
  readonly papers: ArchiveView;
  readonly closed: readonly ClosedArchive[];
  readonly looks: readonly OwnerLook[];
  /** What is open for this household, the newest first. */
  readonly matters: readonly RecordLine[];
}

const mostMatters = 20;

/** The archive of a room in any spelling. Errors: `forbidden`, `not-found`. */
export async function readArchive(
  home: Home,
  { who, site }: Pick<Page, 'who' | 'site'>,
  typed: string,
): Promise<ArchiveFile> {
  const household = await getHousehold(home, who, { site, room: typed });
  const asked = { site, room: household.room };
  const open = await listRecords(home, who, { ...asked, status: 'open', limit: mostMatters });
  return {
    household,
    papers: await listDocuments(home, who, asked),
    closed: await listClosedArchives(home, who, asked),
    looks: await listOwnerLooks(home, who, asked),
    matters: open.items,
  };
}
