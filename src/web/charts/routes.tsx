import { type Context, Hono } from 'hono';
import { demandSomewhere } from '../../access/rules.ts';
import { checkChange } from '../../catalogue/check-change.ts';
import { SiteDocument } from '../../catalogue/model.ts';
import { AppError } from '../../core/app-error.ts';
import { chartsReferredIn } from '../../core/chart/site-chart.ts';
import { readPlan } from '../../handbook/queries/plan.ts';
import type { Home } from '../../home/open.ts';
import { saveCatalogue } from '../../records/commands/save-catalogue.ts';
import type { WebEnv } from '../kit/env.ts';
import { problemsOf } from '../kit/issues.ts';
import { answerForm, type Done, type FormState, onceOfForm } from '../kit/page/form.ts';
import { paths } from '../kit/page/paths.ts';
import { formOf } from '../kit/page/read-form.ts';
import { respond } from '../kit/page/respond.ts';
import { type Typed, typedDefaults, typedFrom } from '../kit/page/typed.ts';
import { statusOf } from '../kit/problem.ts';
import { demandEditor } from '../set-up/demand-editor.ts';
import { changesIn } from './changes.ts';
import { ChartsPage, type ChartUser, CheckChartPage, EditChartPage } from './pages.tsx';
import { type ChartPart, chartSettings, isFlow, type SayChart } from './settings.ts';
import { chartWords } from './words.ts';

/** The five charts of the handbook: how they look, and the settings they are drawn from. */
export function chartRoutes(home: Home): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  routes.get(paths.setUpCharts(), async (context) => {
    const page = context.get('page');
    demandSomewhere(page.who, 'policy.read', page.document);
    return respond(context, <ChartsPage page={page} users={await usersOf(home)} />);
  });
  for (const part of Object.keys(chartSettings) as ChartPart[]) {
    const path = paths.setUpChart(part);
    routes.get(path, (context) => {
      const page = context.get('page');
      const values = typedDefaults(chartSettings[part].values(home.catalogue.document));
      const form = { page, values, problems: [], error: null, isDraft: false };
      return respond(context, showForm(home, context, part, { ...form, key: page.newKey() }));
    });
    routes.post(path, (context) => answer(home, context, part));
  }
  return routes;
}

/** The three buttons: check what was typed, go back to it, save it. */
async function answer(home: Home, context: Context<WebEnv>, part: ChartPart): Promise<Response> {
  demandEditor(home, context.get('page'));
  const page = context.get('page');
  const typed = typedFrom(await formOf(context));
  if (typed.get('step') === 'save') {
    return answerForm(context, {
      submit: (fields) => save(home, context, part, fields),
      show: (form) => showForm(home, context, part, form),
    });
  }
  onceOfForm(context, typed);
  const form = { page, values: typed, problems: [], error: null, isDraft: false };
  const shown = { ...form, key: page.newKey() };
  if (typed.get('step') === 'back') return respond(context, showForm(home, context, part, shown));
  try {
    const say = chartWords(page.lang);
    const after = appliedTo(home.catalogue.document, part, typed, say);
    const changes = changesIn(part, { before: home.catalogue.document, after }, say);
    return respond(context, <CheckChartPage {...{ form: shown, part, changes, after }} />);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const refused = { ...shown, error, problems: error.problems };
    return respond(context, showForm(home, context, part, refused), statusOf(error.code));
  }
}

async function save(
  home: Home,
  context: Context<WebEnv>,
  part: ChartPart,
  typed: Typed,
): Promise<Done> {
  const { who, lang } = context.get('page');
  const say = chartWords(lang);
  const { document: before } = home.catalogue;
  const document = appliedTo(before, part, typed, say);
  if (changesIn(part, { before, after: document }, say).length === 0) {
    return { to: paths.setUpCharts(), flash: say('noChange') };
  }
  const expects = Number(typed.get('expects'));
  const version = await saveCatalogue(home, who, { document, expects });
  return { to: `${paths.setUpCharts()}#${part}`, flash: say('saved', { version }) };
}

/** What was typed, put into the settings. Errors: `invalid`, each field named as in the form. */
function appliedTo(
  document: SiteDocument,
  part: ChartPart,
  typed: Typed,
  say: SayChart,
): SiteDocument {
  const next = chartSettings[part].apply(document, typed, say);
  if (next.problems.length > 0) {
    throw new AppError('invalid', say('notSaved'), { problems: next.problems });
  }
  const parsed = SiteDocument.safeParse(next.document);
  const problems = parsed.success
    ? checkChange(document, parsed.data)
    : problemsOf(parsed.error.issues);
  if (parsed.success && problems.length === 0) return parsed.data;
  throw new AppError('invalid', say('notSaved'), {
    problems: problems.map((one) => ({ ...one, field: fieldOf(part, one.field) })),
  });
}

/** Where in a part's form a place of the document is filled in. */
function fieldOf(part: ChartPart, place: string): string {
  if (isFlow(part)) return 'steps';
  return part === 'patrol-route' ? 'start' : place;
}

async function showForm(home: Home, context: Context<WebEnv>, part: ChartPart, form: FormState) {
  demandEditor(home, context.get('page'));
  const { document, version: newest } = home.catalogue;
  const say = chartWords(form.page.lang);
  const isStale = form.error?.code === 'stale-version';
  const typed = form.values.get('expects');
  // What another saves meanwhile is not overwritten unseen; once both were shown, it may be.
  const version = typed === '' || isStale ? newest : Number(typed);
  const stale = isStale
    ? changesIn(part, { before: document, after: appliedTo(document, part, form.values, say) }, say)
    : undefined;
  const users = (await usersOf(home))[part] ?? [];
  return <EditChartPage {...{ form, part, document, version, users, stale }} />;
}

/** The policies in force that show each chart. */
async function usersOf(home: Home): Promise<Partial<Record<ChartPart, ChartUser[]>>> {
  const { policies } = await readPlan(home);
  const users: Partial<Record<ChartPart, ChartUser[]>> = {};
  for (const { code, title, text } of policies.values()) {
    for (const name of new Set(chartsReferredIn(text))) {
      users[name] = [...(users[name] ?? []), { code, title }];
    }
  }
  return users;
}
