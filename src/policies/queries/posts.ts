import type { Requester } from '../../access/model.ts';
import { listPeople } from '../../access/queries.ts';
import type { PolicyLine } from '../model.ts';
import type { PostDuties, PostLine } from '../post-views.ts';
import { listPolicies, type PolicyReads, todayOf } from './policies.ts';
import { listStatements, type Statement } from './statements.ts';

/**
 * Every post of the organisation with its duty statement and who holds it, in the order of the
 * settings; the posts without one in force; and statements whose post is gone. Errors: `forbidden`.
 *
 * Source: POL-09.
 */
export async function listPosts(home: PolicyReads, who: Requester): Promise<PostDuties> {
  const lines = new Map((await listPolicies(home, who)).map((line) => [line.code, line]));
  const today = todayOf(home);
  const standing = (await listStatements(home.store.read)).filter(
    ({ endsOn }) => endsOn === null || endsOn > today,
  );
  const people = (await listPeople(home.store.read)).filter(({ active }) => active);
  const { posts: known } = home.catalogue.document;
  const posts = known.map(({ code, title, department, reportsTo }): PostLine => {
    const holders = people.flatMap(({ username, name, posts: held }) =>
      held.filter(({ post }) => post === code).map(({ site }) => ({ username, name, site })),
    );
    const statement = statementFor(code, standing, lines);
    return { post: code, title, department, reportsTo: reportsTo ?? null, statement, holders };
  });
  return {
    posts,
    without: posts.flatMap(({ post, statement }) => (statement?.inForce == null ? [post] : [])),
    orphans: standing
      .filter(({ post }) => !known.some(({ code }) => code === post))
      .map(({ code, title, post }) => ({ code, title, post })),
  };
}

/** The posts without a duty statement in force, by what is known of every policy today. */
export async function postsWithout(
  home: PolicyReads,
  all: readonly PolicyLine[],
): Promise<string[]> {
  const lines = new Map(all.map((line) => [line.code, line]));
  const statements = await listStatements(home.store.read);
  const stated = statements.filter(({ code }) => lines.get(code)?.inForce != null);
  const held = new Set(stated.map(({ post }) => post));
  const { posts } = home.catalogue.document;
  return posts.flatMap(({ code }) => (held.has(code) ? [] : [code]));
}

/** The statement that goes on, before one whose last day is settled. */
function statementFor(
  post: string,
  standing: readonly Statement[],
  lines: ReadonlyMap<string, PolicyLine>,
): PostLine['statement'] {
  const own = standing.filter((one) => one.post === post);
  const line = lines.get((own.find(({ endsOn }) => endsOn === null) ?? own[0])?.code ?? '');
  if (line === undefined) return null;
  const { code, title, inForce, latest } = line;
  return { code, title, inForce, latest };
}
