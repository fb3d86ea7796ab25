import type { Context, MiddlewareHandler } from 'hono';
import type { Sessions } from '../../access/sessions.ts';
import { AppError } from '../../core/app-error.ts';
import type { WebEnv } from './env.ts';

/** The token a request carries, if it carries one. */
export function tokenOf(context: Context<WebEnv>): string | undefined {
  return /^Bearer (.+)$/i.exec(context.req.header('Authorization') ?? '')?.[1];
}

/** Lets in who shows a valid token, and tells the routes behind it who that is. */
export function signedIn(sessions: Sessions): MiddlewareHandler<WebEnv> {
  return async function signedInDoor(context, next) {
    const token = tokenOf(context);
    const who = token === undefined ? undefined : await sessions.find(token);
    if (who === undefined) {
      throw new AppError(
        'unauthenticated',
        '请先登录：POST /api/v1/sessions，再带上 Bearer 令牌。',
      );
    }
    context.set('who', who);
    context.header('Cache-Control', 'no-store');
    // Answers are data, and files are what people brought: nothing in them runs or loads anything.
    context.header(
      'Content-Security-Policy',
      "default-src 'none'; frame-ancestors 'none'; sandbox",
    );
    await next();
  };
}
