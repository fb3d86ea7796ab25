import { createRoute, z } from '@hono/zod-openapi';
import { AppError } from '../../core/app-error.ts';
import type { Home } from '../../home/open.ts';
import { answerExam } from '../../training/commands/answer-exam.ts';
import { cancelSession, closeSession } from '../../training/commands/close-session.ts';
import { correctResult } from '../../training/commands/correct-result.ts';
import { enterScores } from '../../training/commands/enter-scores.ts';
import { planSessions } from '../../training/commands/plan-sessions.ts';
import { signIn, signInBeside, signInByName } from '../../training/commands/sign-in.ts';
import {
  AnswerExam,
  CancelSession,
  CloseSession,
  CorrectResult,
  EnterScores,
  PlanSessions,
} from '../../training/model/inputs.ts';
import {
  ExamView,
  PaperView,
  SessionLine,
  SessionView,
  TrainingFile,
  WeeksView,
} from '../../training/model/views.ts';
import { getExam } from '../../training/queries/exam.ts';
import { getTrainingFile } from '../../training/queries/file.ts';
import { getPaper } from '../../training/queries/series.ts';
import { getSession, listSessions } from '../../training/queries/sessions.ts';
import { listWeeks } from '../../training/queries/weeks.ts';
import {
  bearer,
  body,
  bodyRefusals,
  IdempotencyHeader,
  IdParameter,
  json,
  onceOf,
  openApiRoutes,
  refusals,
  SiteQuery,
} from '../kit/context.ts';
import { problemsOf } from '../kit/issues.ts';
import { confirmSignature } from '../kit/own-signature.ts';

const tags = ['training'];
const of = { tags, security: bearer } as const;
const writing = { params: IdParameter, headers: IdempotencyHeader };
const written = { ...refusals, ...bodyRefusals };

const Day = z.string().max(10).optional().openapi({ example: '2026-11-02' });
const SignIn = z
  .strictObject({
    username: z.string().max(64).optional(),
    password: z.string().max(1000).optional(),
    people: z.array(z.string().max(64)).max(200).optional(),
  })
  .openapi('TrainingSignIn', {
    description:
      '空对象：本人签到；username 与 password：本人在讲师屏幕上签到；people：讲师按姓名代签到',
  });

const list = createRoute({
  ...of,
  method: 'get',
  path: '/training-sessions',
  summary: '一个项目的培训场次，按时间',
  request: {
    query: SiteQuery.extend({ series: z.string().max(60).optional(), from: Day, to: Day }),
  },
  responses: { 200: json(z.object({ items: z.array(SessionLine) }), '场次'), ...refusals },
});
const plan = createRoute({
  ...of,
  method: 'post',
  path: '/training-sessions',
  summary: '排课：一次可排几场（如下周三次）',
  request: { headers: IdempotencyHeader, body: body(PlanSessions) },
  responses: { 201: json(z.object({ items: z.array(SessionView) }), '已排'), ...written },
});
const get = createRoute({
  ...of,
  method: 'get',
  path: '/training-sessions/{id}',
  summary: '一次培训：五样材料、签到、成绩（只给可看的人）、更正',
  request: { params: IdParameter },
  responses: { 200: json(SessionView, '场次'), ...refusals },
});
const paper = createRoute({
  ...of,
  method: 'get',
  path: '/training-sessions/{id}/paper',
  summary: '这一次的试题与答案，只给办理的人',
  request: { params: IdParameter },
  responses: { 200: json(PaperView.nullable(), '试题'), ...refusals },
});
const sign = createRoute({
  ...of,
  method: 'post',
  path: '/training-sessions/{id}/sign-in',
  summary: '签到：本人、本人在讲师屏幕上、或代签到（标明）',
  request: { ...writing, body: body(SignIn) },
  responses: { 201: json(z.object({ count: z.number().int() }), '已签到'), ...written },
});
const exam = createRoute({
  ...of,
  method: 'get',
  path: '/training-sessions/{id}/exam',
  summary: '本人的答卷页：题目，不含答案；答过后为成绩',
  request: { params: IdParameter },
  responses: { 200: json(ExamView, '答卷页'), ...refusals },
});
const answer = createRoute({
  ...of,
  method: 'post',
  path: '/training-sessions/{id}/exam',
  summary: '交卷：选择题当场评分，有简答的等讲师评分',
  request: { ...writing, body: body(AnswerExam.omit({ session: true })) },
  responses: { 201: json(ExamView, '已交卷'), ...written },
});
const scores = createRoute({
  ...of,
  method: 'post',
  path: '/training-sessions/{id}/scores',
  summary: '登记成绩（每人一次，null 为缺考）',
  request: { ...writing, body: body(EnterScores.omit({ session: true })) },
  responses: { 201: json(SessionView, '已登记'), ...written },
});
const close = createRoute({
  ...of,
  method: 'post',
  path: '/training-sessions/{id}/close',
  summary: '结课：讲师写效果总结并签字，此后只能更正',
  request: { ...writing, body: body(CloseSession.omit({ session: true })) },
  responses: { 201: json(SessionView, '已结课'), ...written },
});
const cancel = createRoute({
  ...of,
  method: 'post',
  path: '/training-sessions/{id}/cancel',
  summary: '取消没有开成的一次',
  request: { ...writing, body: body(CancelSession.omit({ session: true })) },
  responses: { 201: json(SessionView, '已取消'), ...written },
});
const correct = createRoute({
  ...of,
  method: 'post',
  path: '/training-sessions/{id}/corrections',
  summary: '更正签到、成绩或效果总结：原来的保留，写明原因',
  request: {
    ...writing,
    body: body(
      z
        .strictObject({
          what: z.enum(['attendance', 'score', 'summary']),
          username: z.string().max(64).optional(),
          becomes: z.union([z.string().max(4_000), z.number().int(), z.null()]),
          reason: z.string().max(1_000),
        })
        .openapi('TrainingCorrection'),
    ),
  },
  responses: { 201: json(SessionView, '已更正'), ...written },
});
const weeks = createRoute({
  ...of,
  method: 'get',
  path: '/training-weeks',
  summary: '每周三个一：实际开成的次数，不计的及原因，各月还缺的议题',
  request: { query: SiteQuery.extend({ from: Day, to: Day }) },
  responses: { 200: json(WeeksView, '各周'), ...refusals },
});
const file = createRoute({
  ...of,
  method: 'get',
  path: '/people/{username}/training',
  summary: '个人培训档案：考核定级、评优、晋升和主管级年度评审的依据',
  request: {
    params: z.object({
      username: z
        .string()
        .max(64)
        .openapi({ param: { name: 'username', in: 'path' } }),
    }),
  },
  responses: { 200: json(TrainingFile, '培训档案'), ...refusals },
});

