import { actorTitle } from '../core/actor.ts';
import type { Instant } from '../core/clock.ts';
import type { Reader } from '../store/tables.ts';
import { namesOfActors } from './queries.ts';

/** What happened to a person's account. */
export interface PersonEvent {
  readonly seq: number;
  readonly at: Instant;
  readonly kind: string;
  /** Who did it, by name. */
  readonly by: string;
  /** The roles then held, as `role@site`. */
  readonly roles: readonly string[];
  /** The posts then held, as `post@site`. */
  readonly posts: readonly string[];
}

const mostEvents = 100;
const kinds = [
  'person.added',
  'person.roles-changed',
  'person.posts-changed',
  'person.email-changed',
  'person.password-changed',
  'person.deactivated',
  'person.reactivated',
];

/** What was changed about a person, the newest first; what they did themselves is not part of it. */
export async function listPersonEvents(db: Reader, personId: string): Promise<PersonEvent[]> {
  const rows = await db
    .selectFrom('entry')
    .select(['seq', 'at', 'kind', 'leaf'])
    .where('subject', '=', personId)
    .where('kind', 'in', kinds)
    .orderBy('seq', 'desc')
    .limit(mostEvents)
    .execute();
  const nameOf = await namesOfActors(db);
  return rows.map(({ seq, at, kind, leaf }) => {
    const { actor = '', facts = {} } = JSON.parse(leaf) as {
      actor?: string;
      facts?: { roles?: readonly string[]; posts?: readonly string[] };
    };
    const { roles = [], posts = [] } = facts;
    return { seq, at, kind, by: nameOf(actor) || actorTitle(actor), roles, posts };
  });
}

/** When each of these people last signed in, by id. */
export async function lastSignIns(
  db: Reader,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Instant>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('person')
    .select('person.id')
    .select(({ selectFrom }) =>
      selectFrom('entry')
        .select('entry.at')
        .whereRef('entry.subject', '=', 'person.id')
        .where('entry.kind', '=', 'session.opened')
        .orderBy('entry.seq', 'desc')
        .limit(1)
        .as('at'),
    )
    .where('person.id', 'in', ids)
    .execute();
  return new Map(rows.flatMap(({ id, at }) => (at === null ? [] : [[id, at] as const])));
}
