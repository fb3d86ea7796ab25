import type { Requester } from '../../access/model.ts';
import { demand } from '../../access/rules.ts';
import { getSite } from '../../catalogue/catalogue.ts';
import { AppError } from '../../core/app-error.ts';
import { newId } from '../../core/ids.ts';
import type { LedgerTx, Once, Recorded } from '../../ledger/transact.ts';
import type { ChangeHousehold, HouseholdFields } from '../model.ts';
import {
  type CurrentHousehold,
  currentHouseholds,
  fieldsOf,
  getCurrentHousehold,
} from '../queries/households.ts';
import { archiveKey, archiveSubject, insertHousehold } from '../rows.ts';
import { maskHousehold } from '../rules/mask.ts';
import { readHousehold } from '../rules/read-row.ts';
import { openRoomBook } from '../rules/room-scheme.ts';
import type { ArchiveHome } from './archive-home.ts';
import { householdDigest, openedEntry } from './import-households.ts';

/**
 * Takes over what an import only proposed: a change of owner closes the archive, keeps it, and opens
 * the next; a change of facts adds a revision to the archive. Resolves to the open archive's id.
 *
 * Errors: `forbidden`, `not-found`, `invalid` (the row), `conflict` (nothing differs, or somebody
 * was faster). Source: OWN-01, OWN-07.
 */
export async function changeHousehold(
  home: ArchiveHome,
  who: Requester,
  input: ChangeHousehold,
  once?: Once,
): Promise<string> {
  const { ledger, catalogue } = home;
  const site = getSite(catalogue.document, input.site);
  demand(who, 'archive.keep', { site: site.code });
  const asked = { site: site.code, room: input.room };
  const present = await getCurrentHousehold(ledger.store.read, catalogue.document, asked);
  const { id, room } = present;
  const { store, keyring } = ledger;
  refuseMasked(await fieldsOf({ store, keyring }, present.contentId), input.fields);
  const fields = checkedFields(home, { room, pattern: site.roomPattern, given: input.fields });
  const change: Change = {
    fields,
    room,
    site: site.code,
    id: newId('hh', ledger.clock, ledger.entropy),
    reasonId: newId('why', ledger.clock, ledger.entropy),
    reason: input.reason,
    rowDigest: householdDigest(home, fields),
    handoverOn: fields.入伙日期 === undefined ? null : String(fields.入伙日期),
  };
  return ledger.transact(
    who.actor,
    async (tx) => {
      const [before] = await currentHouseholds(tx.db, site.code, [room]);
      if (before?.id !== id || before.rowDigest === change.rowDigest) {
        throw new AppError('conflict', `${room} 的档案与所填相同或刚被他人变更，请刷新后再办。`);
      }
      return input.change === 'owner'
        ? changeOwner(tx, before, change)
        : revise(tx, before, change);
    },
    once,
  );
}

interface Change {
  readonly site: string;
  readonly room: string;
  readonly id: string;
  readonly fields: HouseholdFields;
  readonly rowDigest: string;
  readonly handoverOn: string | null;
  readonly reasonId: string;
  readonly reason: string;
}

/** The archive is closed and kept, and the next one opens. */
async function changeOwner(
  { db, now, seq }: LedgerTx,
  before: CurrentHousehold,
  change: Change,
): Promise<Recorded<string>> {
  const archive = { ...change, ordinal: before.ordinal + 1 };
  await db
    .updateTable('household_state')
    .set({ closed_at: now })
    .where('household_id', '=', before.id)
    .execute();
  await insertHousehold(db, archive, { at: now, seq: seq + 1 });
  const facts = { household: before.id, ordinal: before.ordinal };
  const closed = { ...entryAbout(change), kind: 'household.closed', facts };
  return { result: change.id, entries: [closed, openedEntry(archive)] };
}

/** The archive stays; what is known of its owner is succeeded, and the older content is kept. */
async function revise(
  { db }: LedgerTx,
  before: CurrentHousehold,
  change: Change,
): Promise<Recorded<string>> {
  const { id, site, fields, rowDigest, handoverOn } = change;
  const revision = before.revision + 1;
  await db
    .updateTable('household_state')
    .set({ content_id: id, row_digest: rowDigest, revision, handover_on: handoverOn })
    .where('household_id', '=', before.id)
    .execute();
  const content = { id, keyName: archiveKey(site), value: fields };
  const facts = { household: before.id, revision };
  const about = entryAbout(change);
  return {
    result: before.id,
    entries: [
      { ...about, kind: 'household.revised', content, facts },
      { ...about, kind: 'household.revision-reasoned', facts },
    ],
  };
}

function entryAbout({ site, room, reasonId, reason }: Change) {
  const content = { id: reasonId, keyName: archiveKey(site), value: { reason } };
  return { subject: archiveSubject(site, room), site, content };
}

/** Refuses a value as it is shown masked: written back, it would stand in the place of the true one. */
function refuseMasked(before: HouseholdFields, given: ChangeHousehold['fields']): void {
  const message = '这是遮盖后的样子，不是原来的内容；请填真实的内容';
  const problems = maskHousehold(before)
    .filter(({ column, value, masked }) => {
      const typed = String(given[column] ?? '').trim();
      return masked && typed !== '' && typed === value && typed !== String(before[column] ?? '');
    })
    .map(({ column }) => ({ field: column, rule: 'masked', message }));
  if (problems.length === 0) return;
  throw new AppError('invalid', '有的栏目填的是遮盖后的样子。', { problems });
}

/** The new row, read like one of a list. Errors: `invalid`, naming the columns at fault. */
function checkedFields(
  home: ArchiveHome,
  row: { room: string; pattern: string; given: ChangeHousehold['fields'] },
): HouseholdFields {
  const context = {
    now: home.ledger.clock.now(),
    zone: home.catalogue.document.timeZone,
    rooms: openRoomBook([row.room], row.pattern),
  };
  const { fields, findings } = readHousehold({ ...row.given, 房号: row.room }, context);
  const problems = findings
    .filter(({ severity }) => severity === 'rejected')
    .map(({ column, rule, message }) => ({ field: column, rule, message }));
  if (problems.length === 0) return fields;
  throw new AppError('invalid', '业户资料有误，请按提示改正。', { problems });
}
