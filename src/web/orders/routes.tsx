import { type Context, Hono } from 'hono';
import { can, demand } from '../../access/rules.ts';
import { sitePrefix } from '../../catalogue/catalogue.ts';
import { AppError } from '../../core/app-error.ts';
import { isMonth, type Month } from '../../core/month.ts';
import { checkIn, voidOrder } from '../../dispatch/commands.ts';
import { CheckInCopy, type OrderCopy, OrderStatus, VoidOrder } from '../../dispatch/model.ts';
import { mayOpenContact, openOrderContact } from '../../dispatch/open-contact.ts';
import { listPrints } from '../../dispatch/print-order.ts';
import { accountForMonth, getOrder, listOrders } from '../../dispatch/queries.ts';
import { orderSeries } from '../../dispatch/rules.ts';
import type { Home } from '../../home/open.ts';
import type { Once } from '../../ledger/transact.ts';
import { numberText } from '../../records/rows/number-series.ts';
import type { WebEnv } from '../kit/env.ts';
import { answerForm, type Done, type FormState, formRoute, onceOfForm } from '../kit/page/form.ts';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { respond } from '../kit/page/respond.ts';
import { type Typed, typedDefaults, typedFrom } from '../kit/page/typed.ts';
import { refusedInput } from '../kit/refused-input.ts';
import { confirmSecond, demandOfSecond } from '../kit/second-signature.ts';
import { OrderContactPage } from './contact-page.tsx';
import { orderWords } from './copy-words.ts';
import { OrdersPage } from './list-page.tsx';
import { newOrderRoutes } from './new-routes.tsx';
import { OrderPage } from './show-page.tsx';
import { slipRoutes } from './slip-routes.ts';
import { VoidOrderPage } from './void-page.tsx';
import { dispatchWords } from './words.ts';

type Asked = Context<WebEnv>;

/** Dispatch orders: their numbers, their copies, their papers. */
export function orderPageRoutes(home: Home): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  routes.get('/orders', (context) => {
    const page = context.get('page');
    const copy = can(page.who, 'order.take', page) === undefined ? 'service' : 'engineering';
    const blank = { page, problems: [], error: null, key: page.newKey(), isDraft: false };
    const form = { ...blank, values: typedDefaults({ copy }) };
    return respond(context, showList(home, context, form));
  });
  routes.post(paths.collectOrders(), (context) =>
    answerForm(context, {
      submit: (typed, once) => collect(home, context, typed, once),
      show: (form) => showList(home, context, form),
    }),
  );
  // Where a scanned number was refused, the address is that of the form.
  routes.get(paths.collectOrders(), (context) => context.redirect(paths.orders(), 303));
  routes.route('/', newOrderRoutes(home));
  routes.route('/', slipRoutes(home));
  routes.get('/orders/:number', (context) => showOrder(home, context));
  routes.get('/orders/:number/check-in', (context) =>
    context.redirect(paths.order(numberOf(context)), 303),
  );
  routes.post('/orders/:number/check-in', (context) => checkInOne(home, context));
  routes.post('/orders/:number/contact', (context) => showContact(home, context));
  formRoute(routes, home, '/orders/:number/void', {
    show: async (context, form) => {
      const order = await getOrder(home, form.page.who, numberOf(context));
      demand(form.page.who, 'order.take', { site: order.site });
      return <VoidOrderPage form={form} order={order} />;
    },
    submit: (context, typed, once) => submitVoid(home, context, typed, once),
  });
  return routes;
}

function numberOf(context: Asked): string {
  return context.req.param('number') ?? '';
}

/** How many orders a page of the list holds. */
const pageSize = 50;

async function showList(home: Home, context: Asked, form: FormState) {
  const { page } = form;
  const { who, site, today } = page;
  demand(who, 'order.read', { site });
  const asked = form.values.get('month') || context.req.query('month') || '';
  const present = today.slice(0, 7);
  const month: Month = asked === '' ? present : asked;
  const status = OrderStatus.safeParse(context.req.query('status')).data;
  const trail = (context.req.query('trail') ?? '').split('|').filter((mark) => mark !== '');
  const after = trail.at(-1);
  const { items, next } = await listOrders(home, who, {
    site,
    month,
    status,
    limit: pageSize,
    ...(after === undefined ? {} : { after }),
  });
  const account = await accountForMonth(home, home.store.read, { site, month });
  const series = { site, series: orderSeries, month };
  const nextNumber =
    month === present
      ? numberText(sitePrefix(page.document, site), series, account.numbers.length + 1)
      : undefined;
  return (
    <OrdersPage {...{ form, month, status, account, trail, next, nextNumber }} lines={items} />
  );
}

