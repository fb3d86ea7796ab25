import { type Context, Hono } from 'hono';
import { demand } from '../../access/rules.ts';
import { AppError } from '../../core/app-error.ts';
import type { OrderView } from '../../dispatch/model.ts';
import type { Home } from '../../home/open.ts';
import type { Once } from '../../ledger/transact.ts';
import { correctRecord } from '../../records/commands/correct-record.ts';
import { voidRecord } from '../../records/commands/void-record.ts';
import { CorrectRecord, VoidRecord } from '../../records/model.ts';
import { getRecord } from '../../records/queries/get-record.ts';
import type { WebEnv } from '../kit/env.ts';
import { type Done, type FormState, formRoute } from '../kit/page/form.ts';
import { paths } from '../kit/page/paths.ts';
import type { Typed } from '../kit/page/typed.ts';
import { refusedInput } from '../kit/refused-input.ts';
import { confirmSecond, demandOfSecond } from '../kit/second-signature.ts';
import { CorrectPage } from './correct-page.tsx';
import {
  changesOf,
  correctionValues,
  type Mode,
  planCorrection,
  rebased,
  seenCount,
  valuesOfOrder,
} from './correct-plan.ts';
import { correctWords } from './correct-words.ts';
import { categoryOf, readShown } from './read-show.ts';
import { aheadProblems, briefly, refuseFor } from './refuse.ts';
import { headOf } from './show-changes.tsx';
import { VoidPage } from './void-page.tsx';

type Asked = Context<WebEnv>;

/** Appending to a record: corrections, its later course, and its being void. */
export function correctRecordRoutes(home: Home): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  for (const mode of ['correct', 'continue'] as const) {
    formRoute(routes, home, `/records/:number/${mode}`, {
      show: (context, form) => showForm(home, context, form, mode),
      defaults: (context) => firstValues(home, context, mode),
      submit: (context, typed, once) => submit(home, context, { typed, once, mode }),
    });
  }
  formRoute(routes, home, '/records/:number/void', {
    show: async (context, form) => {
      const { view, category } = await readFor(home, context, 'record.correct');
      return <VoidPage form={form} view={view} category={category} />;
    },
    submit: (context, typed, once) => submitVoid(home, context, typed, once),
  });
  return routes;
}

function numberOf(context: Asked): string {
  return context.req.param('number') ?? '';
}

/** The record of the address, for who may change it. */
async function readFor(home: Home, context: Asked, action: 'record.correct') {
  const { who } = context.get('page');
  const view = await getRecord(home, who, numberOf(context));
  demand(who, action, { site: view.site });
  return { view, category: await categoryOf(home, view) };
}

/** The standing order of a record whose own number it does not carry yet. */
async function orderFor(home: Home, context: Asked): Promise<OrderView | undefined> {
  const { orders, category, view } = await readShown(home, context.get('page'), numberOf(context));
  const { dispatch } = category;
  if (dispatch === undefined || dispatch.number in view.fields) return undefined;
  return orders.find(({ status, records }) => status !== 'void' && records.includes(view.number));
}

async function firstValues(home: Home, context: Asked, mode: Mode) {
  const page = context.get('page');
  const { view, category } = await readFor(home, context, 'record.correct');
  const { main, other } = planCorrection(category, view, mode);
  const values = correctionValues(view, [...main, ...other]);
  if (mode === 'correct') return values;
  const order = await orderFor(home, context);
  const known =
    order === undefined ? {} : valuesOfOrder(category, view, order, page.document.timeZone);
  return { ...values, ...known, reason: correctWords(page.lang)('continued') };
}

async function showForm(home: Home, context: Asked, form: FormState, mode: Mode) {
  const { view, category } = await readFor(home, context, 'record.correct');
  const isStale = form.error?.code === 'stale-version';
  const values = isStale ? rebased(category, form.values, view) : form.values;
  const order =
    mode === 'continue' && form.error === null ? await orderFor(home, context) : undefined;
  return (
    <CorrectPage {...{ mode, view, category }} order={order?.number} form={{ ...form, values }} />
  );
}

async function submit(
  home: Home,
  context: Asked,
  { typed, once, mode }: { typed: Typed; once: Once; mode: Mode },
): Promise<Done> {
  const page = context.get('page');
  const { view, category } = await readFor(home, context, 'record.correct');
  const { number } = view;
  const expects = seenCount(typed);
  const input = CorrectRecord.safeParse({
    changes: changesOf(category, typed, page),
    reason: typed.get('reason'),
    ...(expects === undefined ? {} : { expects }),
  });
  if (!input.success) {
    throw refusedInput(input);
  }
  refuseFor(aheadProblems(category, input.data.changes, page));
  const { warnings } = await correctRecord(home, page.who, { number, ...input.data }, once).catch(
    (error: unknown) => {
      throw plainly(error, { mode, number });
    },
  );
  const say = correctWords(page.lang);
  const words = say(mode === 'correct' ? 'doneCorrect' : 'doneContinue', { number });
  const [warning] = warnings;
  if (warning === undefined) return { to: paths.record(number), flash: words };
  const field = headOf(page, category, warning.field);
  const flash = `${words}；${say('warned', { field, message: warning.message })}`;
  return { to: paths.record(number), flash };
}

/** A refusal in the words of the page that was sent. */
function plainly(error: unknown, sent: { mode: Mode; number: string }): unknown {
  if (!(error instanceof AppError)) return error;
  const { code, problems } = error;
  const say = correctWords('zh');
  if (code === 'stale-version') {
    return new AppError(code, say('stale', { number: sent.number }), { problems, cause: error });
  }
  const isUnchanged = code === 'invalid' && problems.length === 0;
  if (isUnchanged && sent.mode === 'continue') {
    return new AppError(code, say('continueBlank'), { cause: error });
  }
  return briefly(error);
}

async function submitVoid(home: Home, context: Asked, typed: Typed, once: Once): Promise<Done> {
  const page = context.get('page');
  const number = numberOf(context);
  const input = VoidRecord.safeParse({ reason: typed.get('reason') });
  if (!input.success) {
    throw refusedInput(input);
  }
  const approver = await confirmSecond(home.sessions, {
    username: typed.get('approver.username'),
    password: typed.text('approver.password'),
  });
  demandOfSecond(approver, 'record.void', await getRecord(home, page.who, number));
  const voided = await voidRecord(home, page.who, { number, ...input.data, approver }, once);
  return {
    to: paths.record(voided.number),
    flash: correctWords(page.lang)('voidDone', { number: voided.number }),
  };
}
