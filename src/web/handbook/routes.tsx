import { Readable } from 'node:stream';
import { type Context, Hono } from 'hono';
import { AppError } from '../../core/app-error.ts';
import { beginBuilding } from '../../handbook/commands/building.ts';
import { findBuilding } from '../../handbook/queries/building.ts';
import {
  changesSince,
  getEdition,
  listEditions,
  readEditionPdf,
  readHandbook,
} from '../../handbook/queries/editions.ts';
import type { Home } from '../../home/open.ts';
import { showPdf } from '../kit/download.ts';
import type { WebEnv } from '../kit/env.ts';
import { onceOfForm } from '../kit/page/form.ts';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { leadOn, respond } from '../kit/page/respond.ts';
import { leaveFlash } from '../kit/page/session-cookie.ts';
import { typedFrom } from '../kit/page/typed.ts';
import { EditionPage, HandbookPage } from './page.tsx';
import { BuildingProgress } from './state.tsx';
import { handbookWords } from './words.ts';

/** The handbook: its editions, their PDFs, and building another. */
export function handbookRoutes(home: Home): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  routes.get(paths.handbook(), async (context) => {
    const page = context.get('page');
    const { who } = page;
    const view = await readHandbook(home, who);
    const editions = await listEditions(home, who);
    const building = await findBuilding(home);
    const held = await heldEdition(home, page, context.req.query('since') ?? '');
    return respond(context, <HandbookPage {...{ page, view, building, editions, held }} />);
  });
  routes.get(paths.handbookNow(), async (context) => {
    const page = context.get('page');
    await readHandbook(home, page.who);
    const building = await findBuilding(home);
    if (building?.state === 'running') {
      return context.html(<BuildingProgress page={page} building={building} />);
    }
    return context.html('', 200, { 'HX-Refresh': 'true' });
  });
  // Who had to sign in again while pressing the button comes back to the page.
  routes.get(paths.buildHandbook(), (context) => context.redirect(paths.handbook(), 303));
  routes.post(paths.buildHandbook(), (context) => build(home, context));
  routes.get('/handbook/editions/:file{\\d+\\.pdf}', (context) => sendPdf(home, context));
  routes.get('/handbook/editions/:number{\\d+}', async (context) => {
    const page = context.get('page');
    const edition = await getEdition(home, page.who, Number(context.req.param('number')));
    return respond(context, <EditionPage page={page} edition={edition} />);
  });
  return routes;
}

async function heldEdition(home: Home, page: Page, since: string) {
  if (!/^\d{1,6}$/.test(since)) return undefined;
  const number = Number(since);
  try {
    return { number, changes: await changesSince(home, page.who, number) };
  } catch (error) {
    // An edition that was never built is nobody's to hold.
    if (error instanceof AppError && error.code === 'not-found') return undefined;
    throw error;
  }
}

async function build(home: Home, context: Context<WebEnv>): Promise<Response> {
  const typed = typedFrom(await context.req.formData());
  const once = onceOfForm(context, typed);
  const { who, lang } = context.get('page');
  const begun = await beginBuilding(home, who, { again: typed.get('again') === 'yes' }, once);
  const say = handbookWords(lang);
  if (begun.state === 'same') {
    leaveFlash(context, say('same', { number: (await begun.done)?.edition ?? '' }));
  } else leaveFlash(context, say('started'));
  return leadOn(context, paths.handbook());
}

async function sendPdf(home: Home, context: Context<WebEnv>): Promise<Response> {
  const number = Number.parseInt(context.req.param('file') ?? '', 10);
  const { who, document } = context.get('page');
  const { stream, sizeBytes } = await readEditionPdf(home, who, number);
  const name = `${document.company}-工作手册-${number}.pdf`;
  const pdf = { stream: Readable.toWeb(stream) as ReadableStream, sizeBytes };
  return showPdf(context, name, pdf);
}
