import { type Context, Hono } from 'hono';
import { demand } from '../../access/rules.ts';
import { askAccess } from '../../archives/commands/access.ts';
import { AskAccess } from '../../archives/model.ts';
import { getCurrentHousehold } from '../../archives/queries/households.ts';
import { askableFields } from '../../archives/rules/lists.ts';
import { AppError } from '../../core/app-error.ts';
import type { Home } from '../../home/open.ts';
import type { WebEnv } from '../kit/env.ts';
import { problemsOf } from '../kit/issues.ts';
import { formRoute } from '../kit/page/form.ts';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import type { Typed } from '../kit/page/typed.ts';
import { AskPage, allFields } from './pages/ask-page.tsx';
import { accessWords } from './words.ts';

/** Asking to see some fields of a household. */
export function askRoutes(home: Home): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  const roomOf = async (page: Page, room: string) => {
    demand(page.who, 'archive.ask', { site: page.site });
    const asked = { site: page.site, room };
    return (await getCurrentHousehold(home.store.read, home.catalogue.document, asked)).room;
  };
  formRoute(routes, home, '/archives/:room/ask', {
    show: async (context, form) => {
      const room = await roomOf(form.page, roomIn(context));
      return <AskPage form={form} room={room} />;
    },
    defaults: (context) => ({
      fields: askableFields
        .map(({ name }) => name)
        .filter((name) => name === context.req.query('field')),
      minutes: '15',
    }),
    submit: async (context, typed, once) => {
      const page = context.get('page');
      const room = await roomOf(page, roomIn(context));
      const read = AskAccess.safeParse({ site: page.site, room, ...askedOf(typed) });
      if (!read.success) throw unfit(read.error.issues);
      const id = await askAccess(home, page.who, read.data, once);
      return { to: paths.accessRequest(id), flash: accessWords(page.lang)('sent') };
    },
    draft: (context) => paths.askAccess(roomIn(context)),
  });
  return routes;
}

function roomIn(context: Context<WebEnv>): string {
  return context.req.param('room') ?? '';
}

function askedOf(typed: Typed) {
  const ticked = typed.all('fields');
  return {
    fields: ticked.includes(allFields) ? askableFields.map(({ name }) => name) : [...ticked],
    purpose: typed.get('purpose') || undefined,
    reason: typed.get('reason'),
    minutes: Number(typed.get('minutes')),
  };
}

function unfit(issues: Parameters<typeof problemsOf>[0]): AppError {
  const choices: Readonly<Record<string, string>> = {
    purpose: '请选一项用途',
    minutes: '请选 15 或 30 分钟',
  };
  const problems = problemsOf(issues).map((problem) => ({
    ...problem,
    message: choices[problem.field] ?? problem.message,
  }));
  return new AppError('invalid', '申请还没有填完整，请按提示补上。', { problems });
}
