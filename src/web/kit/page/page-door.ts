import type { Context, MiddlewareHandler } from 'hono';
import { findPreferences, type Preferences } from '../../../access/preferences.ts';
import { AppError } from '../../../core/app-error.ts';
import { localDateOf } from '../../../core/month.ts';
import type { Home } from '../../../home/open.ts';
import type { WebEnv } from '../env.ts';
import { newFormKey } from './form-key.ts';
import { leaveTyped } from './left-typed.ts';
import type { AssetPaths, Page } from './page.ts';
import { paths } from './paths.ts';
import { leadOn } from './respond.ts';
import { flashOf, langOf, sessionOf, siteOf } from './session-cookie.ts';

/** Refuses a form that another site's page sent. Errors: `forbidden`. */
export const sameOrigin: MiddlewareHandler<WebEnv> = function sameOriginDoor(context, next) {
  if (context.req.method === 'GET' || context.req.method === 'HEAD') return next();
  const origin = context.req.header('origin');
  const from = context.req.header('sec-fetch-site');
  const isForeign =
    (origin !== undefined && !isHost(origin, context.req.header('host'))) ||
    (from !== undefined && from !== 'same-origin' && from !== 'none');
  if (isForeign)
    throw new AppError('forbidden', '这张表不是从本系统的页面提交的，请回到页面重试。');
  return next();
};

/** Whether a page of this host sent the form; an origin that hides itself, `null`, is none of ours. */
function isHost(origin: string, host: string | undefined): boolean {
  return URL.canParse(origin) && new URL(origin).host === host;
}

/**
 * Lets in who is signed in, and gives the pages behind it what they all need. Others are sent to
 * sign in and come back, with what they had typed.
 */
export function pageDoor(
  home: Home,
  parts: {
    openAssets: () => Promise<AssetPaths>;
    countInbox: (who: Page['who'], site: string) => Promise<number>;
  },
): MiddlewareHandler<WebEnv> {
  return async function pageDoorIn(context, next) {
    const token = sessionOf(context);
    const who = token === undefined ? undefined : await home.sessions.find(token);
    if (token === undefined || who === undefined || who.actor.kind !== 'person') {
      return toSignIn(home, context);
    }
    context.set('who', who);
    context.set('token', token);
    const personId = who.actor.id;
    const site = siteFor(home, context, who);
    const liked = await findPreferences(home.store, personId);
    const { document } = home.catalogue;
    const now = home.clock.now();
    const { pathname, search } = new URL(context.req.url);
    context.set('page', {
      ...(liked ?? { lang: langOf(context), density: 'comfortable', shortcuts: true }),
      who,
      personId,
      site,
      sites: sitesOf(home, who),
      document,
      now,
      today: localDateOf(now, document.timeZone),
      path: `${pathname}${search}`,
      flash: flashOf(context),
      assets: await parts.openAssets(),
      waiting: atFirstCall(() => parts.countInbox(who, site)),
      newKey: () => newFormKey(token, home.entropy),
    } satisfies Page & Preferences);
    return next();
  };
}

function atFirstCall<Answer>(ask: () => Promise<Answer>): () => Promise<Answer> {
  let answer: Promise<Answer> | undefined;
  return () => {
    answer ??= ask();
    return answer;
  };
}

async function toSignIn(home: Home, context: Context<WebEnv>): Promise<Response> {
  const { pathname, search } = new URL(context.req.url);
  const next = pathname === '/' ? undefined : `${pathname}${search}`;
  // A part of a page that asks by itself must not take the page, and what is typed in it, away.
  if (context.req.method === 'GET') return context.redirect(paths.signIn({ next }), 303);
  // What a page keeps by itself while somebody types is not what they sent.
  const draft = pathname === paths.drafts() ? undefined : await leaveTyped(home, context);
  return leadOn(context, paths.signIn({ next, draft, ended: 1 }));
}

/** The sites at which somebody holds a role. */
function sitesOf(home: Home, who: Page['who']): string[] {
  const all = home.catalogue.document.sites.map(({ code }) => code);
  const everywhere = who.roles.some(({ site }) => site === '*');
  return everywhere ? all : all.filter((code) => who.roles.some(({ site }) => site === code));
}

function siteFor(home: Home, context: Context<WebEnv>, who: Page['who']): string {
  const mine = sitesOf(home, who);
  const wanted = siteOf(context);
  if (wanted !== undefined && mine.includes(wanted)) return wanted;
  return mine[0] ?? home.catalogue.document.sites[0]?.code ?? 'A';
}
