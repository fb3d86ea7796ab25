import type { Requester } from '../../access/model.ts';
import { actorText } from '../../core/actor.ts';
import { AppError } from '../../core/app-error.ts';
import type { Instant } from '../../core/clock.ts';
import { newId } from '../../core/ids.ts';
import type { EntryDraft } from '../../ledger/entry.ts';
import type { Once } from '../../ledger/transact.ts';
import type { SignInByName } from '../model/inputs.ts';
import type { WayOfSigningIn } from '../model/words.ts';
import type { StoredSession } from '../queries/load.ts';
import { loadPeople, namedStaff, type TrainingPerson } from '../queries/people.ts';
import { demandOpen, getRun, getStored, personOf } from '../queries/rights.ts';
import { insertAttendance, trainingKey } from '../rows.ts';
import { resultOf } from '../rules/results.ts';
import { whyNoSignIn } from '../rules/window.ts';
import { refuseElsewhere } from './refuse-overlap.ts';
import type { TrainingHome } from './training-home.ts';

/** Somebody who signs in, and the field of the form that named them. */
interface SigningIn {
  readonly session: string;
  readonly usernames: readonly string[];
  readonly how: WayOfSigningIn;
  readonly field: string;
}

/**
 * Signs the requester in, from their own screen. Resolves to how many signed in.
 *
 * Errors: `not-found`, `forbidden` (no person), `conflict` (too early, too late, twice, over, or the
 * trainer).
 */
export async function signIn(
  home: TrainingHome,
  who: Requester,
  input: { session: string },
  once?: Once,
): Promise<number> {
  if (who.actor.kind !== 'person') {
    throw new AppError('forbidden', '签到须本人登录办理。');
  }
  const signing = { usernames: [who.actor.username], how: 'own-screen', field: 'session' } as const;
  const { store } = home.ledger;
  await getStored(store.read, who, input.session);
  return keep(home, who, { ...signing, session: input.session }, once);
}

/**
 * Signs in a person who typed their own password on the screen of whoever holds the session: `person`
 * was recognised by it. Resolves to how many signed in.
 *
 * Errors: as `signIn`; `invalid`, for a person of another site.
 */
export async function signInBeside(
  home: TrainingHome,
  who: Requester,
  input: { session: string; person: Requester },
  once?: Once,
): Promise<number> {
  const { session, person } = input;
  if (person.actor.kind !== 'person') throw new Error('who has a password is a person');
  await getRun(home.ledger.store.read, who, session);
  const usernames = [person.actor.username];
  return keep(home, who, { session, usernames, how: 'own-password', field: 'username' }, once);
}

/**
 * Signs people in by their names: kept as signed in by another. Resolves to how many signed in.
 *
 * Errors: as `signIn`; `forbidden`, for who does not hold the session; `invalid`, for who is not of
 * the site or no longer in use.
 */
export async function signInByName(
  home: TrainingHome,
  who: Requester,
  input: SignInByName,
  once?: Once,
): Promise<number> {
  const { session, people: usernames } = input;
  await getRun(home.ledger.store.read, who, session);
  return keep(home, who, { session, usernames, how: 'by-name', field: 'people' }, once);
}

async function keep(
  home: TrainingHome,
  who: Requester,
  signing: SigningIn,
  once: Once | undefined,
): Promise<number> {
  const { ledger } = home;
  const { how, field } = signing;
  const { timeZone } = home.catalogue.document;
  return ledger.transact(
    who.actor,
    async (tx) => {
      const { session } = await getStored(tx.db, who, signing.session);
      demandOpen(session);
      const refusal = whyNoSignIn(session, tx.now, timeZone);
      if (refusal !== undefined) throw refusal;
      const all = await loadPeople(tx.db);
      const named = { usernames: signing.usernames, site: session.site, field };
      const people = namedStaff(all, named);
      refuseTwice(session, people);
      await refuseElsewhere(tx.db, people, session, timeZone);
      if (how === 'by-name') refuseOwnName(who, people);
      const entries: EntryDraft[] = [];
      for (const { id } of people) {
        const written = { by: actorText(who.actor), at: tx.now, seq: tx.seq + entries.length };
        await insertAttendance(tx.db, { session: session.id, person: id, how }, written);
        entries.push(signedIn(home, session, { person: id, how, at: tx.now }));
      }
      const [first, ...others] = entries;
      if (first === undefined) throw new Error('somebody signs in');
      return { result: people.length, entries: [first, ...others] };
    },
    once,
  );
}

function signedIn(
  { ledger }: TrainingHome,
  { id, site }: StoredSession,
  signing: { person: string; how: WayOfSigningIn; at: Instant },
): EntryDraft {
  const { person, how } = signing;
  return {
    kind: 'training.signed-in',
    subject: id,
    site,
    facts: { how },
    content: {
      id: newId('ti', ledger.clock, ledger.entropy),
      keyName: trainingKey,
      value: { person },
    },
  };
}

/** The trainer teaches; everybody else signs in once. */
function refuseTwice(session: StoredSession, people: readonly TrainingPerson[]): void {
  if (people.some(({ id }) => id === session.trainer)) {
    throw new AppError('conflict', '讲师不用签到，讲课记在讲师的档案里。');
  }
  const twice = people.filter(({ id }) => {
    const { signIn: kept, present } = resultOf(session.kept, id);
    return kept !== undefined || present;
  });
  if (twice.length === 0) return;
  const names = twice.map(({ name }) => name).join('、');
  throw new AppError('conflict', `${names} 已经签到，不用再签。`);
}

/** Nobody stands in for themselves: one's own sign-in is made on one's own screen. */
function refuseOwnName(who: Requester, people: readonly TrainingPerson[]): void {
  if (!people.some(({ id }) => id === personOf(who))) return;
  throw new AppError('conflict', '自己的签到请在“本人签到”里签，不用代签。');
}
