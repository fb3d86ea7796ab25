import type { Requester } from '../../access/model.ts';
import type { Sessions } from '../../access/sessions.ts';
import { AppError } from '../../core/app-error.ts';

/**
 * The person whose name and password were typed.
 *
 * Errors: `invalid` at field `password`, since `unauthenticated` would read as if the caller's own
 * session had ended; `limit`.
 */
export async function confirmSignature(
  sessions: Pick<Sessions, 'confirm'>,
  typed: { readonly username: string; readonly password: string },
): Promise<Requester> {
  try {
    return await sessions.confirm(typed.username, typed.password);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'unauthenticated') throw error;
    throw new AppError('invalid', '密码不对，没有签字。', {
      problems: [{ field: 'password', rule: 'signature', message: '请本人重新输入自己的密码' }],
      cause: error,
    });
  }
}

/** That the signer typed their own password. Errors: `invalid` at field `password`, `limit`. */
export async function confirmOwn(
  sessions: Pick<Sessions, 'confirm'>,
  who: Requester,
  password: string,
): Promise<void> {
  if (who.actor.kind !== 'person') return;
  await confirmSignature(sessions, { username: who.actor.username, password });
}
