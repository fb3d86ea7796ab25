import { type Context, Hono } from 'hono';
import { approveAccess, refuseAccess } from '../../archives/commands/access.ts';
import { look } from '../../archives/commands/look.ts';
import { hearRelay, relayAccess } from '../../archives/commands/relay.ts';
import { RefuseAccess } from '../../archives/model.ts';
import { getAccessFile } from '../../archives/queries/waiting.ts';
import { RelayAccess } from '../../archives/relay-model.ts';
import { AppError } from '../../core/app-error.ts';
import type { Home } from '../../home/open.ts';
import type { Once } from '../../ledger/transact.ts';
import type { WebEnv } from '../kit/env.ts';
import { problemsOf } from '../kit/issues.ts';
import { answerForm, type Done, type FormState, onceOfForm } from '../kit/page/form.ts';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { respond } from '../kit/page/respond.ts';
import { type Typed, typedDefaults, typedFrom } from '../kit/page/typed.ts';
import { statusOf } from '../kit/problem.ts';
import { HeardPage, SeenPage } from './pages/once-pages.tsx';
import { RequestPage } from './pages/request-page.tsx';
import { accessWords } from './words.ts';

type Asked = Context<WebEnv>;

/** A request, from its asking to its answer. */
export function requestRoutes(home: Home): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  const show = async (context: Asked, form: FormState) => {
    const file = await getAccessFile(home, form.page.who, idOf(context));
    return <RequestPage form={form} file={file} />;
  };
  routes.get('/access/:id', (context) => respond(context, show(context, blank(context))));
  const act = (
    name: 'approve' | 'refuse' | 'relay',
    submit: (context: Asked, typed: Typed, once: Once) => Promise<Done>,
  ) => {
    backToRequest(routes, name);
    routes.post(`/access/:id/${name}`, (context) =>
      answerForm(context, {
        submit: (typed, once) => submit(context, typed, once),
        show: (form) => show(context, form),
      }),
    );
  };
  act('approve', async (context, _typed, once) => {
    await approveAccess(home, context.get('page').who, { request: idOf(context) }, once);
    return done(context, 'approvedDone');
  });
  act('refuse', async (context, typed, once) => {
    const read = RefuseAccess.safeParse({ request: idOf(context), reason: typed.get('reason') });
    if (!read.success) throw unfit(read.error.issues);
    await refuseAccess(home, context.get('page').who, read.data, once);
    return done(context, 'refusedDone');
  });
  act('relay', async (context, typed, once) => {
    const [words, to] = [typed.get('words'), typed.get('to')];
    const read = RelayAccess.safeParse({ request: idOf(context), words, to });
    if (!read.success) throw unfit(read.error.issues);
    await relayAccess(home, context.get('page').who, read.data, once);
    return done(context, 'relayedDone');
  });
  const once = (name: 'look' | 'hear', read: (context: Asked, page: Page) => Promise<Response>) => {
    backToRequest(routes, name);
    routes.post(`/access/:id/${name}`, async (context) => {
      const typed = typedFrom(await context.req.formData());
      const page = context.get('page');
      try {
        onceOfForm(context, typed);
        return await read(context, page);
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        const form = { ...blank(context), error };
        return respond(context, show(context, form), statusOf(error.code));
      }
    });
  };
  once('look', async (context, page) => {
    const request = idOf(context);
    const opened = await look(home, page.who, { request });
    const { view } = await getAccessFile(home, page.who, request);
    const values = typedDefaults({ to: view.askedBy });
    return respond(
      context,
      <SeenPage form={{ ...blank(context), values }} opened={opened} view={view} />,
    );
  });
  once('hear', async (context, page) => {
    const request = idOf(context);
    const heard = await hearRelay(home, page.who, { request });
    const { view } = await getAccessFile(home, page.who, request);
    return respond(context, <HeardPage {...{ page, heard, view }} />);
  });
  return routes;
}

/** Whoever comes back to the address of an act, as after signing in again, finds the request. */
function backToRequest(routes: Hono<WebEnv>, act: string): void {
  routes.get(`/access/:id/${act}`, (context) =>
    context.redirect(paths.accessRequest(idOf(context)), 303),
  );
}

function idOf(context: Asked): string {
  return context.req.param('id') ?? '';
}

function blank(context: Asked): FormState {
  const page = context.get('page');
  const values = typedDefaults({});
  return { page, values, problems: [], error: null, key: page.newKey(), isDraft: false };
}

function done(context: Asked, words: 'approvedDone' | 'refusedDone' | 'relayedDone'): Done {
  const flash = accessWords(context.get('page').lang)(words);
  return { to: paths.accessRequest(idOf(context)), flash };
}

function unfit(issues: Parameters<typeof problemsOf>[0]): AppError {
  return new AppError('invalid', '还没有填完整，请按提示补上。', { problems: problemsOf(issues) });
}
