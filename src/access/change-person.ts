import { AppError, assert } from '../core/app-error.ts';
import { newId } from '../core/ids.ts';
import type { EntryDraft } from '../ledger/entry.ts';
import type { Ledger, LedgerTx, Once } from '../ledger/transact.ts';
import { checkPosts, distinctPosts, peopleKey, postText, readEmail } from './details.ts';
import type { Requester, SitePost, SiteRole } from './model.ts';
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
        // Whoever comes back is hired anew; to be brought back while there changes nothing.
        .set({
          active: active ? 1 : 0,
          ...(active && !person.active ? { rehired_at: tx.now } : {}),
        })
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

/** What is changed about a person; what is left out stays. */
export interface ChangePerson {
  readonly username: string;
  readonly roles?: readonly SiteRole[] | undefined;
  readonly posts?: readonly SitePost[] | undefined;
  /** Null takes the address away. */
  readonly email?: string | null | undefined;
}

/**
 * Gives a person these roles, posts and address in place of those they had; roles count from the
 * next request on. Resolves to their id.
 *
 * Errors: `not-found`, `forbidden` (whoever may not add people at each place concerned), `invalid`
 * (no role, no such post, no address), `conflict` (the last administrator of a place).
 */
export async function changePerson(
  ledger: Ledger,
  who: Requester,
  input: ChangePerson,
  once?: Once,
): Promise<string> {
  const { username, roles, posts } = input;
  for (const { site } of roles ?? []) demand(who, 'person.add', { site });
  if (roles?.length === 0) {
    throw new AppError('invalid', '请至少留一个角色；不再任职的请停用。', {
      problems: [{ field: 'roles', rule: 'required', message: '请至少勾一个角色' }],
    });
  }
  const email = input.email === undefined ? undefined : readEmail(input.email);
  return ledger.transact(
    who.actor,
    async (tx) => {
      const person = await personFor(tx, who, username);
      const entries: EntryDraft[] = [];
      if (posts !== undefined) entries.push(...(await changePosts(tx, who, { person, posts })));
      if (email !== undefined) entries.push(...(await changeEmail(ledger, tx, person, email)));
      const isSame = roles === undefined || haveSameRoles(roles, person.roles);
      // What changes nothing is noted too: somebody looked at the roles and left them as they are.
      if (!isSame || entries.length === 0) {
        entries.unshift(await changeRoles(tx, person, roles ?? person.roles));
      }
      const [first, ...others] = entries;
      assert(first !== undefined, 'a change has an entry');
      return { result: person.id, entries: [first, ...others] };
    },
    once,
  );
}

async function changeRoles(
  tx: LedgerTx,
  person: PersonView,
  roles: readonly SiteRole[],
): Promise<EntryDraft> {
  const wanted = new Map(roles.map((held) => [roleText(held), held]));
  const rows = [...wanted.values()].map((held) => ({ person_id: person.id, ...held }));
  if (person.active) await refuseLastAdmin(tx, person, [...wanted.values()]);
  await tx.db.deleteFrom('person_role').where('person_id', '=', person.id).execute();
  await tx.db.insertInto('person_role').values(rows).execute();
  const facts = { roles: [...wanted.keys()], before: person.roles.map(roleText) };
  return { kind: 'person.roles-changed', subject: person.id, facts };
}

/** A post that is kept, or taken along to another site, is held since it was first given. */
async function changePosts(
  { db, now }: LedgerTx,
  who: Requester,
  wish: { readonly person: PersonView; readonly posts: readonly SitePost[] },
): Promise<EntryDraft[]> {
  const { person } = wish;
  const posts = distinctPosts(wish.posts);
  const before = new Set(person.posts.map(postText));
  const after = new Set(posts.map(postText));
  const given = posts.filter((held) => !before.has(postText(held)));
  const taken = person.posts.filter((held) => !after.has(postText(held)));
  if (given.length + taken.length === 0) return [];
  for (const { site } of [...given, ...taken]) demand(who, 'person.add', { site });
  await checkPosts(db, given);
  const held = await db
    .selectFrom('person_post')
    .select(['post', 'since'])
    .where('person_id', '=', person.id)
    .orderBy('since', 'desc')
    .execute();
  const since = new Map(held.map((row) => [row.post, row.since]));
  for (const { site, post } of taken) {
    await db
      .deleteFrom('person_post')
      .where('person_id', '=', person.id)
      .where('site', '=', site)
      .where('post', '=', post)
      .execute();
  }
  if (given.length > 0) {
    const rows = given.map(({ site, post }) => {
      return { person_id: person.id, site, post, since: since.get(post) ?? now };
    });
    await db.insertInto('person_post').values(rows).execute();
  }
  const facts = { posts: [...after], before: [...before] };
  return [{ kind: 'person.posts-changed', subject: person.id, facts }];
}

/** An address is personal: the entry proves it without telling it. */
async function changeEmail(
  ledger: Ledger,
  { db }: LedgerTx,
  person: PersonView,
  email: string | null,
): Promise<EntryDraft[]> {
  if (email === person.email) return [];
  await db.updateTable('person').set({ email }).where('id', '=', person.id).execute();
  const id = newId('email', ledger.clock, ledger.entropy);
  const content = { id, keyName: peopleKey, value: { email } };
  const facts = { given: email !== null };
  return [{ kind: 'person.email-changed', subject: person.id, content, facts }];
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

function haveSameRoles(some: readonly SiteRole[], others: readonly SiteRole[]): boolean {
  const [one, other] = [new Set(some.map(roleText)), new Set(others.map(roleText))];
  return one.size === other.size && [...one].every((role) => other.has(role));
}

function roleText({ site, role }: SiteRole): string {
  return `${role}@${site}`;
}
