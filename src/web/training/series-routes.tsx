import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { demand } from '../../access/rules.ts';
import { AppError, type FieldProblem } from '../../core/app-error.ts';
import type { Home } from '../../home/open.ts';
import type { Once } from '../../ledger/transact.ts';
import { listPolicies } from '../../policies/queries/policies.ts';
import { addSeries } from '../../training/commands/add-series.ts';
import { writeMaterial, writePaper } from '../../training/commands/write-parts.ts';
import { AddSeries, type Paper, type Target } from '../../training/model/inputs.ts';
import { getSeries, listSeries } from '../../training/queries/series.ts';
import { listSessions } from '../../training/queries/sessions.ts';
import {
  isPaper,
  pointsIn,
  readPaper,
  writePaper as spelled,
  usualPassMark,
} from '../../training/rules/paper.ts';
import type { WebEnv } from '../kit/env.ts';
import { formRoute } from '../kit/page/form.ts';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { respond } from '../kit/page/respond.ts';
import type { Typed } from '../kit/page/typed.ts';
import { readInput } from '../policies/read-input.ts';
import { keepMaterialFile, largestMaterial } from './keep-file.ts';
import { WriteMaterialPage } from './material.tsx';
import { NewTrainingPage, PaperPage, SeriesPage } from './series-pages.tsx';
import { trainingWords } from './words.ts';

type Asked = Context<WebEnv>;

/** A form is taken apart in memory, so it ends here before it fills it. */
export const limitMaterial = bodyLimit({
  maxSize: largestMaterial + 256 * 1024,
  onError: () => {
    throw new AppError('limit', '文件超过 20 MB，没有保存；请拆分或压缩后再交。');
  },
});

/** Trainings: added, their common parts written. */
export function seriesRoutes(home: Home): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  formRoute(routes, home, '/training/new', {
    draft: () => 'training-new',
    defaults: async (context) => {
      const { who, site } = context.get('page');
      const weekly = await hasWeekly(home, { who, site });
      return { minutes: '60', class: weekly ? 'system' : 'weekly' };
    },
    show: async (_context, form) => {
      const { who, site } = form.page;
      demand(who, 'training.keep', { site });
      const all = await listPolicies(home, who);
      const policies = all.filter(({ inForce }) => inForce !== null);
      return <NewTrainingPage form={form} policies={policies} />;
    },
    async submit(context, typed, once) {
      const { who, site, lang } = context.get('page');
      const plain = (name: string) => typed.text(name).trim();
      const paper = typedPaper(typed, lang);
      const input = readInput(AddSeries, {
        site,
        class: typed.get('class'),
        title: typed.get('title'),
        minutes: Number(typed.get('minutes') || Number.NaN),
        policies: typed.all('policies'),
        ...(plain('plan') === '' ? {} : { plan: plain('plan') }),
        ...(plain('notes') === '' ? {} : { notes: plain('notes') }),
        ...(paper === undefined ? {} : { paper }),
      });
      const id = await addSeries(home, who, input, once);
      const flash = trainingWords(lang)('added', { title: input.title });
      return { to: paths.training(id), flash };
    },
  });
  routes.get('/training/series/:id', async (context) => {
    const page = context.get('page');
    const series = await getSeries(home, page.who, idIn(context));
    const { site, id } = series;
    const sessions = await listSessions(home, page.who, { site, series: id });
    return respond(context, <SeriesPage {...{ page, series, sessions }} />);
  });
  routes.route('/', partRoutes(home));
  return routes;
}

