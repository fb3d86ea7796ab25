import { type Context, Hono } from 'hono';
import { demand } from '../../access/rules.ts';
import { findHouseholds } from '../../archives/queries/find-households.ts';
import { findWithFacets } from '../../audit/find.ts';
import { dropSavedSearch, listSavedSearches, saveSearch } from '../../audit/saved-searches.ts';
import { AppError } from '../../core/app-error.ts';
import type { Home } from '../../home/open.ts';
import type { WebEnv } from '../kit/env.ts';
import { onceOfForm } from '../kit/page/form.ts';
import { mayAt } from '../kit/page/menu.ts';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { leadOn, respond } from '../kit/page/respond.ts';
import { leaveFlash } from '../kit/page/session-cookie.ts';
import { typedFrom } from '../kit/page/typed.ts';
import { type AskedSearch, askedSearch, exportQueryOf, isAsked } from './asked.ts';
import { directPath } from './direct.ts';
import { exportSearchRoutes } from './export-routes.tsx';
import { type Answer, SearchPage } from './page.tsx';
import { searchWords } from './words.ts';

/** The auditor's search, what was saved of it, and what is taken out by it. */
export function searchPageRoutes(home: Home): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  routes.get('/search', async (context) => {
    const page = context.get('page');
    demand(page.who, 'record.read', { site: page.site });
    const asked = askedSearch(page, context.req.query());
    const direct = await directPath(home, page, asked.terms.q ?? '');
    if (direct !== undefined) return context.redirect(direct, 303);
    const saved = await listSavedSearches(home, page.personId);
    const shown = await answerTo(home, page, asked);
    return respond(context, <SearchPage page={page} saved={saved} {...shown} />);
  });
  routes.route('/', exportSearchRoutes(home));
  routes.post('/search/saved', (context) => keep(home, context));
  routes.post('/search/saved/:id/delete', async (context) => {
    onceOfForm(context, typedFrom(await context.req.formData()));
    const page = context.get('page');
    await dropSavedSearch(home, page.personId, context.req.param('id'));
    leaveFlash(context, searchWords(page.lang)('dropped'));
    return leadOn(context, paths.search());
  });
  return routes;
}

/** What was found; what the search itself refuses is told beside what was asked. */
async function answerTo(
  home: Home,
  page: Page,
  asked: AskedSearch,
): Promise<{ asked: AskedSearch; answer: Answer | undefined }> {
  if (!isAsked(asked) || asked.error !== null) return { asked, answer: undefined };
  const begun = performance.now();
  try {
    const found = await findWithFacets(home, page.who, asked.wish);
    const seconds = ((performance.now() - begun) / 1000).toFixed(2);
    const households = await householdsFor(home, page, asked);
    const canExport = exportQueryOf(page, asked.terms, found.query) !== undefined;
    return { asked, answer: { found, seconds, households, canExport } };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { asked: { ...asked, error }, answer: undefined };
  }
}

const mostHouseholds = 5;

/** Rooms by what was typed, names by pinyin too where the reader may read names. */
async function householdsFor(home: Home, page: Page, { terms, after }: AskedSearch) {
  const { q = '' } = terms;
  if (after !== undefined || [...q].length < 2 || !mayAt(page, 'archive.read')) return [];
  return findHouseholds(home, page.who, { q, site: page.site, limit: mostHouseholds });
}

async function keep(home: Home, context: Context<WebEnv>): Promise<Response> {
  const page = context.get('page');
  const typed = typedFrom(await context.req.formData());
  onceOfForm(context, typed);
  const [title, query] = [typed.get('title'), typed.get('query')];
  const asked = askedSearch(page, Object.fromEntries(new URLSearchParams(query)));
  try {
    await saveSearch(home, page.personId, { title, query });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const saved = await listSavedSearches(home, page.personId);
    const refused = { ...asked, error };
    const shown = <SearchPage page={page} asked={refused} answer={undefined} saved={saved} />;
    return respond(context, shown, 422);
  }
  leaveFlash(context, searchWords(page.lang)('savedFlash', { title }));
  return leadOn(context, paths.search(asked.terms));
}
