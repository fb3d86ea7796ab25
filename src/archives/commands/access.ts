import type { Requester } from '../../access/model.ts';
import { demand } from '../../access/rules.ts';
import { getSite } from '../../catalogue/catalogue.ts';
import { actorText } from '../../core/actor.ts';
import { AppError } from '../../core/app-error.ts';
import { newId } from '../../core/ids.ts';
import type { EntryDraft } from '../../ledger/entry.ts';
import { answered, type Outcome, refusedOutcome } from '../../ledger/outcome.ts';
import type { LedgerTx, Once, Recorded } from '../../ledger/transact.ts';
import type { ApproveAccess, AskAccess, RefuseAccess } from '../model.ts';
import { findRequest, type StoredRequest } from '../queries/access.ts';
import { getCurrentHousehold } from '../queries/households.ts';
import { archiveKey, archiveSubject, insertRequest } from '../rows.ts';
import { decideAccess, requestUnknown, unknownFields } from '../rules/access.ts';
import type { ArchiveHome } from './archive-home.ts';

/**
 * Asks to know some fields of a household. Resolves to the request's id.
 *
 * Errors: `forbidden`, `not-found` (no such household), `invalid` (no such field).
 * Source: C-2.5, OWN-05.
 */
export async function askAccess(
  home: ArchiveHome,
  who: Requester,
  input: AskAccess,
  once?: Once,
): Promise<string> {
  const { ledger, catalogue } = home;
  demand(who, 'archive.ask', { site: getSite(catalogue.document, input.site).code });
  const unknown = unknownFields(input.fields);
  if (unknown.length > 0) {
    throw new AppError('invalid', `业主档案里没有“${unknown.join('、')}”这些栏目。`, {
      problems: [{ field: 'fields', rule: 'known', message: '请从业户名册的栏目里选' }],
    });
  }
  const household = await getCurrentHousehold(ledger.store.read, catalogue.document, input);
  const id = newId('ask', ledger.clock, ledger.entropy);
  const { site, room } = household;
  const fields = [...new Set(input.fields)];
  const { purpose, reason, minutes } = input;
  return ledger.transact(
    who.actor,
    async ({ db, now, seq }) => {
      const askedBy = actorText(who.actor);
      const request = { id, site, room, householdId: household.id, askedBy, fields, minutes };
      await insertRequest(db, request, { at: now, seq });
      const content = { id, keyName: archiveKey(site), value: { purpose, reason } };
      const facts = { request: id, household: household.id, fields, minutes };
      const entry = { kind: 'archive.asked', subject: archiveSubject(site, room), site };
      return { result: id, entries: [{ ...entry, content, facts }] };
    },
    once,
  );
}

/**
 * Approves a request; the minutes start now. Resolves to the request's id.
 *
 * A wrong attempt is kept as an entry of its own. Errors: `forbidden` (no supervisor, the asker, the
 * operator), `not-found`, `conflict` (already decided, or the owner has changed).
 */
export async function approveAccess(
  home: ArchiveHome,
  who: Requester,
  input: ApproveAccess,
  once?: Once,
): Promise<string> {
  const outcome = await home.ledger.transact(
    who.actor,
    (tx) => decide(tx, who, input.request, { status: 'approved' }),
    once,
  );
  return answered(outcome);
}

/**
 * Refuses a request, saying why. Resolves to the request's id. Errors: as `approveAccess`.
 */
export async function refuseAccess(
  home: ArchiveHome,
  who: Requester,
  input: RefuseAccess,
  once?: Once,
): Promise<string> {
  const contentId = newId('no', home.ledger.clock, home.ledger.entropy);
  const refusal = { status: 'refused', contentId, reason: input.reason } as const;
  const outcome = await home.ledger.transact(
    who.actor,
    (tx) => decide(tx, who, input.request, refusal),
    once,
  );
  return answered(outcome);
}

type Decision =
  | { readonly status: 'approved' }
  | { readonly status: 'refused'; readonly contentId: string; readonly reason: string };

async function decide(
  { db, now }: LedgerTx,
  who: Requester,
  id: string,
  decision: Decision,
): Promise<Recorded<Outcome>> {
  const request = await findRequest(db, id);
  if (request === undefined) throw requestUnknown();
  const wrong = decideAccess(request, who, now);
  if (wrong !== undefined) {
    return refusedOutcome(wrong, entryOf('archive.decision-refused', request));
  }
  const { status } = decision;
  const contentId = status === 'refused' ? decision.contentId : null;
  await db
    .updateTable('access_request_state')
    .set({
      status,
      decided_by: actorText(who.actor),
      decided_at: now,
      decision_content_id: contentId,
    })
    .where('request_id', '=', id)
    .execute();
  if (decision.status === 'approved') {
    return { result: { done: id }, entries: [entryOf('archive.approved', request)] };
  }
  const content = {
    id: decision.contentId,
    keyName: archiveKey(request.site),
    value: { reason: decision.reason },
  };
  return { result: { done: id }, entries: [{ ...entryOf('archive.refused', request), content }] };
}

function entryOf(kind: string, request: StoredRequest): EntryDraft {
  const { id, site, room, householdId, fields } = request;
  const facts = { request: id, household: householdId, fields };
  return { kind, subject: archiveSubject(site, room), site, facts };
}
