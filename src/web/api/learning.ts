import { createRoute, z } from '@hono/zod-openapi';
import type { Home } from '../../home/open.ts';
import { exportLearning } from '../../learning/commands/export-learning.ts';
import { remindLearners } from '../../learning/commands/remind-learners.ts';
import { signReading } from '../../learning/commands/sign-reading.ts';
import { MatrixFilter, RemindLearners, SignReadings } from '../../learning/model.ts';
import { learningMatrix } from '../../learning/queries/matrix.ts';
import { ownLearning, personLearning } from '../../learning/queries/person-learning.ts';
import {
  bearer,
  body,
  bodyRefusals,
  IdempotencyHeader,
  json,
  onceOf,
  openApiRoutes,
  refusals,
} from '../kit/context.ts';
import { dispositionOf, fileAnswer } from '../kit/download.ts';
import { fileTypes } from '../learning/file-types.ts';

const Day = z.iso.date();
const how = z.enum(['reading', 'training']);
const posts = z.array(z.object({ site: z.string(), post: z.string() }));
const share = { applies: z.number().int(), learned: z.number().int(), behind: z.number().int() };
const text = { code: z.string(), title: z.string(), version: z.number().int() };

const PersonLearning = z
  .object({
    person: z.object({ id: z.string(), username: z.string(), name: z.string() }),
    active: z.boolean(),
    on: Day,
    applies: z.number().int().openapi({ description: '现行制度中应学的项数' }),
    current: z.number().int().openapi({ description: '其中已学现行版的项数' }),
    owed: z.array(
      z.object({
        ...text,
        knows: z.number().int().nullable().openapi({ description: '学过的旧版' }),
        since: Day,
        dueOn: Day,
        isBehind: z.boolean(),
      }),
    ),
    coming: z.array(z.object({ ...text, inForceFrom: Day })),
    learned: z.array(
      z.object({
        ...text,
        at: z.string(),
        how,
        source: z.string().openapi({ description: '培训的编号；阅读签字为空' }),
        seq: z.number().int(),
        isCurrent: z.boolean(),
      }),
    ),
  })
  .openapi('PersonLearning');

const LearningMatrix = z
  .object({
    at: z.string(),
    on: Day,
    withinDays: z.number().int(),
    filter: MatrixFilter,
    sites: z.array(z.string()),
    ...share,
    policies: z.array(
      z.object({ ...text, inForceFrom: Day, post: z.string().nullable(), ...share }),
    ),
    unowed: z
      .array(z.object({ code: z.string(), title: z.string() }))
      .openapi({ description: '现行但所列人员都不适用的岗位职责' }),
    people: z.array(
      z.object({
        id: z.string(),
        username: z.string(),
        name: z.string(),
        hasEmail: z.boolean(),
        posts,
        ...share,
        cells: z
          .array(
            z.object({
              state: z.enum(['not-owed', 'learned', 'older', 'none']),
              version: z.number().int().optional(),
              knows: z.number().int().nullable().optional(),
              since: Day.optional(),
              dueOn: Day.optional(),
              isBehind: z.boolean().optional(),
              at: z.string().optional(),
              how: how.optional(),
            }),
          )
          .openapi({ description: '与 policies 同序' }),
      }),
    ),
  })
  .openapi('LearningMatrix');

const FilterQuery = MatrixFilter.extend({
  behind: z
    .enum(['true', 'false'])
    .optional()
    .openapi({ description: 'true 只看逾期的人', example: 'true' }),
});

