import { sql } from 'kysely';
import { actorTitle } from '../core/actor.ts';
import { AppError } from '../core/app-error.ts';
import type { Instant } from '../core/clock.ts';
import type { Digest } from '../core/digest.ts';
import type { Reader } from '../store/tables.ts';
import type { Requester, Role, SitePost, SiteRole } from './model.ts';

/** A person as rights know them. */
export interface KnownPerson {
  readonly id: string;
  readonly username: string;
  readonly name: string;
  readonly active: boolean;
  readonly roles: readonly SiteRole[];
}

/** A person as others may see them. */
export interface PersonView extends KnownPerson {
  /** Where they can be written to. */
  readonly email: string | null;
  readonly posts: readonly SitePost[];
}

/** A person by user name, or undefined. */
export async function findPersonByUsername(
  db: Reader,
  username: string,
): Promise<PersonView | undefined> {
  const person = await db
    .selectFrom('person')
    .select(['id', 'username', 'name', 'active', 'email'])
    .where('username', '=', username)
    .executeTakeFirst();
  if (person === undefined) return undefined;
  const roles = await db
    .selectFrom('person_role')
    .select(['site', 'role'])
    .where('person_id', '=', person.id)
    .execute();
  const posts = await db
    .selectFrom('person_post')
    .select(['site', 'post'])
    .where('person_id', '=', person.id)
    .orderBy('site')
    .orderBy('post')
    .execute();
  return {
    ...person,
    active: person.active === 1,
    roles: roles.map(({ site, role }) => ({ site, role: role as Role })),
    posts,
  };
}

/** The requester a user name stands for. Errors: `not-found`. */
export async function getRequester(db: Reader, username: string): Promise<Requester> {
  const person = await findPersonByUsername(db, username);
  if (person === undefined || !person.active) {
    throw new AppError('not-found', `没有在用的用户“${username}”。`);
  }
  return requesterOf(person);
}

/** A person as the one who asks. */
export function requesterOf(person: KnownPerson): Requester {
  const { id, username, name, roles } = person;
  return { actor: { kind: 'person', id, username }, name, roles };
}

/** Everybody, by user name. */
export async function listPeople(db: Reader): Promise<PersonView[]> {
  const people = await db.selectFrom('person').selectAll().orderBy('username').execute();
  const roles = await db.selectFrom('person_role').selectAll().orderBy('role').execute();
  const posts = await db.selectFrom('person_post').selectAll().orderBy('post').execute();
  return people.map(({ id, username, name, active, email }) => ({
    id,
    username,
    name,
    active: active === 1,
    email,
    posts: posts.filter((held) => held.person_id === id).map(({ site, post }) => ({ site, post })),
    roles: roles
      .filter((held) => held.person_id === id)
      .map(({ site, role }) => ({ site, role: role as Role })),
  }));
}

/** The names behind the actors of entries and records (`person:<id>` → name). */
export async function namesOfActors(db: Reader): Promise<(actor: string) => string> {
  const people = await db.selectFrom('person').select(['id', 'name']).execute();
  const names = new Map(people.map(({ id, name }) => [`person:${id}`, name]));
  return (actor) => names.get(actor) ?? actorTitle(actor);
}

/** A session with the person it belongs to. */
export interface SessionView {
  readonly seenAt: Instant;
  readonly expiresAt: Instant;
  readonly person: KnownPerson;
}

/**
 * A session by its token's digest, or undefined. Every request begins with this: it asks once, in
 * plain SQL, and remembers nothing, so that whoever loses a role has lost it at the next request.
 */
export async function findSession(db: Reader, digest: Digest): Promise<SessionView | undefined> {
  const { rows } = await sql<{
    seen_at: Instant;
    expires_at: Instant;
    id: string;
    username: string;
    name: string;
    active: number;
    site: string | null;
    role: string | null;
  }>`SELECT s.seen_at, s.expires_at, p.id, p.username, p.name, p.active, r.site, r.role
    FROM session s JOIN person p ON p.id = s.person_id
    LEFT JOIN person_role r ON r.person_id = p.id
    WHERE s.token_digest = ${digest}`.execute(db);
  const [first] = rows;
  if (first === undefined) return undefined;
  const { id, username, name } = first;
  const roles = rows.flatMap(({ site, role }) =>
    site === null || role === null ? [] : [{ site, role: role as Role }],
  );
  return {
    seenAt: first.seen_at,
    expiresAt: first.expires_at,
    person: { id, username, name, active: first.active === 1, roles },
  };
}
