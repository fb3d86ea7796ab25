import type { Actor } from '../core/actor.ts';
import { AppError } from '../core/app-error.ts';
import { newId } from '../core/ids.ts';
import type { Ledger, Once } from '../ledger/transact.ts';
import type { Requester, SiteRole } from './model.ts';
import { checkPassword, hashPassword } from './password.ts';
import { demand } from './rules.ts';

/** What it takes to add a person. */
export interface AddPerson {
  readonly username: string;
  readonly name: string;
  readonly password: string;
  readonly roles: readonly SiteRole[];
}

/**
 * Adds a person who can sign in. Resolves to their id.
 *
 * Errors: `forbidden`, `invalid` (short password, no role), `conflict` (the name is taken).
 */
export async function addPerson(
  ledger: Ledger,
  who: Requester,
  input: AddPerson,
  once?: Once,
): Promise<string> {
  for (const { site } of input.roles) demand(who, 'person.add', { site });
  if (input.roles.length === 0) {
    throw new AppError('invalid', '请至少给一个角色。', {
      problems: [{ field: 'roles', rule: 'required', message: '请至少填一个角色' }],
    });
  }
  checkPassword(input.password);
  const passwordHash = await hashPassword(input.password);
  return insertPerson(ledger, who.actor, { ...input, passwordHash }, once);
}

function insertPerson(
  ledger: Ledger,
  actor: Actor,
  person: Omit<AddPerson, 'password'> & { passwordHash: string },
  once?: Once,
): Promise<string> {
  const { username, name, roles, passwordHash } = person;
  const id = newId('person', ledger.clock, ledger.entropy);
  const addRows = ledger.transact(
    actor,
    async ({ db, now }) => {
      const taken = await db
        .selectFrom('person')
        .select('id')
        .where('username', '=', username)
        .executeTakeFirst();
      if (taken !== undefined) throw new AppError('conflict', `用户名“${username}”已有人使用。`);
      await db
        .insertInto('person')
        .values({ id, username, name, password_hash: passwordHash, active: 1, added_at: now })
        .execute();
      const rows = roles.map(({ site, role }) => ({ person_id: id, site, role }));
      await db.insertInto('person_role').values(rows).execute();
      const facts = { roles: roles.map(({ site, role }) => `${role}@${site}`) };
      return { result: id, entries: [{ kind: 'person.added', subject: id, facts }] };
    },
    once,
  );
  return addRows;
}
