import type { Requester } from '../../access/model.ts';
import { can } from '../../access/rules.ts';
import { getSite } from '../../catalogue/catalogue.ts';
import { actorText } from '../../core/actor.ts';
import { AppError } from '../../core/app-error.ts';
import { newId } from '../../core/ids.ts';
import type { EntryDraft } from '../../ledger/entry.ts';
import { answered, type Outcome, refusedOutcome } from '../../ledger/outcome.ts';
import type { LedgerTx, Recorded } from '../../ledger/transact.ts';
import { findRecordRow } from '../../records/rows/record-rows.ts';
import type { LookAccess, LookedFields, OpenContact } from '../model.ts';
import { findRequest } from '../queries/access.ts';
import { type CurrentHousehold, fieldsOf, getCurrentHousehold } from '../queries/households.ts';
import { archiveKey, archiveSubject } from '../rows.ts';
import { lookAccess, requestUnknown, unknownFields } from '../rules/access.ts';
import type { ArchiveHome } from './archive-home.ts';

const contactFields = ['业主姓名', '联系电话'] as const;

/**
 * Looks at the approved fields, once, within the approved minutes.
 *
 * The entry is committed before a value is opened; if it cannot be, nothing is shown. It takes no
 * idempotency key: a repeated call is a second look, and is refused. A wrong attempt is kept too.
 * Errors: `forbidden` (no clerk, the asker, the approver, a field not approved), `not-found`,
 * `conflict` (not approved, used up, expired, owner changed). Source: C-2.5, OWN-05, OWN-06.
 */
export async function look(
  home: ArchiveHome,
  who: Requester,
  input: LookAccess,
): Promise<LookedFields> {
  const { ledger } = home;
  const found = await findRequest(ledger.store.read, input.request);
  if (found === undefined) throw requestUnknown();
  const fields = [...new Set(input.fields ?? found.fields)];
  const outcome = await ledger.transact(who.actor, (tx) =>
    useGrant(tx, who, { id: input.request, fields }),
  );
  const contentId = answered(outcome);
  return opened(home, { site: found.site, room: found.room, contentId }, fields);
}

/**
 * Name and phone of the household of an open matter, for the clerk on duty: one call, whose logged
 * purpose is the matter. Order of writing and reading, and refusals, as with `look`.
 *
 * Errors: `forbidden`, `not-found` (household or matter), `conflict` (the matter is closed or is
 * about another household). Source: C-2.3, OWN-03.
 */
export async function openContact(
  home: ArchiveHome,
  who: Requester,
  input: OpenContact,
): Promise<LookedFields> {
  const { ledger, catalogue } = home;
  const site = getSite(catalogue.document, input.site).code;
  const refusal = mayOpenContact(who, site);
  const household = await getCurrentHousehold(ledger.store.read, catalogue.document, input).catch(
    (error: unknown) => {
      // Which rooms there are is told to those only who may open one.
      throw refusal ?? error;
    },
  );
  const id = newId('look', ledger.clock, ledger.entropy);
  const outcome = await ledger.transact(who.actor, async (tx): Promise<Recorded<Outcome>> => {
    const { matter } = input;
    const entry = contactEntry('archive.looked', household, { id, matter });
    const wrong = refusal ?? (await matterIsOpen(tx, { site, matter, room: household.room }));
    if (wrong !== undefined) {
      return refusedOutcome(wrong, { ...entry, kind: 'archive.look-refused' });
    }
    return { result: { done: household.contentId }, entries: [entry] };
  });
  answered(outcome);
  return opened(home, household, contactFields);
}

async function useGrant(
  { db, now }: LedgerTx,
  who: Requester,
  wish: { id: string; fields: readonly string[] },
): Promise<Recorded<Outcome>> {
  const request = await findRequest(db, wish.id);
  if (request === undefined) throw requestUnknown();
  const { id, site, room, householdId } = request;
  // What no household has was typed by somebody, and may be anything: it stays out of the log.
  const unknown = unknownFields(wish.fields);
  const fields = wish.fields.filter((name) => !unknown.includes(name));
  const facts = { request: id, household: householdId, fields };
  const entry = { subject: archiveSubject(site, room), site, facts };
  const wrong = lookAccess(request, who, now, wish.fields);
  if (wrong !== undefined) return refusedOutcome(wrong, { ...entry, kind: 'archive.look-refused' });
  await db
    .updateTable('access_request_state')
    .set({ status: 'looked', looked_by: actorText(who.actor), looked_at: now })
    .where('request_id', '=', id)
    .execute();
  return {
    result: { done: request.householdContentId },
    entries: [{ ...entry, kind: 'archive.looked' }],
  };
}

/** The values of some fields, after the entry that says so is on disk. */
async function opened(
  home: ArchiveHome,
  household: { site: string; room: string; contentId: string },
  wanted: readonly string[],
): Promise<LookedFields> {
  const { store, keyring } = home.ledger;
  const all = await fieldsOf({ store, keyring }, household.contentId);
  const fields = Object.fromEntries(wanted.map((name) => [name, String(all[name] ?? '')]));
  return { site: household.site, room: household.room, fields };
}

function mayOpenContact(who: Requester, site: string): AppError | undefined {
  if (who.actor.kind !== 'person') {
    return new AppError('forbidden', '查看联系方式须由客服人员本人登录办理。');
  }
  return can(who, 'personal.read', { site });
}

async function matterIsOpen(
  { db }: LedgerTx,
  asked: { site: string; matter: string; room: string },
): Promise<AppError | undefined> {
  const record = await findRecordRow(db, asked.matter);
  if (record?.site !== asked.site) {
    return new AppError('not-found', `没有编号为 ${asked.matter} 的登记。`);
  }
  if (record.current_room !== asked.room) {
    return new AppError('conflict', `${asked.matter} 不是 ${asked.room} 的事项，请改用查阅申请。`);
  }
  if (record.status === 'open') return undefined;
  return new AppError('conflict', `${asked.matter} 已办结，如需查看请提出查阅申请。`);
}

function contactEntry(
  kind: string,
  household: CurrentHousehold,
  look: { id: string; matter: string },
): EntryDraft {
  const { id, site, room } = household;
  return {
    kind,
    subject: archiveSubject(site, room),
    site,
    content: {
      id: look.id,
      keyName: archiveKey(site),
      value: { purpose: 'matter', matter: look.matter },
    },
    facts: { household: id, fields: [...contactFields], content: look.id },
  };
}
