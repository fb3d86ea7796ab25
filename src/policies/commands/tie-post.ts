import type { Requester } from '../../access/model.ts';
import type { SiteDocument } from '../../catalogue/model.ts';
import { AppError } from '../../core/app-error.ts';
import type { Once } from '../../ledger/transact.ts';
import type { Reader } from '../../store/tables.ts';
import type { TiePost } from '../model.ts';
import { statementOf } from '../queries/statements.ts';
import { getPolicyRow } from '../queries/versions.ts';
import { setPost } from '../rows.ts';
import { demandInHouse } from '../rules.ts';
import type { PolicyHome } from './policy-home.ts';

/**
 * Says that a policy is the duty statement of a post, or of none. Resolves to its code.
 *
 * Errors: `forbidden`, `not-found`, `invalid` (no such post), `conflict` (the post has another one).
 * Source: POL-09.
 */
export async function tiePost(
  home: PolicyHome,
  who: Requester,
  input: TiePost,
  once?: Once,
): Promise<string> {
  const { document } = home.catalogue;
  demandInHouse(who, 'policy.write', document);
  const { post } = input;
  if (post !== null) demandPost(document, post);
  return home.ledger.transact(
    who.actor,
    async ({ db }) => {
      const { code } = await getPolicyRow(db, input.code);
      if (post !== null) await refuseSecondStatement(db, { code, post });
      await setPost(db, code, post ?? undefined);
      const facts = { post };
      return { result: code, entries: [{ kind: 'policy.post-set', subject: code, facts }] };
    },
    once,
  );
}

/** Throws `invalid`, listing what exists, where the organisation has no such post. */
export function demandPost(document: Pick<SiteDocument, 'posts'>, post: string): void {
  if (document.posts.some(({ code }) => code === post)) return;
  const known = document.posts.map(({ code, title }) => `${code} ${title}`).join('、');
  throw new AppError('invalid', `没有“${post}”这个岗位。`, {
    problems: [{ field: 'post', rule: 'known', message: `请选 ${known}` }],
  });
}

/** Throws `conflict` where another policy states the duties of a post. */
export async function refuseSecondStatement(
  db: Reader,
  wish: { readonly code: string; readonly post: string },
): Promise<void> {
  const held = await statementOf(db, wish.post);
  if (held === undefined || held.code === wish.code) return;
  const message = `这个岗位已有岗位职责：${held.code}“${held.title}”。一个岗位只有一份，请修订那一份，或先解除它与岗位的对应。`;
  throw new AppError('conflict', message, {
    problems: [{ field: 'post', rule: 'single', message }],
  });
}