/** The questions, plan and lesson notes that a training's sessions share. */
function partRoutes(home: Home): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  formRoute(routes, home, '/training/series/:id/paper', {
    defaults: async (context) => {
      const { paper } = await getSeries(home, context.get('page').who, idIn(context));
      return paper === null
        ? {}
        : { paper: spelled(paper.questions), passMark: String(paper.passMark) };
    },
    show: async (context, form) => {
      const series = await getSeries(home, form.page.who, idIn(context));
      demand(form.page.who, 'training.keep', { site: series.site });
      const { title, id } = series;
      const back = paths.training(id);
      return <PaperPage {...{ form, title, back }} action={paths.trainingPaper(id)} />;
    },
    async submit(context, typed, once) {
      const series = idIn(context);
      const flash = await submitPaper(home, context, { target: { series }, typed, once });
      return { to: `${paths.training(series)}#paper`, flash };
    },
  });
  routes.use('/training/series/:id/materials/:kind{(?:plan|notes)}', limitMaterial);
  formRoute(routes, home, '/training/series/:id/materials/:kind{(?:plan|notes)}', {
    defaults: async (context) => {
      const series = await getSeries(home, context.get('page').who, idIn(context));
      return { text: series[kindIn(context)]?.text ?? '' };
    },
    show: async (context, form) => {
      const { title, id, site } = await getSeries(home, form.page.who, idIn(context));
      demand(form.page.who, 'training.keep', { site });
      const kind = kindIn(context);
      const [back, action] = [paths.training(id), paths.trainingMaterial(id, kind)];
      return <WriteMaterialPage {...{ form, kind, title, back, action }} isOwn={false} />;
    },
    async submit(context, typed, once) {
      const series = idIn(context);
      const flash = await submitMaterial(home, context, { target: { series }, typed, once });
      return { to: `${paths.training(series)}#${kindIn(context)}`, flash };
    },
  });
  return routes;
}

interface Submitted {
  readonly target: Target;
  readonly typed: Typed;
  readonly once: Once;
}

/** Writes questions as they were typed. Resolves to what the next page says. */
export async function submitPaper(
  home: Home,
  context: Asked,
  { target, typed, once }: Submitted,
): Promise<string> {
  const { who, lang } = context.get('page');
  const paper = typedPaper(typed, lang);
  if (paper === undefined) throw paperRefused([{ field: 'paper', message: '请至少写一题' }]);
  await writePaper(home, who, { ...target, ...paper }, once);
  const points = pointsIn(paper.questions);
  const pass = paper.passMark ?? usualPassMark(points);
  return trainingWords(lang)('paperWritten', { count: paper.questions.length, points, pass });
}

/** Writes a plan or lesson notes, with the file that came. Resolves to what the next page says. */
export async function submitMaterial(
  home: Home,
  context: Asked,
  { target, typed, once }: Submitted,
): Promise<string> {
  const { who, lang } = context.get('page');
  const part = (await context.req.formData()).get('file');
  const isSent = part instanceof File && part.size > 0;
  const file = isSent ? await keepSent(home, part) : undefined;
  const input = { ...target, kind: kindIn(context), text: typed.text('text'), file };
  const request = { ...(once.request as object), file: file?.file.sha256 ?? null };
  await writeMaterial(home, who, input, { key: once.key, request });
  return trainingWords(lang)('written');
}

/** Stores the file of a form; what is wrong with it is said beside its field. */
async function keepSent(home: Home, part: File) {
  try {
    return await keepMaterialFile(home, { name: part.name, bytes: part.stream() });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const problems = [{ field: 'file', rule: 'type', message: error.message }];
    throw new AppError(error.code, error.message, { problems, cause: error });
  }
}

/** The questions as they were typed; undefined where there are none. Errors: `invalid`. */
function typedPaper(typed: Typed, lang: Page['lang']): Paper | undefined {
  const text = typed.text('paper').trim();
  if (text === '') return undefined;
  const read = readPaper(typed.text('paper'));
  if (!isPaper(read)) {
    const say = trainingWords(lang);
    const problems = read as readonly { line: number; message: string }[];
    throw paperRefused(
      problems.map(({ line, message }) => ({
        field: 'paper',
        message: say('line', { line, message }),
      })),
    );
  }
  const mark = typed.get('passMark');
  if (mark !== '' && !/^\d{1,4}$/.test(mark)) {
    throw paperRefused([{ field: 'passMark', message: '请填整数' }]);
  }
  return { questions: read, ...(mark === '' ? {} : { passMark: Number(mark) }) };
}

function paperRefused(found: readonly Omit<FieldProblem, 'rule'>[]): AppError {
  const problems = found.map((one) => ({ ...one, rule: 'shape' }));
  return new AppError('invalid', '试题有几处要改。', { problems });
}

async function hasWeekly(home: Home, { who, site }: Pick<Page, 'who' | 'site'>) {
  const all = await listSeries(home, who, { site });
  return all.some((one) => one.class === 'weekly');
}

/** The id in an address. */
export function idIn(context: Asked): string {
  return context.req.param('id') ?? '';
}

/** Plan or lesson notes, as the address says. */
export function kindIn(context: Asked): 'plan' | 'notes' {
  return context.req.param('kind') === 'notes' ? 'notes' : 'plan';
}
