import { type Context, Hono } from 'hono';
import { demand } from '../../access/rules.ts';
import { getCategory } from '../../catalogue/catalogue.ts';
import type { Category } from '../../catalogue/model.ts';
import { AppError } from '../../core/app-error.ts';
import { takeOrder } from '../../dispatch/commands.ts';
import type { Home } from '../../home/open.ts';
import type { Once } from '../../ledger/transact.ts';
import { lateReasonName } from '../../records/commands/check-record.ts';
import { fileRecord } from '../../records/commands/file-record.ts';
import type { FiledRecord, FilingWarning } from '../../records/model.ts';
import type { WebEnv } from '../kit/env.ts';
import { type Done, type FormState, formRoute } from '../kit/page/form.ts';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { respond } from '../kit/page/respond.ts';
import type { Typed } from '../kit/page/typed.ts';
import { RoomCard } from '../rooms/card.tsx';
import { readRoom } from '../rooms/read-room.ts';
import { findAnswers, inquiries } from './answers.ts';
import { Answers, AnswersPanel } from './answers-panel.tsx';
import { initialsIn, namedCategories } from './choose.ts';
import { ChoosePage } from './choose-page.tsx';
import { firstValues, typedFields } from './field-plan.ts';
import { NewRecordPage } from './new-page.tsx';
import { newWords } from './new-words.ts';
import { aheadProblems, briefly, refuseFor, unansweredProblems } from './refuse.ts';
import { headIn, matterOf } from './titles.ts';

type Asked = Context<WebEnv>;

/** How much of a question is looked at. Units: characters. */
const longestQuestion = 200;

/** Filing a record, in the form of its category. */
export function newRecordRoutes(home: Home): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  routes.get('/records/new', async (context) => {
    const page = context.get('page');
    demand(page.who, 'record.file', { site: page.site });
    const words = (context.req.query('category') ?? '').trim();
    const { found, isExact } = await namedCategories(page.document, words);
    const [only] = found;
    if (only !== undefined && (isExact || found.length === 1)) {
      return context.redirect(paths.newRecord(only.prefix), 303);
    }
    const initials = await initialsIn(page.document);
    return respond(context, <ChoosePage {...{ page, words, found, initials }} />);
  });
  routes.get(paths.answers(), async (context) => {
    const page = context.get('page');
    const typed = (context.req.query(inquiries.field) ?? '').slice(0, longestQuestion);
    const found = await findAnswers(home, page, typed);
    return context.html(<Answers page={page} found={found} />);
  });
  formRoute(routes, home, '/records/new/:category', {
    show: (context, form) => showForm(home, context, form),
    defaults: (context) => ({
      ...firstValues(categoryOf(context), context.get('page')),
      ...orderValues(categoryOf(context)),
      ...presetValues(context),
    }),
    submit: (context, typed, once) => submit(home, context, typed, once),
    draft: draftName,
  });
  return routes;
}

/** The category of the address, by code, prefix or title. */
function categoryOf(context: Asked): Category {
  return getCategory(context.get('page').document, context.req.param('category') ?? '');
}

async function showForm(home: Home, context: Asked, form: FormState) {
  const { page } = form;
  demand(page.who, 'record.file', { site: page.site });
  const category = categoryOf(context);
  const room = category.room === undefined ? '' : form.values.get(category.room);
  const known = room === '' ? undefined : await readRoom(home, page, room);
  return (
    <NewRecordPage
      form={form}
      category={category}
      draft={draftName(context)}
      isResumed={(context.req.query('draft') ?? '').startsWith('dft_')}
      afresh={paths.newRecord(category.prefix, { ...presetValues(context), draft: 'none' })}
      aside={await answersBeside(home, form, category)}
      roomCard={known === undefined ? undefined : <RoomCard page={page} known={known} />}
    />
  );
}

async function answersBeside(home: Home, form: FormState, category: Category) {
  if (category.code !== inquiries.category) return undefined;
  const found = await findAnswers(home, form.page, form.values.get(inquiries.field));
  return <AnswersPanel page={form.page} found={found} />;
}

