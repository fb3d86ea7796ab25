import { type Context, Hono } from 'hono';
import { can } from '../../access/rules.ts';
import type { Home } from '../../home/open.ts';
import { todayOf } from '../../policies/queries/policies.ts';
import { printIdOf } from '../../walls/poster-code.ts';
import { findSheet } from '../../walls/queries/prints.ts';
import { openAssets } from '../kit/assets.ts';
import type { WebEnv } from '../kit/env.ts';
import { paths } from '../kit/page/paths.ts';
import { respond } from '../kit/page/respond.ts';
import { langOf, rememberLang, sessionOf } from '../kit/page/session-cookie.ts';
import { SheetPage } from './page.tsx';

/** The page behind a sheet's QR code, open to whoever stands before the wall. */
export function sheetRoutes(home: Home): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  routes.get('/p/:token', async (context) => {
    const token = context.req.param('token');
    const path = paths.sheet(token);
    const wished = context.req.query('lang');
    if (wished === 'zh' || wished === 'en') {
      rememberLang(context, wished);
      return context.redirect(path, 303);
    }
    const id = printIdOf(home.keyring, token);
    const sheet =
      id === undefined ? undefined : await findSheet(home.store.read, id, todayOf(home));
    const who = await reader(home, context);
    const isOver = sheet?.state === 'retired';
    const site = sheet?.print.site;
    const mayPost =
      who !== undefined &&
      site !== undefined &&
      !isOver &&
      can(who, 'posting.post', { site }) === undefined;
    const { document } = home.catalogue;
    const lang = langOf(context);
    const assets = await openAssets();
    const isSignedIn = who !== undefined;
    return respond(
      context,
      <SheetPage {...{ assets, lang, document, path, sheet, mayPost, isSignedIn }} />,
      sheet === undefined ? 404 : 200,
    );
  });
  return routes;
}

/** Who is signed in, if anybody: the page is the same for all, but for what they may do. */
function reader(home: Home, context: Context<WebEnv>) {
  const token = sessionOf(context);
  return token === undefined ? undefined : home.sessions.find(token);
}
