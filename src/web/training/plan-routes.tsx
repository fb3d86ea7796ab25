import { type Context, Hono } from 'hono';
import { demand } from '../../access/rules.ts';
import { AppError, type FieldProblem } from '../../core/app-error.ts';
import { instantOf, isLocalDate, localDateOf } from '../../core/month.ts';
import type { Home } from '../../home/open.ts';
import { planSessions } from '../../training/commands/plan-sessions.ts';
import { PlanSessions } from '../../training/model/inputs.ts';
import type { SessionView } from '../../training/model/views.ts';
import { topics } from '../../training/model/words.ts';
import { loadPeople, staffOf } from '../../training/queries/people.ts';
import { getSeries, type SeriesView } from '../../training/queries/series.ts';
import { getSession, listSessions } from '../../training/queries/sessions.ts';
import { listWeeks } from '../../training/queries/weeks.ts';
import { mondayOf, plusDays } from '../../training/rules/weeks.ts';
import type { WebEnv } from '../kit/env.ts';
import { type FormState, formRoute } from '../kit/page/form.ts';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import type { Typed } from '../kit/page/typed.ts';
import { readInput } from '../policies/read-input.ts';
import { PlanPage, rowsOf } from './plan-page.tsx';
import { idIn } from './series-routes.tsx';
import { trainingWords } from './words.ts';

type Asked = Context<WebEnv>;

/** Planning sessions, a week's three in one form. */
export function planRoutes(home: Home): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  formRoute(routes, home, '/training/series/:id/plan', {
    defaults: (context) => defaultsOf(home, context),
    show: (context, form) => show(home, context, form),
    async submit(context, typed, once) {
      const page = context.get('page');
      const series = await getSeries(home, page.who, idIn(context));
      const repeats = context.req.query('repeats');
      const input = typedPlan(page, { series, typed, repeats });
      const ids = await planSessions(home, page.who, input, once).catch((error: unknown) => {
        throw atOwnFields(error);
      });
      const [only] = ids;
      const flash = trainingWords(page.lang)('planned', { count: ids.length });
      if (ids.length === 1 && only !== undefined) return { to: paths.session(only), flash };
      return { to: `${paths.trainings()}#upcoming`, flash };
    },
  });
  return routes;
}

async function show(home: Home, context: Asked, form: FormState) {
  const { who } = form.page;
  const series = await getSeries(home, who, idIn(context));
  demand(who, 'training.keep', { site: series.site });
  const repeats = await repeatedOf(home, context);
  const staff = staffOf(await loadPeople(home.store.read), series.site);
  return <PlanPage {...{ form, series, staff, repeats }} />;
}

async function repeatedOf(home: Home, context: Asked): Promise<SessionView | undefined> {
  const id = context.req.query('repeats');
  return id === undefined ? undefined : getSession(home, context.get('page').who, id);
}

/** Next week's days and the topics that the month lacks; who usually teaches, and where. */
async function defaultsOf(home: Home, context: Asked) {
  const page = context.get('page');
  const { who, today } = page;
  const series = await getSeries(home, who, idIn(context));
  const repeated = await repeatedOf(home, context);
  const staff = staffOf(await loadPeople(home.store.read), series.site).map((one) => one.username);
  const held = await listSessions(home, who, { site: series.site, series: series.id });
  const last = repeated ?? held.at(-1);
  const own = who.actor.kind === 'person' ? who.actor.username : '';
  const trainer = last?.trainer.username ?? own;
  const came = new Set(
    repeated?.people.filter(({ present }) => present).map(({ username }) => username),
  );
  const common = {
    trainer: staff.includes(trainer) ? trainer : '',
    place: last?.place ?? '',
    minutes: String(last?.minutes ?? series.minutes),
    expected:
      repeated === undefined
        ? staff.filter((username) => username !== trainer)
        : repeated.people
            .filter(({ expected, username }) => expected && !came.has(username))
            .map(({ username }) => username),
  };
  if (rowsOf(series, repeated !== undefined) === 1)
    return { day0: today, time0: '14:00', ...common };
  const monday = plusDays(mondayOf(today), 7);
  const subjects = await nextTopics(home, page, { series, monday });
  const rows = [0, 2, 4].flatMap((days, index) => [
    [`day${index}`, plusDays(monday, days)],
    [`time${index}`, '14:00'],
    [`topic${index}`, subjects[index] ?? ''],
  ]);
  return { ...(Object.fromEntries(rows) as Record<string, string>), ...common };
}

