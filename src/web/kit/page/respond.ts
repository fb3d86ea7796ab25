import type { Context } from 'hono';
import type { Child } from 'hono/jsx';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { WebEnv } from '../env.ts';
import { setPageHeaders } from './page-headers.ts';
import { dropFlash } from './session-cookie.ts';

/** A page, or the promise of one. */
export type Shown = Child | Promise<Child>;

/** Answers with a whole page; the sentence left for it has then been shown. */
export async function respond(
  context: Context<WebEnv>,
  shown: Shown,
  status: ContentfulStatusCode = 200,
): Promise<Response> {
  const body = await shown;
  // A page with a part that waits for something becomes text later.
  const text = await body?.toString();
  // A fault may be met before the door, and an answer that was begun may have had others.
  setPageHeaders(context);
  if (context.get('page')?.flash != null) dropFlash(context);
  return context.html(`<!doctype html>${text ?? ''}`, status);
}

/**
 * Leads on to another page. A form that htmx sent is told so in a header: were it redirected, the
 * next page would be fetched unseen, and the sentence left for it would be lost.
 */
export function leadOn(context: Context<WebEnv>, to: string): Response {
  if (context.req.header('hx-request') === undefined) return context.redirect(to, 303);
  return context.body(null, 204, { 'HX-Redirect': to });
}
