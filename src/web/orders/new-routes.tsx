import { type Context, Hono } from 'hono';
import { demand } from '../../access/rules.ts';
import { AppError } from '../../core/app-error.ts';
import { takeOrder } from '../../dispatch/commands.ts';
import { TakeOrder } from '../../dispatch/model.ts';
import type { Home } from '../../home/open.ts';
import type { Once } from '../../ledger/transact.ts';
import { getRecord } from '../../records/queries/get-record.ts';
import type { WebEnv } from '../kit/env.ts';
import { type Done, type FormState, formRoute } from '../kit/page/form.ts';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import type { Typed } from '../kit/page/typed.ts';
import { refusedInput } from '../kit/refused-input.ts';
import { categoryOf } from '../records/read-show.ts';
import { matterOf } from '../records/titles.ts';
import { RoomCard } from '../rooms/card.tsx';
import { readRoom } from '../rooms/read-room.ts';
import { NewOrderPage } from './new-page.tsx';
import { dispatchWords } from './words.ts';

type Asked = Context<WebEnv>;

/** Taking the next number, for a record or without one. */
export function newOrderRoutes(home: Home): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  formRoute(routes, home, '/orders/new', {
    show: (context, form) => showNew(home, context, form),
    defaults: (context) => firstValues(home, context),
    submit: (context, typed, once) => take(home, context, typed, once),
  });
  return routes;
}

async function firstValues(home: Home, context: Asked): Promise<Record<string, string>> {
  const { who } = context.get('page');
  const { record = '', room = '' } = context.req.query();
  if (record === '') return { room };
  const view = await getRecord(home, who, record);
  const category = await categoryOf(home, view);
  const { dispatch } = category;
  const text = (name: string | undefined) => String(view.fields[name ?? ''] ?? '');
  const [usual = ''] =
    category.fields.find(({ name }) => name === dispatch?.department)?.choices ?? [];
  return {
    record: view.number,
    room: view.room ?? room,
    matter: (dispatch && matterOf(category, text)) || view.title,
    department: text(dispatch?.department) || usual,
    engineer: text(dispatch?.engineer),
  };
}

async function showNew(home: Home, context: Asked, form: FormState) {
  const { page } = form;
  demand(page.who, 'order.take', { site: page.site });
  const record = context.req.query('record') || undefined;
  const room = form.values.get('room');
  const known = room === '' ? undefined : await readRoom(home, page, room);
  const links = record === undefined ? [] : (await getRecord(home, page.who, record)).links;
  return (
    <NewOrderPage
      form={form}
      record={record}
      before={links.filter(({ kind }) => kind === 'order').map(({ number }) => number)}
      departments={departmentsOf(page)}
      roomCard={known === undefined ? undefined : <RoomCard page={page} known={known} />}
    />
  );
}

/**
 * Refuses a second order for one record that nobody says is meant, since no number is given back. A
 * second click on a form that knew of no first order is not asked: it is the same act.
 */
function refuseUnmeant(typed: Typed): void {
  if (!typed.has('warned') || typed.has('again')) return;
  const message = '已经派过单；确实要再开一张，请勾选';
  const problems = [{ field: 'again', rule: 'required', message }];
  throw new AppError('invalid', '这件事已经派过单，没有再取号。', { problems });
}

/** The departments to which a register's matters are sent. */
function departmentsOf({ document }: Page): readonly string[] {
  const known = document.categories.flatMap(({ dispatch, fields }) => {
    const field = fields.find(({ name }) => name === dispatch?.department);
    return field?.choices ?? [];
  });
  return [...new Set(known)];
}

async function take(home: Home, context: Asked, typed: Typed, once: Once): Promise<Done> {
  const page = context.get('page');
  refuseUnmeant(typed);
  const filled = ['room', 'matter', 'department', 'engineer', 'record'].flatMap((name) => {
    const text = typed.get(name);
    return text === '' ? [] : [[name, text] as const];
  });
  const input = TakeOrder.safeParse({ site: page.site, ...Object.fromEntries(filled) });
  if (!input.success) throw refusedInput(input);
  const { number } = await takeOrder(home, page.who, input.data, once);
  return { to: paths.order(number), flash: dispatchWords(page.lang)('taken', { number }) };
}
