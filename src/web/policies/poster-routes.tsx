import { type Context, Hono } from 'hono';
import { demand } from '../../access/rules.ts';
import { getSite } from '../../catalogue/catalogue.ts';
import { siteChartsOf } from '../../catalogue/charts.ts';
import { AppError } from '../../core/app-error.ts';
import type { Home } from '../../home/open.ts';
import { getPolicy, todayOf } from '../../policies/queries/policies.ts';
import { typesetPoster } from '../../print/poster.ts';
import { printPoster } from '../../walls/commands/print-poster.ts';
import { PrintPoster, type posterSizes } from '../../walls/model.ts';
import { humanCode, sheetAddress, tokenOf, whyNoPoster } from '../../walls/poster-code.ts';
import { findPrint, findSheet } from '../../walls/queries/prints.ts';
import { dispositionOf } from '../kit/download.ts';
import type { WebEnv } from '../kit/env.ts';
import { type FormState, formRoute } from '../kit/page/form.ts';
import { paths, withQuery } from '../kit/page/paths.ts';
import { withPress } from '../kit/press.ts';
import { PosterPage } from './poster-page.tsx';
import { posterWords } from './poster-words.ts';
import { readInput } from './read-input.ts';
import { placeTitle } from './titles.tsx';

/** Sheets for the walls: making one, and its PDF. */
export function posterRoutes(home: Home): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  formRoute(routes, home, '/policies/:code/poster', {
    defaults: (context) => ({ place: context.req.query('place') ?? '', size: 'a3' }),
    show: (context, form) => show(home, context, form),
    async submit(context, typed, once) {
      const page = context.get('page');
      const { who, site, lang } = page;
      const code = codeIn(context);
      const version = typed.get('version');
      const input = readInput(PrintPoster, {
        site,
        code,
        place: typed.get('place'),
        size: typed.get('size'),
        ...(version === '' ? {} : { version: Number(version) }),
      });
      const id = await printPoster(home, who, input, once);
      const print = await findPrint(home.store.read, id);
      const flash = posterWords(lang)('printed', {
        code: humanCode(id),
        place: placeTitle(page, input.place),
        version: print?.version ?? version,
      });
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
  return <PosterPage {...{ form, policy, made }} />;
}

/** The PDF of a print; asked for again, it is the same sheet and no new one. */
async function sendPoster(home: Home, context: Context<WebEnv>): Promise<Response> {
  const { document } = home.catalogue;
  const { who } = context.get('page');
  const id = context.req.query('print') ?? '';
  const sheet = await findSheet(home.store.read, id, todayOf(home));
  if (sheet === undefined || sheet.print.code !== codeIn(context)) {
    throw new AppError('not-found', '没有这张张贴稿，请从制度的“打印张贴稿”印一张。');
  }
  const { print, shown, title, posted, department, approver } = sheet;
  demand(who, 'posting.post', { site: print.site });
  const refusal = whyNoPoster(document.publicUrl);
  if (refusal !== undefined) throw new AppError('unavailable', refusal);
  const { pdf } = await withPress((printer) =>
    typesetPoster(printer, {
      company: document.company,
      site: getSite(document, print.site).name,
      code: print.code,
      title,
      version: print.version,
      posted,
      department,
      approver,
      inForceFrom: shown.inForceFrom ?? '',
      place: placeTitle({ document, lang: 'zh' }, print.place),
      address: sheetAddress(document.publicUrl, tokenOf(home.keyring, id)),
      humanCode: humanCode(id),
      size: print.size as (typeof posterSizes)[number],
      text: shown.text,
      charts: siteChartsOf(document),
      createdAt: print.printedAt,
    }),
  );
  // The browser's own reader of PDF counts as a plugin, which pages may not load.
  context.header('Content-Security-Policy', "frame-ancestors 'none'; base-uri 'none'");
  return context.body(new Uint8Array(pdf), 200, {
    'content-type': 'application/pdf',
    'content-disposition': dispositionOf(
      `${print.code}-v${print.version}-${humanCode(id)}.pdf`,
    ).replace(/^attachment/, 'inline'),
  });
}
