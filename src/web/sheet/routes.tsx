import { type Context, Hono } from 'hono';
import { can } from '../../access/rules.ts';
import type { Home } from '../../home/open.ts';
import { todayOf } from '../../policies/queries/policies.ts';
import { printIdOf } from '../../walls/poster-code.ts';
import { findSheet, type SheetView } from '../../walls/queries/prints.ts';
import { openAssets } from '../kit/assets.ts';
import type { WebEnv } from '../kit/env.ts';
import { newFormKey } from '../kit/page/form-key.ts';
import { paths } from '../kit/page/paths.ts';
import { respond } from '../kit/page/respond.ts';
import { langOf, rememberLang, sessionOf } from '../kit/page/session-cookie.ts';
import { SheetPage, type SheetReader } from './page.tsx';

/** The page behind a sheet's QR code, open to whoever stands before the wall. */
export function sheetRoutes(home: Home): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  // Whatever stands behind `/p/` is answered, since people scan what others stick on a wall.
  routes.get('/p/*', async (context) => {
    const token = tokenIn(context.req.path);
    const path = paths.sheet(token);
    const wished = context.req.query('lang');
    if (wished === 'zh' || wished === 'en') {
      rememberLang(context, wished);
      return context.redirect(path, 303);
    }
    const id = printIdOf(home.keyring, token);
    const sheet =
      id === undefined ? undefined : await findSheet(home.store.read, id, todayOf(home));
    const { document } = home.catalogue;
    const lang = langOf(context);
    const assets = await openAssets();
    const reader = await readerOf(home, context, sheet);
    return respond(
      context,
      <SheetPage {...{ assets, lang, document, path, sheet, reader }} />,
      sheet === undefined ? 404 : 200,
    );
  });
  return routes;
}

/** The token of an address; one that cannot be read is none of ours. */
function tokenIn(path: string): string {
  try {
    return decodeURIComponent(path.slice('/p/'.length));
  } catch {
    return 'unknown'; // half a character, percent-encoded
  }
}

/** Who reads the page: the words are the same for all, but for what they may say of the sheet. */
async function readerOf(
  home: Home,
  context: Context<WebEnv>,
  sheet: SheetView | undefined,
): Promise<SheetReader> {
  const token = sessionOf(context);
  const who = token === undefined ? undefined : await home.sessions.find(token);
  if (token === undefined || who === undefined) return { isSignedIn: false, formKey: undefined };
  const mayPost =
    sheet !== undefined && can(who, 'posting.post', { site: sheet.print.site }) === undefined;
  const formKey = mayPost ? newFormKey(token, home.entropy) : undefined;
  return { isSignedIn: true, formKey };
}
