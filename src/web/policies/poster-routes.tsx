import { type Context, Hono } from 'hono';
import { demand } from '../../access/rules.ts';
import { AppError } from '../../core/app-error.ts';
import { priceListOf } from '../../core/price-list.ts';
import type { Home } from '../../home/open.ts';
import { getPolicy, todayOf } from '../../policies/queries/policies.ts';
import { printPoster } from '../../walls/commands/print-poster.ts';
import { PrintPoster } from '../../walls/model.ts';
import { humanCode, tokenOf } from '../../walls/poster-code.ts';
import { findPrint, findSheetText } from '../../walls/queries/prints.ts';
import { showPdf } from '../kit/download.ts';
import type { WebEnv } from '../kit/env.ts';
import { type FormState, formRoute } from '../kit/page/form.ts';
import { paths, withQuery } from '../kit/page/paths.ts';
import { pressPosters, sizeSheets, smallestPaper } from '../walls/press-posters.ts';
import { nameOf, sizeOf, tooMuch } from '../walls/print-routes.tsx';
import { PosterPage } from './poster-page.tsx';
import { posterWords } from './poster-words.ts';
import { readInput } from './read-input.ts';
import { placeTitle } from './titles.tsx';

/** Sheets for the walls: making one, and its PDF. */
export function posterRoutes(home: Home): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  formRoute(routes, home, '/policies/:code/poster', {
    defaults: (context) => ({
      place: context.req.query('place') ?? '',
      part: context.req.query('part') ?? '',
      size: smallestPaper,
    }),
    show: (context, form) => show(home, context, form),
    async submit(context, typed, once) {
      const page = context.get('page');
      const { who, site, lang } = page;
      const code = codeIn(context);
      const version = typed.get('version');
      demand(who, 'posting.post', { site });
      const wish = {
        code,
        place: typed.get('place'),
        size: sizeOf(typed.get('size')),
        ...(version === '' ? {} : { version: Number(version) }),
        ...(typed.get('part') === 'prices' ? { part: 'prices' as const } : {}),
      };
      // What cannot be printed at all is said before its text is measured.
      readInput(PrintPoster, { ...wish, site, size: 'a4' });
      const sized = await sizeSheets(home, { site, sheets: [wish] });
      const size = sized[0]?.sheet.size ?? 'a4';
      const id = await printPoster(home, who, { ...wish, site, size }, once);
      const print = await findPrint(home.store.read, id);
      const printed = posterWords(lang)('printed', {
        code: humanCode(id),
        place: placeTitle(page, wish.place),
        version: print?.version ?? version,
      });
      const flash = [printed, ...tooMuch(page, sized)].join(' ');
      return { to: withQuery(paths.posterForm(code), { print: id }), flash };
    },
  });
  routes.get('/policies/:code/poster.pdf', (context) => sendPoster(home, context));
  return routes;
}

function codeIn(context: Context<WebEnv>): string {
  return context.req.param('code') ?? '';
}

async function show(home: Home, context: Context<WebEnv>, form: FormState) {
  const { who, site } = form.page;
  demand(who, 'posting.post', { site });
  const policy = await getPolicy(home, who, codeIn(context));
  const print = await findPrint(home.store.read, context.req.query('print') ?? '');
  const made =
    print?.code === policy.code ? { print, token: tokenOf(home.keyring, print.id) } : undefined;
  const text = await findSheetText(home.store.read, { code: policy.code, on: todayOf(home) });
  const hasPrices = text !== undefined && priceListOf(text.shown.text) !== undefined;
  return <PosterPage {...{ form, policy, made, hasPrices }} />;
}

/** The PDF of a print; asked for again, it is the same sheet and no new one. */
async function sendPoster(home: Home, context: Context<WebEnv>): Promise<Response> {
  const print = await findPrint(home.store.read, context.req.query('print') ?? '');
  if (print === undefined || print.code !== codeIn(context)) {
    throw new AppError('not-found', '没有这张张贴稿，请从制度的“打印张贴稿”印一张。');
  }
  const { pdf, prints } = await pressPosters(home, context.get('page').who, [print.id]);
  return showPdf(context, nameOf(prints), new Uint8Array(pdf));
}
