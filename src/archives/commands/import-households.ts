import type { Requester } from '../../access/model.ts';
import { demand } from '../../access/rules.ts';
import { getSite } from '../../catalogue/catalogue.ts';
import { AppError } from '../../core/app-error.ts';
import { canonicalJson } from '../../core/canonical-json.ts';
import { newId } from '../../core/ids.ts';
import type { EntryDraft } from '../../ledger/entry.ts';
import type { ArchiveImportReport, HouseholdFields } from '../model.ts';
import { type CurrentHousehold, currentHouseholds } from '../queries/households.ts';
import { archiveKey, archiveSubject, insertHousehold, type NewHousehold } from '../rows.ts';
import { householdList } from '../rules/lists.ts';
import { readHousehold } from '../rules/read-row.ts';
import { openRoomBook, roomKey } from '../rules/room-scheme.ts';
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

interface NewArchive extends NewHousehold {
  readonly fields: HouseholdFields;
}

/**
 * Files the household list: a room not known yet opens its archive, the same row again files nothing,
 * and a row that differs from what is known is proposed as a change, never written over it.
 *
 * Errors: `forbidden`, `not-found` (site), `invalid` and `limit` (the file), `conflict` (somebody
 * changed the list meanwhile). Source: C-2.1.
 */
export async function importHouseholds(
  home: ArchiveHome,
  who: Requester,
  file: ImportedFile,
  progress?: Progress,
): Promise<ArchiveImportReport> {
  const { ledger, catalogue } = home;
  const site = getSite(catalogue.document, file.site);
  demand(who, 'import.run', { site: site.code });
  const known = await currentHouseholds(ledger.store.read, site.code);
  const listed = known.map(({ room }) => room);
  const list = await readList(householdList, file, (rows) => {
    const written = rows.map(({ 房号: room }) => room ?? '');
    const rooms = openRoomBook(listed, site.roomPattern, written);
    const context = { now: ledger.clock.now(), zone: catalogue.document.timeZone, rooms };
    return (cells) => readHousehold(cells, context);
  });
  const { fresh, already } = sortRows(home, goodRows(list), known, site.code);
  if (file.dryRun !== true) {
    await filePieces(fresh, (piece) => openArchives(home, who, piece), progress);
  }
  return reportOf(list, file, {
    kind: 'households',
    site: site.code,
    filed: fresh.length,
    already,
  });
}

/** A keyed hash by which the same row is known again and nobody can guess names from. */
export function householdDigest(
  { ledger }: Pick<ArchiveHome, 'ledger'>,
  fields: HouseholdFields,
): string {
  return ledger.keyring.blind(canonicalJson({ list: householdList.code, fields }));
}

/** What each row is: a new archive, one already there, or a change that is only proposed. */
function sortRows(
  home: ArchiveHome,
  rows: readonly ListRow[],
  known: readonly CurrentHousehold[],
  site: string,
): { fresh: NewArchive[]; already: number } {
  const { clock, entropy } = home.ledger;
  const byRoom = new Map(known.map((household) => [household.room, household]));
  const seen = new Map<string, { line: number; digest: string }>();
  const fresh: NewArchive[] = [];
  let already = 0;
  for (const { line, fields, findings } of rows) {
    const room = String(fields.房号);
    const rowDigest = householdDigest(home, fields);
    const before = seen.get(roomKey(room));
    const there = byRoom.get(room);
    if (before !== undefined) {
      const same = before.digest === rowDigest;
      if (same) already += 1;
      findings.push({
        column: '房号',
        value: room,
        rule: 'duplicate',
        severity: same ? 'warning' : 'rejected',
        message: same
          ? `与第 ${before.line} 行相同，只归档一次`
          : `与第 ${before.line} 行是同一房号而内容不同，请核对后只留一行`,
      });
    } else if (there === undefined) {
      const handoverOn = textOrNull(fields.入伙日期);
      const id = newId('hh', clock, entropy);
      fresh.push({ id, site, room, ordinal: 1, handoverOn, rowDigest, fields });
    } else if (there.rowDigest === rowDigest) already += 1;
    else findings.push(proposal(room));
    if (before === undefined) seen.set(roomKey(room), { line, digest: rowDigest });
  }
  return { fresh, already };
}

function openArchives(
  home: ArchiveHome,
  who: Requester,
  archives: readonly NewArchive[],
): Promise<number> {
  const rooms = archives.map(({ room }) => room);
  return home.ledger.transact(who.actor, async ({ db, now, seq }) => {
    const [first, ...others] = archives.map(openedEntry);
    const meanwhile = await currentHouseholds(db, archives[0]?.site ?? '', rooms);
    if (first === undefined || meanwhile.length > 0) {
      throw new AppError('conflict', '导入时名册正被他人改动，请再导入一次；已归档的不会重复。');
    }
    for (const [at, archive] of archives.entries()) {
      await insertHousehold(db, archive, { at: now, seq: seq + at });
    }
    return { result: archives.length, entries: [first, ...others] };
  });
}

/** The entry by which an archive opens: its columns are proved, and stand nowhere in it. */
export function openedEntry(archive: NewArchive): EntryDraft {
  const { id, site, room, ordinal, fields } = archive;
  return {
    kind: 'household.opened',
    subject: archiveSubject(site, room),
    site,
    content: { id, keyName: archiveKey(site), value: fields },
    facts: { household: id, ordinal },
  };
}

function proposal(room: string): ListRow['findings'][number] {
  return {
    column: '房号',
    value: room,
    rule: 'change-of-owner',
    severity: 'rejected',
    message: `${room} 的资料与现有档案不同，没有覆盖；请核对后办理过户或资料更正`,
  };
}

function textOrNull(value: string | number | undefined): string | null {
  return value === undefined ? null : String(value);
}
