import type { Action, Requester } from '../../access/model.ts';
import { can } from '../../access/rules.ts';
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

/** Refuses a second signature of somebody without a right at a site. Errors: as `refuseSecond`. */
export function demandOfSecond(
  second: Requester,
  action: Action,
  subject: { readonly site: string },
): void {
  refuseSecond(second, can(second, action, subject));
}

/**
 * Throws what stands against a second signer, naming that person: whoever sits at the desk has the
 * right, and would take “you” for themselves.
 *
 * Errors: `forbidden` at field `approver`, saying who may.
 */
export function refuseSecond(second: Requester, refusal: AppError | undefined): void {
  if (refusal === undefined) return;
  const message = refusal.message.replace(/^您/, `第二位签字人${second.name}`);
  const problems = [{ field: 'approver', rule: 'right', message }];
  throw new AppError('forbidden', message, { problems, cause: refusal });
}
