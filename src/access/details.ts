import { z } from 'zod';
import { findNewestVersion } from '../catalogue/catalogue.ts';
import { AppError, type FieldProblem } from '../core/app-error.ts';
import type { Reader } from '../store/tables.ts';
import type { SitePost } from './model.ts';

/** The data key of what is sealed about people: they belong to no month and to no one site. */
export const peopleKey = 'people-long';

const Email = z.email().max(254);

/**
 * An address as it is kept: without blanks around it, null for none.
 *
 * Errors: `invalid` at `email`, where no letter could arrive.
 */
export function readEmail(typed: string | null): string | null {
  const email = typed?.trim() ?? '';
  if (email === '') return null;
  if (Email.safeParse(email).success) return email;
  throw refused('email', 'shape', '请填完整的邮箱地址，如 li@example.org，或留空');
}

/** Refuses posts that the catalogue of this moment does not know. Errors: `invalid` at `posts`. */
export async function checkPosts(db: Reader, posts: readonly SitePost[]): Promise<void> {
  if (posts.length === 0) return;
  const newest = await findNewestVersion(db);
  const document = newest === undefined ? { posts: [], sites: [] } : Vocabulary.parse(newest.text);
  const known = new Set(document.posts.map(({ code }) => code));
  const sites = new Set(document.sites.map(({ code }) => code));
  const [strange] = posts.filter(({ site, post }) => !known.has(post) || !sites.has(site));
  if (strange === undefined) return;
  const { site, post } = strange;
  const words = sites.has(site) ? `没有岗位“${post}”` : `没有项目“${site}”`;
  throw refused('posts', 'known', `${words}，请从“开始使用”里设好的岗位中选`);
}

const Coded = z.array(z.object({ code: z.string() }));

/** What of the site document says which posts there are, and where. */
const Vocabulary = z
  .string()
  .transform((text): unknown => JSON.parse(text))
  .pipe(z.object({ posts: Coded, sites: Coded }));

/** Each post once. */
export function distinctPosts(posts: readonly SitePost[]): SitePost[] {
  return [...new Map(posts.map((held) => [postText(held), held])).values()];
}

/** A post as facts name it: `desk-clerk@A`. */
export function postText({ site, post }: SitePost): string {
  return `${post}@${site}`;
}

function refused(field: string, rule: string, message: string): AppError {
  const problems: FieldProblem[] = [{ field, rule, message }];
  return new AppError('invalid', `${message}。`, { problems });
}
