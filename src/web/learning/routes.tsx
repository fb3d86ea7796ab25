import { type Context, Hono } from 'hono';
import { demandSomewhere } from '../../access/rules.ts';
import { AppError } from '../../core/app-error.ts';
import type { Home } from '../../home/open.ts';
import { exportLearning } from '../../learning/commands/export-learning.ts';
import { remindLearners } from '../../learning/commands/remind-learners.ts';
import { listToRemind } from '../../learning/queries/behind.ts';
import { learningMatrix } from '../../learning/queries/matrix.ts';
import { ownLearning, personLearning } from '../../learning/queries/person-learning.ts';
import { listTitles } from '../../policies/queries/versions.ts';
import { dispositionOf } from '../kit/download.ts';
import type { WebEnv } from '../kit/env.ts';
import { formRoute, onceOfForm } from '../kit/page/form.ts';
import { paths } from '../kit/page/paths.ts';
import { respond } from '../kit/page/respond.ts';
import { typedFrom } from '../kit/page/typed.ts';
import { fileTypes } from './file-types.ts';
import { MatrixPage, PrintPage } from './matrix-page.tsx';
import { askedFilter } from './matrix-words.ts';
import { FilePage, OwnPage } from './own-page.tsx';
import { addReadRoute } from './read-routes.tsx';
import { RemindPage } from './remind-page.tsx';
import { learningWords } from './words.ts';

/** Who has learned what: one's own list, everybody's, a text to sign, letters to those behind. */
export function learningRoutes(home: Home): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  routes.get('/learning', async (context) => {
    const page = context.get('page');
    if (context.req.query('view') !== 'all') {
      return respond(context, <OwnPage page={page} learning={await ownLearning(home, page.who)} />);
    }
    const matrix = await learningMatrix(home, page.who, askedFilter(context.req.query()));
    const titles = await listTitles(home.store.read);
    return respond(context, <MatrixPage {...{ page, matrix, titles }} />);
  });
  routes.get('/learning/print', async (context) => {
    const page = context.get('page');
    const matrix = await learningMatrix(home, page.who, askedFilter(context.req.query()));
    return respond(context, <PrintPage {...{ page, matrix }} />);
  });
  routes.get('/learning/people/:username', async (context) => {
    const page = context.get('page');
    const learning = await personLearning(home, page.who, context.req.param('username'));
    return respond(context, <FilePage {...{ page, learning }} />);
  });
  routes.post(paths.exportLearning(), (context) => exportMatrix(home, context));
  addRemindRoute(routes, home);
  addReadRoute(routes, home);
  return routes;
}

/** Each click is an export of its own, which the log knows; the form's key proves it is ours. */
async function exportMatrix(home: Home, context: Context<WebEnv>): Promise<Response> {
  const { who, today } = context.get('page');
  const typed = typedFrom(await context.req.formData());
  onceOfForm(context, typed);
  const format = typed.get('format') === 'csv' ? 'csv' : 'xlsx';
  const filter = askedFilter(Object.fromEntries(typed.fields));
  const { bytes } = await exportLearning(home, who, { filter, format });
  return context.body(new Uint8Array(bytes), 200, {
    'content-type': fileTypes[format],
    'content-disposition': dispositionOf(`制度学习情况-${today}.${format}`),
  });
}

function addRemindRoute(routes: Hono<WebEnv>, home: Home): void {
  const peopleFor = (context: Context<WebEnv>) => {
    const { who, document } = context.get('page');
    return listToRemind(home, demandSomewhere(who, 'learning.read', document));
  };
  formRoute(routes, home, paths.remindLearners(), {
    show: async (context, form) => <RemindPage form={form} people={await peopleFor(context)} />,
    defaults: async (context) => {
      const { due } = await peopleFor(context);
      return { people: due.map(({ username }) => username) };
    },
    submit: async (context, typed, once) => {
      const { who, lang } = context.get('page');
      const say = learningWords(lang);
      const people = [...typed.all('people')];
      if (people.length === 0) {
        throw new AppError('invalid', '没有勾选要提醒的人。', {
          problems: [{ field: 'people', rule: 'required', message: say('remindPick') }],
        });
      }
      const { sent } = await remindLearners(home, who, { people }, once);
      const flash =
        sent.length === 0 ? say('remindedNone') : say('reminded', { count: sent.length });
      return { to: paths.learning({ view: 'all' }), flash };
    },
  });
}