/** Takes a copy back by its number, of which the last figures are enough. */
async function collect(home: Home, context: Asked, typed: Typed, once: Once): Promise<Done> {
  const page = context.get('page');
  const input = CheckInCopy.safeParse({ copy: typed.get('copy') });
  if (!input.success) throw refusedInput(input);
  const number = scannedNumber(page, typed);
  const taken = await checkIn(home, page.who, { number, ...input.data }, once).catch(
    (error: unknown) => {
      throw atNumber(error);
    },
  );
  const month = typed.get('month');
  return {
    to: paths.orders({ month: isMonth(month) ? month : undefined }),
    flash: await wordsOfReturn(home, page, { ...taken, ...input.data }),
  };
}

/** What is said of a copy that came back; a sheet of a void order is told to be one. */
async function wordsOfReturn(
  home: Home,
  { who, lang }: Page,
  back: { number: string; copy: OrderCopy },
): Promise<string> {
  const { number, status } = await getOrder(home, who, back.number);
  const copy = orderWords(lang)(back.copy);
  return dispatchWords(lang)(status === 'void' ? 'collectedVoid' : 'collected', { number, copy });
}

function scannedNumber(page: Page, typed: Typed): string {
  const text = typed.get('number').normalize('NFKC').replace(/\s/g, '').toUpperCase();
  const month = typed.get('month');
  if (/^\d{1,5}$/.test(text) && isMonth(month)) {
    const series = { site: page.site, series: orderSeries, month };
    return numberText(sitePrefix(page.document, page.site), series, Number(text));
  }
  if (text !== '') return text;
  throw new AppError('invalid', '没有单号。', {
    problems: [{ field: 'number', rule: 'required', message: '请扫描条码，或输入单号' }],
  });
}

/** What is wrong with a scanned number is said beside it. */
function atNumber(error: unknown): unknown {
  if (!(error instanceof AppError) || error.problems.length > 0) return error;
  const { code, message } = error;
  const problems = [{ field: 'number', rule: code, message }];
  return new AppError(code, message, { problems, cause: error });
}

async function showOrder(home: Home, context: Asked): Promise<Response> {
  const page = context.get('page');
  const { who } = page;
  const order = await getOrder(home, who, numberOf(context));
  const mayDo = (action: Parameters<typeof can>[1]) => can(who, action, order) === undefined;
  const may = {
    print: mayDo('order.take'),
    checkIn: mayDo('order.check-in'),
    void: mayDo('order.take') && order.status === 'issued',
    contact: mayOpenContact(who, order) && order.records.length > 0,
  };
  const prints = await listPrints(home, who, order.number);
  return respond(context, <OrderPage {...{ page, order, prints, may }} />);
}

/** Takes back one named copy; the page of the order says what came of it. */
async function checkInOne(home: Home, context: Asked): Promise<Response> {
  return answerForm(context, {
    submit: async (typed, once) => {
      const page = context.get('page');
      const input = CheckInCopy.safeParse({ copy: typed.get('copy') });
      if (!input.success) throw refusedInput(input);
      const number = numberOf(context);
      const taken = await checkIn(home, page.who, { number, ...input.data }, once);
      const flash = await wordsOfReturn(home, page, { ...taken, ...input.data });
      return { to: paths.order(taken.number), flash };
    },
    show: (form) => {
      throw form.error ?? new Error('a form is shown again for a reason');
    },
  });
}

/** Each click is a look of its own, which the log holds before anything is shown. */
async function showContact(home: Home, context: Asked): Promise<Response> {
  const page = context.get('page');
  onceOfForm(context, typedFrom(await context.req.formData()));
  const { number, department } = await getOrder(home, page.who, numberOf(context));
  const contact = await openOrderContact(home, page.who, { number, department });
  return respond(context, <OrderContactPage {...{ page, number, contact }} />);
}

async function submitVoid(home: Home, context: Asked, typed: Typed, once: Once): Promise<Done> {
  const page = context.get('page');
  const number = numberOf(context);
  const input = VoidOrder.safeParse({ reason: typed.get('reason') });
  if (!input.success) throw refusedInput(input);
  const approver = await confirmSecond(home.sessions, {
    username: typed.get('approver.username'),
    password: typed.text('approver.password'),
  });
  demandOfSecond(approver, 'order.void', await getOrder(home, page.who, number));
  const voided = await voidOrder(home, page.who, { number, ...input.data, approver }, once);
  return {
    to: paths.order(voided.number),
    flash: dispatchWords(page.lang)('voided', { number: voided.number }),
  };
}
