import { AppError } from '../core/app-error.ts';
import type { Ledger } from '../ledger/transact.ts';
import type { Reader } from '../store/tables.ts';
import type { Requester } from './model.ts';
import { checkPassword, hashPassword } from './password.ts';
import { findPersonByUsername, type PersonView } from './queries.ts';
import { demand } from './rules.ts';

/**
 * Gives a person another password and closes their sessions, so that whoever held one signs in anew.
 *
 * Shape: how many sessions were closed. Errors: `not-found`, `forbidden` (whoever may not add people
 * at every place where this person holds a role), `invalid` (short password).
 */
export async function changePassword(
  ledger: Ledger,
  who: Requester,
  input: { readonly username: string; readonly password: string },
): Promise<{ readonly closed: number }> {
  const { username, password } = input;
  await personFor(ledger.store.read, who, username);
  checkPassword(password);
  const passwordHash = await hashPassword(password);
  return ledger.transact(who.actor, async ({ db }) => {
    // Once more: they may have come to a place of which `who` knows nothing.
    const person = await personFor(db, who, username);
    await db
      .updateTable('person')
      .set({ password_hash: passwordHash })
      .where('id', '=', person.id)
      .execute();
    const { numDeletedRows } = await db
      .deleteFrom('session')
      .where('person_id', '=', person.id)
      .executeTakeFirstOrThrow();
    const closed = Number(numDeletedRows);
    const facts = { sessionsClosed: closed };
    return {
      result: { closed },
      entries: [{ kind: 'person.password-changed', subject: person.id, facts }],
    };
  });
}

async function personFor(db: Reader, who: Requester, username: string): Promise<PersonView> {
  const person = await findPersonByUsername(db, username);
  if (person === undefined) throw new AppError('not-found', `没有用户“${username}”。`);
  for (const { site } of person.roles) demand(who, 'person.add', { site });
  return person;
}
