import { AppError } from '../core/app-error.ts';
import type { Reader } from '../store/tables.ts';
import type { Requester, Role, SiteRole } from './model.ts';

/** A person as others may see them. */
export interface PersonView {
  readonly id: string;
  readonly username: string;
  readonly name: string;
  readonly active: boolean;
  readonly roles: readonly SiteRole[];
}

/** A person by user name, or undefined. */
export function findPersonByUsername(
  db: Reader,
  username: string,
): Promise<PersonView | undefined> {
  return findPerson(db, 'username', username);
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
export function requesterOf(person: PersonView): Requester {
  const { id, username, name, roles } = person;
  return { actor: { kind: 'person', id, username }, name, roles };
}

/** Everybody, by user name. */
export async function listPeople(db: Reader): Promise<PersonView[]> {
  const people = await db.selectFrom('person').selectAll().orderBy('username').execute();
  const roles = await db.selectFrom('person_role').selectAll().orderBy('role').execute();
  return people.map(({ id, username, name, active }) => ({
    id,
    username,
    name,
    active: active === 1,
    roles: roles
      .filter((held) => held.person_id === id)
      .map(({ site, role }) => ({ site, role: role as Role })),
  }));
}

/** The names behind the actors of entries and records (`person:<id>` → name). */
export async function namesOfActors(db: Reader): Promise<(actor: string) => string> {
  const people = await db.selectFrom('person').select(['id', 'name']).execute();
  const names = new Map(people.map(({ id, name }) => [`person:${id}`, name]));
  return (actor) => names.get(actor) ?? actor.replace(/^operator:(.*)$/, '本机操作员（$1）');
}

async function findPerson(
  db: Reader,
  column: 'username' | 'id',
  value: string,
): Promise<PersonView | undefined> {
  const person = await db
    .selectFrom('person')
    .select(['id', 'username', 'name', 'active'])
    .where(column, '=', value)
    .executeTakeFirst();
  if (person === undefined) return undefined;
  const roles = await db
    .selectFrom('person_role')
    .select(['site', 'role'])
    .where('person_id', '=', person.id)
    .execute();
  return {
    ...person,
    active: person.active === 1,
    roles: roles.map(({ site, role }) => ({ site, role: role as Role })),
  };
}

/** A person by id, or undefined. */
export function findPersonById(db: Reader, id: string): Promise<PersonView | undefined> {
  return findPerson(db, 'id', id);
}
