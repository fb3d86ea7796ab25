import type { Requester } from '../../access/model.ts';
import type { AppError } from '../../core/app-error.ts';
import { getContent } from '../../ledger/content.ts';
import type { EntryDraft } from '../../ledger/entry.ts';
import { answered, type Outcome, refusedOutcome } from '../../ledger/outcome.ts';
import type { LedgerTx, Once, Recorded } from '../../ledger/transact.ts';
import { findRequest, type StoredRequest } from '../queries/access.ts';
import type { RelayAccess, RelayedWords } from '../relay-model.ts';
import { archiveKey, archiveSubject } from '../rows.ts';
import { hearRefusal, relayRefusal, requestUnknown } from '../rules/access.ts';
import type { ArchiveHome } from './archive-home.ts';

/**
 * Passes on to the asker what was asked, in words of who looked. Resolves to the request's id.
 *
 * The words may hold what was looked at, so they lie sealed under an entry of their own, which no
 * month's bag carries; that they were passed on stands in the access log.
 * Errors: `forbidden` (another looked), `not-found`, `conflict` (nobody looked, or passed on already).
 * Source: C-2.5, OWN-05.
 */
export async function relayAccess(
  home: ArchiveHome,
  who: Requester,
  input: RelayAccess,
  once?: Once,
): Promise<string> {
  const { request: id, words, to } = input;
  const outcome = await home.ledger.transact(
    who.actor,
    (tx) =>
      step(tx, id, {
        kind: 'archive.relayed',
        status: 'relayed',
        refusal: (request) => relayRefusal(request, who, tx.now),
        more: ({ site, room }) => ({
          kind: 'relay.sealed',
          subject: archiveSubject(site, room),
          site,
          content: { id: wordsOf(id), keyName: archiveKey(site), value: { words, to } },
        }),
      }),
    once,
  );
  return answered(outcome);
}

/**
 * What was passed on, for its asker, once. The entry is committed before the words are opened, and
 * a repeated call is refused, as with `look`. Errors: `forbidden`, `not-found`, `conflict`.
 */
export async function hearRelay(
  home: ArchiveHome,
  who: Requester,
  input: { request: string },
): Promise<RelayedWords> {
  const { ledger } = home;
  const outcome = await ledger.transact(who.actor, (tx) =>
    step(tx, input.request, {
      kind: 'archive.heard',
      status: 'heard',
      refusal: (request) => hearRefusal(request, who, tx.now),
    }),
  );
  const { store, keyring } = ledger;
  const content = await getContent(store.read, keyring, wordsOf(answered(outcome)));
  const { words, to } = content.value as { words: string; to: string };
  return { words, to };
}

interface Step {
  readonly kind: string;
  readonly status: 'relayed' | 'heard';
  readonly refusal: (request: StoredRequest) => AppError | undefined;
  readonly more?: (request: StoredRequest) => EntryDraft;
}

async function step({ db }: LedgerTx, id: string, to: Step): Promise<Recorded<Outcome>> {
  const request = await findRequest(db, id);
  if (request === undefined) throw requestUnknown();
  const { site, room, householdId, fields } = request;
  const facts = { request: id, household: householdId, fields };
  const entry = { kind: to.kind, subject: archiveSubject(site, room), site, facts };
  const wrong = to.refusal(request);
  if (wrong !== undefined)
    return refusedOutcome(wrong, { ...entry, kind: 'archive.relay-refused' });
  await db
    .updateTable('access_request_state')
    .set({ status: to.status })
    .where('request_id', '=', id)
    .execute();
  return { result: { done: id }, entries: [entry, ...(to.more ? [to.more(request)] : [])] };
}

/** The content in which the words lie that answer a request. */
function wordsOf(request: string): string {
  return `${request}-relay`;
}
