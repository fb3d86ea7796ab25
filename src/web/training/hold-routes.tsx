import { type Context, Hono } from 'hono';
import { AppError, type FieldProblem } from '../../core/app-error.ts';
import type { Home } from '../../home/open.ts';
import { cancelSession, closeSession } from '../../training/commands/close-session.ts';
import { correctResult } from '../../training/commands/correct-result.ts';
import { enterScores } from '../../training/commands/enter-scores.ts';
import { CancelSession, CloseSession, CorrectResult } from '../../training/model/inputs.ts';
import type { SessionView } from '../../training/model/views.ts';
import { loadPeople, staffOf } from '../../training/queries/people.ts';
import { listUnmarked } from '../../training/queries/unmarked.ts';
import type { WebEnv } from '../kit/env.ts';
import { confirmOwn } from '../kit/own-signature.ts';
import { formRoute } from '../kit/page/form.ts';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import type { Typed } from '../kit/page/typed.ts';
import { readInput } from '../policies/read-input.ts';
import { actWords } from './act-words.ts';
import { CancelPage, ClosePage, CorrectPage, ScoresPage } from './hold-pages.tsx';
import { idIn } from './series-routes.tsx';
import { runBy } from './session-routes.tsx';

type Asked = Context<WebEnv>;

/** What whoever holds a session does: scores, closing, calling off, putting right. */
export function holdRoutes(home: Home): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  formRoute(routes, home, '/training/sessions/:id/scores', {
    show: async (context, form) => {
      const session = await runBy(home, form.page, idIn(context));
      const unmarked = await listUnmarked(home, form.page.who, session.id);
      return <ScoresPage {...{ form, session, unmarked }} />;
    },
    async submit(context, typed, once) {
      const { who, lang } = context.get('page');
      const session = idIn(context);
      const scores = typedScores(context.get('page'), typed);
      const count = await enterScores(home, who, { session, scores }, once).catch(
        (error: unknown) => {
          throw atOwnField(error, scores);
        },
      );
      const flash = actWords(lang)('scoresDone', { count });
      return { to: paths.session(session), flash };
    },
  });
  formRoute(routes, home, '/training/sessions/:id/close', {
    show: async (context, form) => {
      const session = await runBy(home, form.page, idIn(context));
      return <ClosePage {...{ form, session }} />;
    },
    async submit(context, typed, once) {
      const { who, lang } = context.get('page');
      const session = idIn(context);
      const input = readInput(CloseSession, { session, summary: typed.text('summary') });
      await confirmOwn(home.sessions, who, typed.text('password'));
      await closeSession(home, who, input, once);
      return { to: paths.session(session), flash: actWords(lang)('closeDone') };
    },
  });
  formRoute(routes, home, '/training/sessions/:id/cancel', {
    show: async (context, form) => {
      const session = await runBy(home, form.page, idIn(context));
      return <CancelPage {...{ form, session }} />;
    },
    async submit(context, typed, once) {
      const { who, lang } = context.get('page');
      const session = idIn(context);
      const input = readInput(CancelSession, { session, reason: typed.get('reason') });
      await cancelSession(home, who, input, once);
      return { to: paths.session(session), flash: actWords(lang)('cancelDone') };
    },
  });
  formRoute(routes, home, '/training/sessions/:id/correct', {
    defaults: async (context) => {
      const session = await runBy(home, context.get('page'), idIn(context));
      return whatIn(context) === 'summary' ? { becomes: session.summary ?? '' } : {};
    },
    show: async (context, form) => {
      const session = await runBy(home, form.page, idIn(context));
      const what = whatIn(context);
      const people = await correctable(home, session, what);
      return <CorrectPage {...{ form, session, what, people }} />;
    },
    async submit(context, typed, once) {
      const { who, lang } = context.get('page');
      const session = idIn(context);
      const input = typedCorrection(whatIn(context), { session, typed });
      await correctResult(home, who, input, once);
      const flash = actWords(lang)('correctDone');
      return { to: `${paths.session(session)}#corrections`, flash };
    },
  });
  return routes;
}

function whatIn(context: Asked): CorrectResult['what'] {
  const what = context.req.query('what');
  return what === 'score' || what === 'summary' ? what : 'attendance';
}

/** Whose sign-in or score may be put right: those listed; for a sign-in anybody of the site. */
async function correctable(home: Home, session: SessionView, what: CorrectResult['what']) {
  const listed = session.people;
  if (what === 'score') return listed.filter(({ present }) => present);
  const known = new Set(listed.map(({ username }) => username));
  const staff = staffOf(await loadPeople(home.store.read), session.site);
  const others = staff.filter(
    ({ username }) => !known.has(username) && username !== session.trainer.username,
  );
  return [...listed, ...others];
}

function typedCorrection(
  what: CorrectResult['what'],
  { session, typed }: { session: string; typed: Typed },
): CorrectResult {
  const shared = { what, session, reason: typed.get('reason') };
  const becomes = typed.get('becomes');
  if (what === 'summary') return readInput(CorrectResult, { ...shared, becomes });
  const username = typed.get('username');
  if (what === 'attendance') return readInput(CorrectResult, { ...shared, username, becomes });
  const isAbsent = typed.get('absent') === 'yes';
  if (!isAbsent && !/^\d{1,4}$/.test(becomes)) {
    throw new AppError('invalid', '有几处要改。', {
      problems: [{ field: 'becomes', rule: 'shape', message: '请填整数，或勾“缺考”' }],
    });
  }
  const points = isAbsent ? null : Number(becomes);
  return readInput(CorrectResult, { ...shared, username, becomes: points });
}

interface TypedScore {
  readonly username: string;
  readonly points: number | null;
}

/** The scores that were typed; who was left empty comes later. Errors: `invalid`. */
function typedScores({ lang }: Page, typed: Typed): TypedScore[] {
  const act = actWords(lang);
  const problems: FieldProblem[] = [];
  const names = typed.fields.flatMap(([name]) => /^(?:points|absent):(.+)$/.exec(name)?.[1] ?? []);
  const scores = [...new Set(names)].flatMap((username): TypedScore[] => {
    if (typed.get(`absent:${username}`) === 'yes') return [{ username, points: null }];
    const points = typed.get(`points:${username}`);
    if (points === '') return [];
    if (/^\d{1,4}$/.test(points)) return [{ username, points: Number(points) }];
    problems.push({ field: `points:${username}`, rule: 'shape', message: act('scoresWhole') });
    return [];
  });
  if (scores.length === 0 && problems.length === 0) {
    const field = `points:${names[0] ?? ''}`;
    problems.push({ field, rule: 'required', message: act('scoresEmpty') });
  }
  if (problems.length > 0) throw new AppError('invalid', '成绩没有登记。', { problems });
  return scores;
}

/** What is wrong with a score stands at the field of whose it is. */
function atOwnField(error: unknown, scores: readonly TypedScore[]): unknown {
  if (!(error instanceof AppError)) return error;
  const problems = error.problems.map((problem) => {
    const index = /^scores\.(\d+)\.points$/.exec(problem.field)?.[1];
    const username = index === undefined ? undefined : scores[Number(index)]?.username;
    return username === undefined ? problem : { ...problem, field: `points:${username}` };
  });
  return new AppError(error.code, error.message, { problems, cause: error });
}
