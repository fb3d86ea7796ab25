import { type Context, Hono } from 'hono';
import { AppError } from '../../core/app-error.ts';
import { dayPromises } from '../../deadlines/queries/day-promises.ts';
import type { Home } from '../../home/open.ts';
import type { Once } from '../../ledger/transact.ts';
import { signOffDay } from '../../records/commands/sign-off-day.ts';
import { SignOffDay } from '../../records/model.ts';
import { dayReview } from '../../records/queries/day-review.ts';
import { hasSigned, listReviewDays } from '../../records/queries/list-days.ts';
import type { WebEnv } from '../kit/env.ts';
import { problemsOf } from '../kit/issues.ts';
import { confirmOwn } from '../kit/own-signature.ts';
import { type Done, type FormState, formRoute } from '../kit/page/form.ts';
import { paths } from '../kit/page/paths.ts';
import { respond } from '../kit/page/respond.ts';
import type { Typed } from '../kit/page/typed.ts';
import { DayPage, promiseOf, type ReviewLine } from './day-page.tsx';
import { DaysPage } from './days-page.tsx';
import { dayWords } from './words.ts';

type Asked = Context<WebEnv>;

/** The daily review: a month's days, and one day with its signature. */
export function dayRoutes(home: Home): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  routes.get('/days', async (context) => {
    const page = context.get('page');
    const month = context.req.query('month') || page.today.slice(0, 7);
    const days = await listReviewDays(home, page.who, { site: page.site, month });
    return respond(context, <DaysPage {...{ page, month, days }} />);
  });
  formRoute(routes, home, '/days/:day', {
    show: (context, form) => showDay(home, context, form),
    submit: (context, typed, once) => sign(home, context, typed, once),
  });
  return routes;
}

function dayOf(context: Asked): string {
  return context.req.param('day') ?? '';
}

async function showDay(home: Home, context: Asked, form: FormState) {
  const { who, site } = form.page;
  const wanted = { site, day: dayOf(context) };
  const review = await dayReview(home, who, wanted);
  const promises = await dayPromises(home, who, wanted);
  const lines = review.records
    .map((line) => ({ line, promise: promiseOf(promises.get(line.number)) }))
    .sort((one, other) => rankOf(one) - rankOf(other));
  return <DayPage {...{ form, review, lines }} hasSigned={await hasSigned(home, who, wanted)} />;
}

const ranks = ['overdue', 'late', 'open', 'closed', 'void'] as const;

/** What is overdue stands first, what is void last; within that, the order of the day. */
function rankOf({ line, promise }: ReviewLine): number {
  const isPressing = line.status !== 'void' && (promise === 'overdue' || promise === 'late');
  return ranks.indexOf(isPressing ? promise : line.status);
}

async function sign(home: Home, context: Asked, typed: Typed, once: Once): Promise<Done> {
  const page = context.get('page');
  const remark = typed.get('remark');
  const input = SignOffDay.safeParse({
    site: page.site,
    day: dayOf(context),
    ...(remark === '' ? {} : { remark }),
  });
  if (!input.success) {
    const problems = problemsOf(input.error.issues);
    throw new AppError('invalid', '有内容填得不对，请按提示改正。', { problems });
  }
  if (page.who.actor.kind !== 'person') throw new AppError('forbidden', '签字须由本人登录。');
  await confirmOwn(home.sessions, page.who, typed.text('password'));
  const { day } = await signOffDay(home, page.who, input.data, once);
  return { to: paths.day(day), flash: dayWords(page.lang)('signed', { day }) };
}