const own = createRoute({
  method: 'get',
  path: '/learning',
  tags: ['learning'],
  summary: '自己要学的与已学的制度',
  security: bearer,
  responses: { 200: json(PersonLearning, '学习情况'), ...refusals },
});
const one = createRoute({
  method: 'get',
  path: '/learning/people/{username}',
  tags: ['learning'],
  summary: '一个人的学习记录；停用的人也在',
  security: bearer,
  request: {
    params: z.object({
      username: z
        .string()
        .max(64)
        .openapi({ param: { name: 'username', in: 'path' } }),
    }),
  },
  responses: { 200: json(PersonLearning, '学习情况'), ...refusals },
});
const matrix = createRoute({
  method: 'get',
  path: '/learning/matrix',
  tags: ['learning'],
  summary: '人员 × 制度：谁学了现行版，谁逾期',
  security: bearer,
  request: { query: FilterQuery },
  responses: { 200: json(LearningMatrix, '学习矩阵'), ...refusals },
});
const exports = (['csv', 'xlsx'] as const).map((format) => ({
  format,
  route: createRoute({
    method: 'get',
    path: `/learning/matrix.${format}`,
    tags: ['learning'],
    summary: `导出学习矩阵（${format}）；先记入日志，再给出文件`,
    description: '摘要在 X-Export-Digest。',
    security: bearer,
    request: { query: FilterQuery },
    responses: { 200: fileAnswer('导出的文件'), ...refusals },
  }),
}));
const sign = createRoute({
  method: 'post',
  path: '/learning/readings',
  tags: ['learning'],
  summary: '阅读签字：本人密码，逐项给出所读正文的摘要',
  security: bearer,
  request: {
    headers: IdempotencyHeader,
    body: body(
      SignReadings.extend({
        password: z.string().max(1000).openapi({ description: '本人密码，再输一次' }),
      }).openapi('SignReadings'),
    ),
  },
  responses: {
    201: json(
      z.object({
        signed: z.array(z.object({ code: z.string(), version: z.number().int() })),
      }),
      '已签；以前学过的不重复',
    ),
    ...refusals,
    ...bodyRefusals,
  },
});
const remind = createRoute({
  method: 'post',
  path: '/learning/reminders',
  tags: ['learning'],
  summary: '给逾期的人发学习提醒：每人一封，一天最多一封',
  security: bearer,
  request: { headers: IdempotencyHeader, body: body(RemindLearners) },
  responses: {
    200: json(
      z.object({
        sent: z.array(z.string()),
        withoutEmail: z.array(z.string()),
        before: z.array(z.string()).openapi({ description: '今天已提醒过' }),
        notBehind: z.array(z.string()).openapi({ description: '点了名但没有逾期' }),
      }),
      '发给了谁，没发给谁',
    ),
    ...refusals,
    ...bodyRefusals,
  },
});

/** Who has learned which policy. */
export function learningApiRoutes(home: Home) {
  const routes = openApiRoutes();
  routes.openapi(own, async (context) => {
    return context.json(plain(await ownLearning(home, context.get('who'))), 200);
  });
  routes.openapi(one, async (context) => {
    const { username } = context.req.valid('param');
    return context.json(plain(await personLearning(home, context.get('who'), username)), 200);
  });
  routes.openapi(matrix, async (context) => {
    const filter = filterOf(context.req.valid('query'));
    return context.json(plain(await learningMatrix(home, context.get('who'), filter)), 200);
  });
  for (const { format, route } of exports) {
    routes.openapi(route, async (context) => {
      const filter = filterOf(context.req.valid('query'));
      const made = await exportLearning(home, context.get('who'), { filter, format });
      return context.body(new Uint8Array(made.bytes), 200, {
        'content-type': fileTypes[format],
        'content-disposition': dispositionOf(`${made.id}.${format}`),
        'x-export-id': made.id,
        'x-export-digest': made.sha256,
      });
    });
  }
  routes.openapi(sign, async (context) => {
    const { readings, password } = context.req.valid('json');
    const once = onceOf(context, { readings });
    const signed = await signReading(home, context.get('who'), { readings }, { password }, once);
    return context.json({ signed }, 201);
  });
  routes.openapi(remind, async (context) => {
    const wish = context.req.valid('json');
    const once = onceOf(context, { ...wish, people: wish.people ?? null });
    return context.json(await remindLearners(home, context.get('who'), wish, once), 200);
  });
  return routes;
}

function filterOf({ behind, ...filter }: z.infer<typeof FilterQuery>): MatrixFilter {
  return { ...filter, ...(behind === 'true' ? { behind: true } : {}) };
}

/** What a query answers, as an answer may be written: lists that nobody else holds. */
function plain<Value>(value: Value): Mutable<Value> {
  return structuredClone(value) as Mutable<Value>;
}

type Mutable<Value> = Value extends readonly (infer Element)[]
  ? Mutable<Element>[]
  : Value extends object
    ? { -readonly [Key in keyof Value]: Mutable<Value[Key]> }
    : Value;
