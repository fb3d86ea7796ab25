import type { Requester } from '../../access/model.ts';
import type { Sessions } from '../../access/sessions.ts';
import { AppError } from '../../core/app-error.ts';

/**
 * The other person whose name and password came with a request.
 *
 * Errors: `invalid` at field `approver`, since `unauthenticated` would read as if the caller's own
 * session had ended; `limit`.
 */
export async function confirmSecond(
  sessions: Pick<Sessions, 'confirm'>,
  signature: { readonly username: string; readonly password: string },
): Promise<Requester> {
  try {
    return await sessions.confirm(signature.username, signature.password);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'unauthenticated') throw error;
    throw new AppError('invalid', '第二位签字人的用户名或密码不对。', {
      problems: [
        { field: 'approver', rule: 'signature', message: '请本人重新输入自己的用户名和密码' },
      ],
      cause: error,
    });
  }
}
