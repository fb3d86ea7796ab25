import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { type Context, Hono } from 'hono';
import { demand } from '../../access/rules.ts';
import { downloadBag } from '../../bundles/download.ts';
import { listSeals } from '../../bundles/rows.ts';
import { placesOf } from '../../bundles/seal/publish.ts';
import { AppError } from '../../core/app-error.ts';
import type { Home } from '../../home/open.ts';
import { dispositionOf } from '../kit/download.ts';
import type { WebEnv } from '../kit/env.ts';
import { onceOfForm } from '../kit/page/form.ts';
import { respond } from '../kit/page/respond.ts';
import { tellTaken } from '../kit/page/session-cookie.ts';
import { type Typed, typedDefaults, typedFrom } from '../kit/page/typed.ts';
import { statusOf } from '../kit/problem.ts';
import { askedMonth } from './seal-routes.tsx';
import { TakePage } from './take-page.tsx';

const longestReason = 1000;

/** Takes a bag out: asks what for, notes it, and streams the file. */
export function takeRoutes(home: Home): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  routes.get('/months/:month/bags/:file', async (context) => {
    await findBag(home, context);
    return show(context, { values: typedDefaults({}), error: null });
  });
  routes.post('/months/:month/bags/:file', async (context) => {
    const typed = typedFrom(await context.req.formData());
    try {
      return await take(home, context, typed);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return show(context, { values: typed, error });
    }
  });
  return routes;
}

function show(
  context: Context<WebEnv>,
  { values, error }: { values: Typed; error: AppError | null },
): Promise<Response> {
  const page = context.get('page');
  const { month } = askedMonth(context);
  const file = context.req.param('file') ?? '';
  const problems = error?.problems ?? [];
  const form = { page, values, problems, error, key: page.newKey(), isDraft: false };
  const status = error === null ? 200 : statusOf(error.code);
  return respond(context, <TakePage form={form} month={month} file={file} />, status);
}

/** The bag of a file's name. Errors: `forbidden`, `not-found`. */
async function findBag(home: Home, context: Context<WebEnv>) {
  const asked = askedMonth(context);
  demand(context.get('page').who, 'bundle.download', asked);
  for (const seal of await listSeals(home.store.read, asked)) {
    const { bags } = await placesOf(home, seal);
    const bag = bags.find(({ path }) => basename(path) === context.req.param('file'));
    if (bag !== undefined) return { ...asked, class: bag.class, supplement: seal.supplement };
  }
  throw new AppError('not-found', `${asked.month} 没有这个档案包，请回到该月的页面选择。`);
}

/** Each download is an act of its own, which the log knows; the form's key proves it is ours. */
async function take(home: Home, context: Context<WebEnv>, typed: Typed): Promise<Response> {
  onceOfForm(context, typed);
  const wish = await findBag(home, context);
  const reason = typed.get('reason');
  if (reason === '' || reason.length > longestReason) {
    const message = reason === '' ? '请写明下载做什么用' : `用途请写在 ${longestReason} 字以内`;
    throw new AppError('invalid', '还没有写明用途，没有下载。', {
      problems: [{ field: 'reason', rule: 'required', message }],
    });
  }
  const bag = await downloadBag(home, context.get('who'), { ...wish, reason });
  tellTaken(context, typed.get('_key'));
  return context.body(Readable.toWeb(bag.stream) as ReadableStream, 200, {
    'content-type': 'application/zip',
    'content-length': String(bag.sizeBytes),
    'content-disposition': dispositionOf(bag.name),
  });
}
