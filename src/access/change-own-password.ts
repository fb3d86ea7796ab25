import { AppError, type FieldProblem } from '../core/app-error.ts';
import { digestOf } from '../core/digest.ts';
import type { Ledger } from '../ledger/transact.ts';
import type { Requester } from './model.ts';
import { checkPassword, hashPassword } from './password.ts';
import type { Sessions } from './sessions.ts';

/**
 * Gives the one who asks another password, and closes their sessions but for `token`'s.
 *
 * Shape: how many sessions were closed. Errors: `forbidden` (no person), `invalid` (wrong old
 * password at `old`, short or unchanged new one), `limit` (too many wrong ones).
 */
export async function changeOwnPassword(
  { ledger, sessions }: { ledger: Ledger; sessions: Pick<Sessions, 'confirm'> },
  who: Requester,
  input: { readonly old: string; readonly password: string; readonly token: string },
): Promise<{ readonly closed: number }> {
  const { actor } = who;
  if (actor.kind !== 'person') throw new AppError('forbidden', '只有登录的人有密码可改。');
  await confirmOld(sessions, actor.username, input.old);
  checkPassword(input.password);
  if (input.password === input.old) {
    throw invalid('新密码没有改。', {
      field: 'password',
      rule: 'changed',
      message: '新密码与原密码相同，请换一个',
    });
  }
  const passwordHash = await hashPassword(input.password);
  return ledger.transact(actor, async ({ db }) => {
    await db
      .updateTable('person')
      .set({ password_hash: passwordHash })
      .where('id', '=', actor.id)
      .execute();
    const { numDeletedRows } = await db
      .deleteFrom('session')
      .where('person_id', '=', actor.id)
      .where('token_digest', '!=', digestOf(input.token))
      .executeTakeFirstOrThrow();
    const closed = Number(numDeletedRows);
    const facts = { own: true, sessionsClosed: closed };
    return {
      result: { closed },
      entries: [{ kind: 'person.password-changed', subject: actor.id, facts }],
    };
  });
}

/** The old password, whose wrong tries count like those of a sign-in. */
async function confirmOld(
  sessions: Pick<Sessions, 'confirm'>,
  username: string,
  old: string,
): Promise<void> {
  try {
    await sessions.confirm(username, old);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'unauthenticated') throw error;
    const message = '原密码不对，请重新输入';
    throw invalid('原密码不对，密码没有改。', { field: 'old', rule: 'password', message });
  }
}

function invalid(message: string, problem: FieldProblem): AppError {
  return new AppError('invalid', message, { problems: [problem] });
}
