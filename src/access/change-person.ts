import { AppError } from '../core/app-error.ts';
import type { Ledger, LedgerTx, Once } from '../ledger/transact.ts';
import type { Requester, SiteRole } from './model.ts';
import { findPersonByUsername, type PersonView } from './queries.ts';
import { demand } from './rules.ts';

/**
 * Takes a person out of use, so that they can sign in no more and their sessions end, or brings
 * them back. What they did stays under their name. Resolves to how many sessions were closed.
 *
 * Errors: `not-found`, `forbidden` (whoever may not add people at every place of theirs), `conflict`
 * (oneself, or the last administrator of a place).
 */
export async function setActive(
  ledger: Ledger,
  who: Requester,
  input: { readonly username: string; readonly active: boolean },
  once?: Once,
): Promise<number> {
  const { username, active } = input;
  return ledger.transact(
    who.actor,
    async (tx) => {
      const person = await personFor(tx, who, username);
      if (!active && isSelf(who, person)) {
        throw new AppError('conflict', '不能停用自己，请另一位管理员办理。');
      }
      if (!active) await refuseLastAdmin(tx, person, []);
      await tx.db
        .updateTable('person')
        .set({ active: active ? 1 : 0 })
        .where('id', '=', person.id)
        .execute();
      const closed = active ? 0 : await closeSessions(tx, person);
      const kind = active ? 'person.reactivated' : 'person.deactivated';
      const facts = { sessionsClosed: closed };
      return { result: closed, entries: [{ kind, subject: person.id, facts }] };
    },
    once,
  );
}

/**
 * Gives a person these roles in place of those they had; they count from the next request on.
 *
 * Errors: `not-found`, `forbidden` (whoever may not add people at each place concerned), `invalid`
 * (no role), `conflict` (the last administrator of a place).
 */
export async function changeRoles(
  ledger: Ledger,
  who: Requester,
  input: { readonly username: string; readonly roles: readonly SiteRole[] },
  once?: Once,
): Promise<string> {
  const wanted = new Map(input.roles.map((held) => [roleText(held), held]));
  for (const { site } of wanted.values()) demand(who, 'person.add', { site });
  if (wanted.size === 0) {
    throw new AppError('invalid', '请至少留一个角色；不再任职的请停用。', {
      problems: [{ field: 'roles', rule: 'required', message: '请至少勾一个角色' }],
    });
  }
  return ledger.transact(
    who.actor,
    async (tx) => {
      const person = await personFor(tx, who, input.username);
      const rows = [...wanted.values()].map((held) => ({ person_id: person.id, ...held }));
      if (person.active) await refuseLastAdmin(tx, person, [...wanted.values()]);
      await tx.db.deleteFrom('person_role').where('person_id', '=', person.id).execute();
      await tx.db.insertInto('person_role').values(rows).execute();
      const facts = { roles: [...wanted.keys()], before: person.roles.map(roleText) };
      return {
        result: person.id,
        entries: [{ kind: 'person.roles-changed', subject: person.id, facts }],
      };
    },
    once,
  );
}

/** The person of a user name as they stand now, whom `who` may change. */
async function personFor({ db }: LedgerTx, who: Requester, username: string): Promise<PersonView> {
  const person = await findPersonByUsername(db, username);
  if (person === undefined) throw new AppError('not-found', `没有用户“${username}”。`);
  for (const { site } of person.roles) demand(who, 'person.add', { site });
  return person;
}

function isSelf({ actor }: Requester, person: PersonView): boolean {
  return actor.kind === 'person' && actor.id === person.id;
}

/** Refuses to leave a place without anybody who can add people and change the settings. */
async function refuseLastAdmin(
  { db }: LedgerTx,
  person: PersonView,
  kept: readonly SiteRole[],
): Promise<void> {
  const isKept = (site: string) =>
    kept.some((held) => held.role === 'admin' && (held.site === site || held.site === '*'));
  const lost = person.roles.filter(({ site, role }) => role === 'admin' && !isKept(site));
  for (const { site } of lost) {
    const other = await db
      .selectFrom('person_role')
      .innerJoin('person', 'person.id', 'person_role.person_id')
      .select('person.id')
      .where('person_role.role', '=', 'admin')
      .where('person_role.site', 'in', [site, '*'])
      .where('person.active', '=', 1)
      .where('person.id', '!=', person.id)
      .limit(1)
      .executeTakeFirst();
    if (other !== undefined) continue;
    throw new AppError('conflict', '这是最后一位系统管理员，请先让另一个人担任管理员。', {
      problems: [{ field: 'roles', rule: 'last', message: '至少要留一位系统管理员' }],
    });
  }
}

async function closeSessions({ db }: LedgerTx, { id }: PersonView): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('session')
    .where('person_id', '=', id)
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}

function roleText({ site, role }: SiteRole): string {
  return `${role}@${site}`;
}
