import type { Context, MiddlewareHandler } from 'hono';
import type { WebEnv } from '../env.ts';

/** Nothing but our own files is loaded, nothing inline runs, and no other site frames a page. */
const contentPolicy = [
  "default-src 'self'",
  "img-src 'self' data: blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** Says what a page may load, and that nobody keeps a copy of it. */
export function setPageHeaders(context: Context<WebEnv>): void {
  context.header('Content-Security-Policy', contentPolicy);
  context.header('Cache-Control', 'no-store');
}

/** The headers of everything that is answered to people, before it is known what that is. */
export const pageHeaders: MiddlewareHandler<WebEnv> = function pageHeadersDoor(context, next) {
  setPageHeaders(context);
  return next();
};
