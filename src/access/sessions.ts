import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import { AppError } from '../core/app-error.ts';
import { instantAfter } from '../core/clock.ts';
import { digestOf } from '../core/digest.ts';
import type { Ledger } from '../ledger/transact.ts';
import type { Reader } from '../store/tables.ts';
import type { Requester } from './model.ts';
import { hashPassword, isPassword } from './password.ts';
import { findPersonByUsername, findSession, type PersonView, requesterOf } from './queries.ts';

const hour = 3_600_000;
/** How long a session may be left alone before it ends. Units: hours. */
export const idleHours = 12;
const absoluteHours = 24 * 7;
/** How stale the last-seen time may get before it costs a write. Units: milliseconds. */
const seenEvery = 5 * 60_000;
const tokenBytes = 32;
/** Longer than any user name there can be. Units: UTF-16 code units. */
const longestUsername = 128;

/** Signs people in and recognises them afterwards. */
export interface Sessions {
  /** Errors: `unauthenticated` (the same for a wrong name and a wrong password), `limit`. */
  open(username: string, password: string): Promise<{ token: string; who: Requester }>;
  /** Who gives these credentials, for a second signature. Errors: as `open`. */
  confirm(username: string, password: string): Promise<Requester>;
  /** The requester behind a token, or undefined if it is unknown or over. */
  find(token: string): Promise<Requester | undefined>;
  close(token: string): Promise<void>;
}

/** Sessions of random tokens, kept as digests, with an idle and an absolute end. */
export function openSessions(ledger: Ledger): Sessions {
  const { store, clock } = ledger;
  const recognise = passwordCheck(store.read);
  return {
    confirm: async (username, password) => requesterOf(await recognise(username, password)),

    async open(username, password) {
      const person = await recognise(username, password);
      return { token: await openSession(ledger, person), who: requesterOf(person) };
    },

    async find(token) {
      const now = clock.now();
      const digest = digestOf(token);
      const session = await findSession(store.read, digest);
      if (session === undefined || session.expiresAt <= now) return undefined;
      const unseen = Date.parse(now) - Date.parse(session.seenAt);
      if (unseen >= idleHours * hour) return undefined;
      if (unseen >= seenEvery) {
        await store.scratch((db) =>
          db
            .updateTable('session')
            .set({ seen_at: now })
            .where('token_digest', '=', digest)
            .execute(),
        );
      }
      return session.person.active ? requesterOf(session.person) : undefined;
    },

    async close(token) {
      await store.scratch((db) =>
        db.deleteFrom('session').where('token_digest', '=', digestOf(token)).execute(),
      );
    },
  };
}

async function openSession(ledger: Ledger, person: PersonView): Promise<string> {
  const token = ledger.entropy.bytes(tokenBytes).toString('base64url');
  await ledger.transact(requesterOf(person).actor, async ({ db, now }) => {
    const session = {
      token_digest: digestOf(token),
      person_id: person.id,
      opened_at: now,
      seen_at: now,
      expires_at: instantAfter(now, { milliseconds: absoluteHours * hour }),
    };
    await db.insertInto('session').values(session).execute();
    return { result: null, entries: [{ kind: 'session.opened', subject: person.id }] };
  });
  return token;
}

/** Recognises a person by name and password; five wrong tries rest the name a quarter of an hour. */
function passwordCheck(db: Reader): (username: string, password: string) => Promise<PersonView> {
  const limiter = new RateLimiterMemory({ points: 5, duration: 900, blockDuration: 900 });
  // A name nobody has must take as long as a wrong password.
  const nobody = hashPassword('nobody has this password');
  const take = inTurn();
  return (username, password) => take(username, () => recognise(username, password));

  async function recognise(username: string, password: string): Promise<PersonView> {
    // Wrong tries are remembered by name: one that can be nobody's would only fill the memory.
    if (username.length > longestUsername) throw unrecognised();
    await refuseIfBlocked(limiter, username);
    const person = await findPersonByUsername(db, username);
    const kept = await db
      .selectFrom('person')
      .select('password_hash')
      .where('username', '=', username)
      .executeTakeFirst();
    const right = await isPassword(kept?.password_hash ?? (await nobody), password);
    if (person === undefined || !person.active || !right) {
      await limiter.consume(username).catch(() => undefined);
      throw unrecognised();
    }
    await limiter.delete(username);
    return person;
  }
}

function unrecognised(): AppError {
  return new AppError('unauthenticated', '用户名或密码不对。');
}

/** Runs what belongs to one name one after another: many tries at once count like many in a row. */
function inTurn(): <Result>(name: string, work: () => Promise<Result>) => Promise<Result> {
  const last = new Map<string, Promise<unknown>>();
  return async (name, work) => {
    const mine = (last.get(name) ?? Promise.resolve()).then(work, work);
    last.set(name, mine);
    try {
      return await mine;
    } finally {
      if (last.get(name) === mine) last.delete(name);
    }
  };
}

async function refuseIfBlocked(limiter: RateLimiterMemory, username: string): Promise<void> {
  const state: RateLimiterRes | null = await limiter.get(username);
  if (state === null || state.remainingPoints > 0) return;
  const minutes = Math.ceil(state.msBeforeNext / 60_000);
  throw new AppError('limit', `密码错误次数过多，请 ${minutes} 分钟后再试。`);
}
