import { type Context, Hono } from 'hono';
import { AppError } from '../../core/app-error.ts';
import type { Home } from '../../home/open.ts';
import type { Once } from '../../ledger/transact.ts';
import { answerExam } from '../../training/commands/answer-exam.ts';
import { signIn, signInBeside, signInByName } from '../../training/commands/sign-in.ts';
import { AnswerExam, SignInByName } from '../../training/model/inputs.ts';
import type { ExamView, SessionView } from '../../training/model/views.ts';
import { getExam } from '../../training/queries/exam.ts';
import { loadPeople, staffOf } from '../../training/queries/people.ts';
import { getSession } from '../../training/queries/sessions.ts';
import { whyNoSignIn } from '../../training/rules/window.ts';
import type { WebEnv } from '../kit/env.ts';
import { confirmSignature } from '../kit/own-signature.ts';
import { type FormState, formRoute } from '../kit/page/form.ts';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import type { Typed } from '../kit/page/typed.ts';
import { readInput } from '../policies/read-input.ts';
import { actWords } from './act-words.ts';
import { ExamPage, SignInPage } from './attend-pages.tsx';
import { idIn } from './series-routes.tsx';

/** Signing in and sitting the exam. */
export function attendRoutes(home: Home): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  formRoute(routes, home, '/training/sessions/:id/sign-in', {
    show: (context, form) => showSignIn(home, context, form),
    async submit(context, typed, once) {
      const page = context.get('page');
      const session = idIn(context);
      const count = await signInBy(home, page, { session, typed, once });
      const flash = actWords(page.lang)('signed', { count });
      return { to: paths.sessionAct(session, 'sign-in'), flash };
    },
  });
  formRoute(routes, home, '/training/sessions/:id/exam', {
    show: async (context, form) => {
      const session = await getSession(home, form.page.who, idIn(context));
      const exam = await getExam(home, form.page.who, session.id);
      return <ExamPage {...{ form, session, exam }} />;
    },
    async submit(context, typed, once) {
      const page = context.get('page');
      const session = idIn(context);
      // A second sending is answered like the first, though the questions are gone by then.
      const exam = await getExam(home, page.who, session);
      const answers =
        exam.questions.length === 0 ? [[]] : typedAnswers(page, exam.questions, typed);
      const input = readInput(AnswerExam, { session, paper: typed.get('paper'), answers });
      await answerExam(home, page.who, input, once);
      return { to: paths.sessionAct(session, 'exam') };
    },
  });
  return routes;
}

async function showSignIn(home: Home, context: Context<WebEnv>, form: FormState) {
  const { page } = form;
  const session = await getSession(home, page.who, idIn(context));
  const isOver = session.status === 'closed' || session.status === 'cancelled';
  const refusal = isOver
    ? new AppError('conflict', '这一次已经结课或取消，不能再签到。')
    : whyNoSignIn(session, page.now, page.document.timeZone);
  const waiting = session.mayRun ? await waitingFor(home, session) : [];
  return <SignInPage {...{ form, session, waiting }} refusal={refusal?.message} />;
}

/** The staff who have not signed in: those who are expected first. */
async function waitingFor(home: Home, { site, people, trainer }: SessionView) {
  const staff = staffOf(await loadPeople(home.store.read), site);
  const known = new Map(people.map((one) => [one.username, one]));
  return staff
    .filter(({ username }) => username !== trainer.username)
    .filter(({ username }) => {
      const one = known.get(username);
      return one === undefined || (!one.present && one.signIn === null);
    })
    .map(({ username, name }) => ({
      username,
      name,
      expected: known.get(username)?.expected === true,
    }))
    .toSorted((one, other) => Number(other.expected) - Number(one.expected));
}

async function signInBy(
  home: Home,
  { who }: Page,
  { session, typed, once }: { session: string; typed: Typed; once: Once },
): Promise<number> {
  switch (typed.get('way')) {
    case 'beside': {
      const username = typed.get('username');
      if (username === '') {
        throw new AppError('invalid', '没有签到。', {
          problems: [{ field: 'username', rule: 'required', message: '请选自己的姓名' }],
        });
      }
      const password = typed.text('password');
      const person = await confirmSignature(home.sessions, { username, password });
      return signInBeside(home, who, { session, person }, once);
    }
    case 'by-name': {
      const input = readInput(SignInByName, { session, people: typed.all('people') });
      return signInByName(home, who, input, once);
    }
    default:
      return signIn(home, who, { session }, once);
  }
}

/** Answers as they were typed, one a question. Errors: `invalid`, for a choice left out. */
function typedAnswers(
  { lang }: Page,
  questions: ExamView['questions'],
  typed: Typed,
): AnswerExam['answers'] {
  const act = actWords(lang);
  const answers = questions.map(({ options }, index) =>
    options.length === 0 ? typed.text(`q${index}`) : typed.all(`q${index}`).map(Number),
  );
  const problems = answers.flatMap((answer, index) =>
    Array.isArray(answer) && answer.length === 0
      ? [
          {
            field: `q${index}`,
            rule: 'required',
            message: act('examUnanswered', { count: index + 1 }),
          },
        ]
      : [],
  );
  if (problems.length > 0) throw new AppError('invalid', '还有没选的题，没有交卷。', { problems });
  return answers;
}