/** What the month of the planned week still lacks comes first, then the others in turn. */
async function nextTopics(
  home: Home,
  { who }: Page,
  { series, monday }: { series: SeriesView; monday: string },
): Promise<string[]> {
  const { months } = await listWeeks(home, who, { site: series.site, from: monday, to: monday });
  const planned = await listSessions(home, who, {
    site: series.site,
    from: `${monday.slice(0, 7)}-01`,
    to: plusDays(monday, 6),
  });
  const taken = new Set(
    planned.filter(({ status }) => status === 'planned').map((one) => one.topic),
  );
  const missing = months[0]?.missing ?? topics;
  const rank = (topic: (typeof topics)[number]) =>
    (missing.includes(topic) ? 0 : 2) + (taken.has(topic) ? 1 : 0);
  return topics.toSorted((one, other) => rank(one) - rank(other));
}

function typedPlan(
  page: Page,
  asked: { series: SeriesView; typed: Typed; repeats: string | undefined },
): PlanSessions {
  const { series, typed, repeats } = asked;
  const isRepeat = repeats !== undefined;
  const say = trainingWords(page.lang);
  const problems: FieldProblem[] = [];
  const sessions = Array.from({ length: rowsOf(series, isRepeat) }, (_, index) => index).flatMap(
    (index) => {
      const [day, time] = [typed.get(`day${index}`), typed.get(`time${index}`)];
      if (day === '') return [];
      if (!isLocalDate(day) || !/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) {
        const field = isLocalDate(day) ? `time${index}` : `day${index}`;
        problems.push({ field, rule: 'shape', message: say('badTime') });
        return [];
      }
      const topic = typed.get(`topic${index}`);
      const startsAt = instantOf(`${day} ${time}`, page.document.timeZone);
      return [{ startsAt, ...(topic === '' ? {} : { topic }), row: index }];
    },
  );
  if (sessions.length === 0 && problems.length === 0) {
    problems.push({ field: 'day0', rule: 'required', message: say('noRow') });
  }
  if (series.class === 'weekly' && !isRepeat) {
    for (const { topic, row } of sessions) {
      if (topic !== undefined) continue;
      const message = '每周三个一要选议题';
      problems.push({ field: `topic${row}`, rule: 'required', message });
    }
  }
  const past = sessions.filter(
    ({ startsAt }) => localDateOf(startsAt, page.document.timeZone) < page.today,
  );
  for (const { row } of past) {
    const message = '这一天已经过去，签不了到；请填今天或以后';
    problems.push({ field: `day${row}`, rule: 'range', message });
  }
  if (problems.length > 0) throw new AppError('invalid', '还不能排课。', { problems });
  return readInput(PlanSessions, {
    series: series.id,
    sessions: sessions.map(({ row: _row, ...one }) => one),
    minutes: Number(typed.get('minutes') || Number.NaN),
    trainer: typed.get('trainer'),
    place: typed.get('place'),
    expected: typed.all('expected'),
    ...(repeats === undefined ? {} : { repeats }),
  });
}

/** A session's problem stands at its field of the form. */
function atOwnFields(error: unknown): unknown {
  if (!(error instanceof AppError)) return error;
  const problems = error.problems.map((problem) => ({
    ...problem,
    field: problem.field
      .replace(/^sessions\.(\d+)\.startsAt$/, 'day$1')
      .replace(/^sessions\.(\d+)\.topic$/, 'topic$1')
      .replace(/^repeats$/, 'day0'),
  }));
  return new AppError(error.code, error.message, { problems, cause: error });
}