/** What an address brings along, such as the room and the number of the matter that is followed up. */
function presetValues(context: Asked): Record<string, string> {
  const category = categoryOf(context);
  const query = context.req.query();
  const named = category.fields.flatMap(({ name }): [string, string][] => {
    const value = query[name] ?? (name === category.room ? query.room : undefined);
    return value === undefined || value === '' ? [] : [[name, value]];
  });
  return Object.fromEntries(named);
}

function orderValues({ dispatch, fields }: Category): Record<string, string> {
  const field = fields.find(({ name }) => name === dispatch?.department);
  const [usual] = field?.choices ?? [];
  return usual === undefined ? {} : { 'order.department': usual };
}

/** One draft a category and site; a form that follows something up has one of its own. */
function draftName(context: Asked): string {
  const preset = new URLSearchParams(presetValues(context)).toString();
  const name = `record:${context.get('page').site}:${categoryOf(context).code}`;
  return preset === '' ? name : `${name}?${preset}`.slice(0, 200);
}

async function submit(home: Home, context: Asked, typed: Typed, once: Once): Promise<Done> {
  const page = context.get('page');
  const category = categoryOf(context);
  const fields = answeredAtOnce(category, typedFields(category, typed, page));
  refuseFor([...aheadProblems(category, fields, page), ...unansweredProblems(category, fields)]);
  const reason = typed.text(lateReasonName).trim();
  const filing = {
    site: page.site,
    category: category.code,
    fields,
    ...(reason === '' ? {} : { lateReason: reason }),
  };
  const filed = await fileRecord(home, page.who, filing, once, { lateReason: true }).catch(
    (error: unknown) => {
      throw briefly(error);
    },
  );
  const flash = wordsOfFiling(filed, category, page);
  switch (typed.get('_then')) {
    case 'dispatch':
      return dispatch(home, page, { filed, category, typed, once });
    case 'new':
      return { to: paths.newRecord(category.prefix), flash };
    default:
      return { to: paths.record(filed.number), flash };
  }
}

/** What was answered on the spot was answered when it was asked. */
function answeredAtOnce(
  category: Category,
  fields: Record<string, string>,
): Record<string, string> {
  const { asked, atOnce } = inquiries;
  const time = fields[asked];
  const isAtOnce = category.code === inquiries.category && fields[atOnce.field] === atOnce.yes;
  if (!isAtOnce || time === undefined) return fields;
  return fields[atOnce.answer] === undefined ? fields : { [atOnce.at]: time, ...fields };
}

/**
 * Takes a dispatch order for what was just filed, under a name derived from the form's, so that a
 * second click takes no second order. Where none can be taken, the order's own page says why.
 */
async function dispatch(
  home: Home,
  page: Page,
  made: { filed: FiledRecord; category: Category; typed: Typed; once: Once },
): Promise<Done> {
  const { filed, category, typed, once } = made;
  const { number } = filed;
  const say = newWords(page.lang);
  const order = {
    site: page.site,
    record: number,
    matter: matterOf(category, (name) => typed.get(name)) || category.title,
    department: typed.get('order.department'),
    engineer: typed.get('order.engineer'),
  };
  try {
    const orderOnce = { key: `${once.key}:order`, request: once.request };
    const taken = await takeOrder(home, page.who, order, orderOnce);
    return {
      to: paths.order(taken.number),
      flash: say('dispatched', { number, order: taken.number }),
    };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const flash = say('notDispatched', { number, reason: error.message });
    return { to: paths.newOrder({ record: number }), flash };
  }
}

/** The longest sentence that a browser carries to the next page. Units: characters. */
const longestFlash = 160;

/** That it is filed, with what was put right or should be looked at. */
function wordsOfFiling(filed: FiledRecord, category: Category, page: Page): string {
  const say = newWords(page.lang);
  const head = say('filed', { number: filed.number });
  const isNote = ({ rule }: FilingWarning) => (rule === 'normalised' ? 1 : 0);
  const warnings = [...filed.warnings].sort((one, other) => isNote(one) - isNote(other));
  let flash = head;
  for (const [index, { field: column, message }] of warnings.entries()) {
    const field = category.fields.find(({ name }) => name === column);
    const words = say('warned', { message, field: field ? headIn(page.lang, field) : column });
    if (flash.length + words.length > longestFlash) {
      return `${flash}；${say('more', { count: warnings.length - index })}`;
    }
    flash += `；${words}`;
  }
  return flash;
}
