import { type Context, Hono } from 'hono';
import { AppError } from '../../core/app-error.ts';
import type { Home } from '../../home/open.ts';
import { openAssets } from '../kit/assets.ts';
import type { WebEnv } from '../kit/env.ts';
import { ownPath } from '../kit/page/own-path.ts';
import { paths, withQuery } from '../kit/page/paths.ts';
import { respond } from '../kit/page/respond.ts';
import {
  carrySession,
  dropSession,
  langOf,
  rememberLang,
  sessionOf,
} from '../kit/page/session-cookie.ts';
import { typedFrom } from '../kit/page/typed.ts';
import { statusOf } from '../kit/problem.ts';
import { SignInPage, type SignInView } from './page.tsx';

/** Signing in and out, in a browser. */
export function signInRoutes(home: Pick<Home, 'sessions' | 'catalogue'>): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  routes.get('/sign-in', async (context) => {
    const lang = context.req.query('lang');
    if (lang === 'zh' || lang === 'en') {
      rememberLang(context, lang);
      const { next, draft } = context.req.query();
      return context.redirect(paths.signIn({ next, draft }), 303);
    }
    return respond(context, <SignInPage {...(await viewOf(home, context))} />);
  });
  routes.post('/sign-in', async (context) => {
    const typed = typedFrom(await context.req.formData());
    const [username, next, draft] = [typed.get('username'), typed.get('next'), typed.get('draft')];
    try {
      const { token } = await home.sessions.open(username, typed.text('password'));
      const before = sessionOf(context);
      if (before !== undefined) await home.sessions.close(before);
      carrySession(context, token);
      return context.redirect(withQuery(ownPath(next), { draft }), 303);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      const view = { ...(await viewOf(home, context)), username, next, draft, error };
      const status = error.code === 'unauthenticated' ? 422 : statusOf(error.code);
      return respond(context, <SignInPage {...view} />, status);
    }
  });
  routes.post('/sign-out', async (context) => {
    const token = sessionOf(context);
    if (token !== undefined) await home.sessions.close(token);
    dropSession(context);
    return context.redirect(paths.signIn({ out: 1 }), 303);
  });
  return routes;
}

async function viewOf(
  home: Pick<Home, 'catalogue'>,
  context: Context<WebEnv>,
): Promise<SignInView> {
  const { next = '', draft = '', ended, out } = context.req.query();
  return {
    assets: await openAssets(),
    lang: langOf(context),
    company: home.catalogue.document.company,
    username: '',
    next: ownPath(next) === '/' ? '' : next,
    draft,
    ended: ended !== undefined,
    out: out !== undefined,
    error: null,
  };
}