/** Hours of training: planned, signed in to, examined, closed; what they add up to. */
export function trainingRoutes(home: Home) {
  const routes = openApiRoutes();
  routes.openapi(list, async (context) => {
    const asked = context.req.valid('query');
    return context.json({ items: await listSessions(home, context.get('who'), asked) }, 200);
  });
  routes.openapi(plan, async (context) => {
    const who = context.get('who');
    const input = context.req.valid('json');
    const ids = await planSessions(home, who, input, onceOf(context, input));
    const items = await Promise.all(ids.map((id) => getSession(home, who, id)));
    return context.json({ items }, 201);
  });
  routes.openapi(get, async (context) => {
    const { id } = context.req.valid('param');
    return context.json(await getSession(home, context.get('who'), id), 200);
  });
  routes.openapi(paper, async (context) => {
    const { id } = context.req.valid('param');
    return context.json(await getPaper(home, context.get('who'), id), 200);
  });
  routes.openapi(weeks, async (context) =>
    context.json(await listWeeks(home, context.get('who'), context.req.valid('query')), 200),
  );
  routes.openapi(file, async (context) => {
    const { username } = context.req.valid('param');
    return context.json(await getTrainingFile(home, context.get('who'), username), 200);
  });
  openAttending(routes, home);
  openHolding(routes, home);
  return routes;
}

/** What those who attend do. */
function openAttending(routes: ReturnType<typeof openApiRoutes>, home: Home): void {
  routes.openapi(sign, async (context) => {
    const who = context.get('who');
    const { id: session } = context.req.valid('param');
    const { username, password, people } = context.req.valid('json');
    if (people !== undefined) {
      const input = { session, people };
      const once = onceOf(context, input);
      return context.json({ count: await signInByName(home, who, input, once) }, 201);
    }
    if (username === undefined) {
      const count = await signIn(home, who, { session }, onceOf(context, { session }));
      return context.json({ count }, 201);
    }
    const person = await confirmSignature(home.sessions, { username, password: password ?? '' });
    const once = onceOf(context, { session, username });
    return context.json({ count: await signInBeside(home, who, { session, person }, once) }, 201);
  });
  routes.openapi(exam, async (context) => {
    const { id } = context.req.valid('param');
    return context.json(await getExam(home, context.get('who'), id), 200);
  });
  routes.openapi(answer, async (context) => {
    const who = context.get('who');
    const { id: session } = context.req.valid('param');
    const input = { session, ...context.req.valid('json') };
    await answerExam(home, who, input, onceOf(context, input));
    return context.json(await getExam(home, who, session), 201);
  });
}

/** What those who hold a session do. */
function openHolding(routes: ReturnType<typeof openApiRoutes>, home: Home): void {
  routes.openapi(scores, async (context) => {
    const who = context.get('who');
    const { id: session } = context.req.valid('param');
    const input = { session, ...context.req.valid('json') };
    await enterScores(home, who, input, onceOf(context, input));
    return context.json(await getSession(home, who, session), 201);
  });
  routes.openapi(close, async (context) => {
    const who = context.get('who');
    const { id: session } = context.req.valid('param');
    const input = { session, ...context.req.valid('json') };
    await closeSession(home, who, input, onceOf(context, input));
    return context.json(await getSession(home, who, session), 201);
  });
  routes.openapi(cancel, async (context) => {
    const who = context.get('who');
    const { id: session } = context.req.valid('param');
    const input = { session, ...context.req.valid('json') };
    await cancelSession(home, who, input, onceOf(context, input));
    return context.json(await getSession(home, who, session), 201);
  });
  routes.openapi(correct, async (context) => {
    const who = context.get('who');
    const { id: session } = context.req.valid('param');
    const read = CorrectResult.safeParse({ session, ...context.req.valid('json') });
    if (!read.success) {
      const problems = problemsOf(read.error.issues);
      throw new AppError('invalid', '有字段填得不对，请按提示改正。', { problems });
    }
    await correctResult(home, who, read.data, onceOf(context, read.data));
    return context.json(await getSession(home, who, session), 201);
  });
}
