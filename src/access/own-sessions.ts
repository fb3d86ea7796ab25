import { type Clock, type Instant, instantAfter } from '../core/clock.ts';
import { digestOf } from '../core/digest.ts';
import type { Store } from '../store/open.ts';
import { idleHours } from './sessions.ts';

/** One place where a person is signed in. */
export interface OwnSession {
  readonly openedAt: Instant;
  readonly seenAt: Instant;
  readonly expiresAt: Instant;
  /** Whether it is the one that asks. */
  readonly isCurrent: boolean;
}

/** Where a person is signed in now, the latest first; `token` is the session that asks. */
export async function listOwnSessions(
  { store, clock }: { store: Pick<Store, 'read'>; clock: Clock },
  personId: string,
  token: string,
): Promise<OwnSession[]> {
  const now = clock.now();
  const rows = await store.read
    .selectFrom('session')
    .selectAll()
    .where('person_id', '=', personId)
    .where('expires_at', '>', now)
    .where('seen_at', '>', instantAfter(now, { minutes: -idleHours * 60 }))
    .orderBy('seen_at', 'desc')
    .execute();
  const own = digestOf(token);
  return rows.map((row) => ({
    openedAt: row.opened_at,
    seenAt: row.seen_at,
    expiresAt: row.expires_at,
    isCurrent: row.token_digest === own,
  }));
}

/** Signs a person out everywhere but where they ask from. Resolves to how many ended. */
export async function closeOtherSessions(
  store: Pick<Store, 'scratch'>,
  personId: string,
  token: string,
): Promise<number> {
  return store.scratch(async (db) => {
    const { numDeletedRows } = await db
      .deleteFrom('session')
      .where('person_id', '=', personId)
      .where('token_digest', '!=', digestOf(token))
      .executeTakeFirstOrThrow();
    return Number(numDeletedRows);
  });
}
