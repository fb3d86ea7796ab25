import { type Context, Hono } from 'hono';
import { demand } from '../../access/rules.ts';
import { checkBags, findBagsCheck } from '../../bundles/check/check-bags.ts';
import type { Home } from '../../home/open.ts';
import { beginRewriting } from '../kit/begin-binding.ts';
import { getMonth, listMonths } from '../kit/bindings.ts';
import type { WebEnv } from '../kit/env.ts';
import { onceOfForm } from '../kit/page/form.ts';
import { paths } from '../kit/page/paths.ts';
import { leadOn, respond } from '../kit/page/respond.ts';
import { leaveFlash } from '../kit/page/session-cookie.ts';
import { typedFrom } from '../kit/page/typed.ts';
import { CheckProgress } from './check-panel.tsx';
import { MonthsPage } from './list-page.tsx';
import { isStopped } from './marks.tsx';
import { MonthPage } from './month-page.tsx';
import { BindingProgress } from './progress.tsx';
import { readMonth } from './read-month.ts';
import { askedMonth, sealRoutes } from './seal-routes.tsx';
import { takeRoutes } from './take-routes.tsx';
import { monthWords } from './words.ts';

/** The months: drafts, sealing, progress, checking, taking out. */
export function monthRoutes(home: Home): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  routes.get(paths.months(), async (context) => {
    const page = context.get('page');
    demand(page.who, 'bundle.read', { site: page.site });
    const months = await listMonths(home, page.site);
    return respond(context, <MonthsPage page={page} months={months} />);
  });
  routes.route('/', sealRoutes(home));
  routes.route('/', takeRoutes(home));
  routes.get('/months/:month/now', (context) => showNow(home, context));
  routes.post('/months/:month/rewrite', (context) => rewrite(home, context));
  routes.post('/months/:month/check', async (context) => {
    await refuseForeignForm(context);
    const page = context.get('page');
    const { month } = askedMonth(context);
    await checkBags(home, page.who, { site: page.site, month });
    leaveFlash(context, monthWords(page.lang)('checkStarted'));
    return leadOn(context, `${paths.month(month)}#check`);
  });
  routes.get('/months/:month', async (context) => {
    const page = context.get('page');
    const view = await readMonth(home, page, askedMonth(context).month);
    return respond(context, <MonthPage page={page} view={view} />);
  });
  return routes;
}

async function refuseForeignForm(context: Context<WebEnv>): Promise<void> {
  onceOfForm(context, typedFrom(await context.req.formData()));
}

/** The bar alone while something goes on; once it has ended the whole page is new. */
async function showNow(home: Home, context: Context<WebEnv>): Promise<Response> {
  const page = context.get('page');
  const { site, month } = askedMonth(context);
  demand(page.who, 'bundle.read', { site });
  if (context.req.query('of') === 'check') {
    const check = await findBagsCheck(home, { site, month });
    if (check?.state === 'running') {
      return context.html(<CheckProgress page={page} month={month} check={check} />);
    }
  } else {
    const line = await getMonth(home, site, month);
    if (line.state === 'running' && !isStopped(page, line)) {
      return context.html(<BindingProgress page={page} line={line} />);
    }
  }
  return context.html('', 200, { 'HX-Refresh': 'true' });
}

async function rewrite(home: Home, context: Context<WebEnv>): Promise<Response> {
  await refuseForeignForm(context);
  const page = context.get('page');
  const asked = askedMonth(context);
  demand(page.who, 'bundle.build', { site: asked.site });
  const state = await beginRewriting(home, page.who, asked);
  const say = monthWords(page.lang);
  leaveFlash(context, say(state === 'running' ? 'startedRewrite' : 'doneFlash'));
  return leadOn(context, paths.month(asked.month));
}
