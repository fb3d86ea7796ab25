import type { Actor } from '../core/actor.ts';
import { AppError, type FieldProblem } from '../core/app-error.ts';
import { newId } from '../core/ids.ts';
import type { Ledger, Once } from '../ledger/transact.ts';
import { checkPosts, distinctPosts, peopleKey, postText, readEmail } from './details.ts';
import type { Requester, SitePost, SiteRole } from './model.ts';
import { checkPassword, hashPassword } from './password.ts';
import { demand } from './rules.ts';

/** What it takes to add a person. */
export interface AddPerson {
  readonly username: string;
  readonly name: string;
  readonly password: string;
  readonly roles: readonly SiteRole[];
  readonly email?: string | null | undefined;
  readonly posts?: readonly SitePost[] | undefined;
}

/**
 * Adds a person who can sign in. Resolves to their id.
 *
 * Errors: `forbidden`, `invalid` (short password, no role, no address, no such post), `conflict` (the
 * name is taken).
 */
export async function addPerson(
  ledger: Ledger,
  who: Requester,
  input: AddPerson,
  once?: Once,
): Promise<string> {
  const { email = null, posts = [] } = input;
  for (const { site } of [...input.roles, ...posts]) demand(who, 'person.add', { site });
  checkAll([
    () => checkRoles(input),
    () => checkNames(input),
    () => readEmail(email),
    () => checkPassword(input.password),
  ]);
  const passwordHash = await hashPassword(input.password);
  const person = {
    ...input,
    passwordHash,
    email: readEmail(email),
    posts: distinctPosts(posts),
  };
  return insertPerson(ledger, who.actor, person, once);
}

/** Makes every check, so that all that is wrong is said at once. Errors: `invalid`. */
function checkAll(checks: readonly (() => void)[]): void {
  const found = checks.flatMap((check) => {
    try {
      check();
      return [];
    } catch (error) {
      if (error instanceof AppError) return [error];
      throw error;
    }
  });
  const [first, second] = found;
  if (first === undefined) return;
  if (second === undefined) throw first;
  const problems = found.flatMap((one) => one.problems);
  throw new AppError('invalid', '有几处要改，还没有添加。', { problems });
}

function checkRoles({ roles }: Pick<AddPerson, 'roles'>): void {
  if (roles.length > 0) return;
  throw new AppError('invalid', '还没有给角色。', {
    problems: [{ field: 'roles', rule: 'required', message: '请至少勾选一个角色' }],
  });
}

/** Refuses names that look like another's: what is typed and what is read must be the same. */
function checkNames({ username, name }: Pick<AddPerson, 'username' | 'name'>): void {
  const problems: FieldProblem[] = [];
  const plain = username === username.normalize('NFKC');
  if (!plain || !/^[\p{L}\p{N}][\p{L}\p{N}\p{M}._@+-]{0,63}$/u.test(username)) {
    const message = '请用半角字母、数字或汉字，可夹 . _ @ + -，不能有空格，最多 64 字';
    problems.push({ field: 'username', rule: 'shape', message });
  }
  if (name.trim() === '' || /[\p{Cc}\p{Cf}\p{Cs}]/u.test(name)) {
    problems.push({ field: 'name', rule: 'shape', message: '请填姓名，不能有看不见的字符' });
  }
  if (problems.length > 0) throw new AppError('invalid', '用户名或姓名不合要求。', { problems });
}

interface NewDetails {
  readonly passwordHash: string;
  readonly email: string | null;
  readonly posts: readonly SitePost[];
}

function insertPerson(
  ledger: Ledger,
  actor: Actor,
  person: Omit<AddPerson, 'password'> & NewDetails,
  once?: Once,
): Promise<string> {
  const { username, name, roles, passwordHash, email, posts } = person;
  const id = newId('person', ledger.clock, ledger.entropy);
  const addRows = ledger.transact(
    actor,
    async ({ db, now }) => {
      await checkPosts(db, posts);
      const taken = await db
        .selectFrom('person')
        .select('id')
        .where(({ eb, fn }) => eb(fn('lower', ['username']), '=', username.toLowerCase()))
        .executeTakeFirst();
      if (taken !== undefined) {
        throw new AppError('conflict', `用户名“${username}”已有人使用。`, {
          problems: [{ field: 'username', rule: 'unique', message: '请换一个用户名' }],
        });
      }
      await db
        .insertInto('person')
        .values({
          id,
          username,
          name,
          password_hash: passwordHash,
          active: 1,
          added_at: now,
          email,
        })
        .execute();
      const rows = roles.map(({ site, role }) => ({ person_id: id, site, role }));
      // The same role twice is the role once.
      await db
        .insertInto('person_role')
        .values(rows)
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      if (posts.length > 0) {
        const held = posts.map((one) => ({ person_id: id, ...one, since: now }));
        await db.insertInto('person_post').values(held).execute();
      }
      const facts = {
        roles: roles.map(({ site, role }) => `${role}@${site}`),
        ...(posts.length === 0 ? {} : { posts: posts.map(postText) }),
      };
      // An address is personal: the entry proves it without telling it.
      const content =
        email === null
          ? undefined
          : {
              id: newId('email', ledger.clock, ledger.entropy),
              keyName: peopleKey,
              value: { email },
            };
      const entry = { kind: 'person.added', subject: id, facts };
      return { result: id, entries: [content === undefined ? entry : { ...entry, content }] };
    },
    once,
  );
  return addRows;
}
