import { OpenAPIHono, type RouteConfig, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { AppError } from '../../core/app-error.ts';
import type { Json } from '../../core/canonical-json.ts';
import { isMonth } from '../../core/month.ts';
import { maximumPageSize } from '../../core/page.ts';
import type { Once } from '../../ledger/transact.ts';
import type { WebEnv } from './env.ts';
import { problemsOf } from './issues.ts';
import { problemOf } from './problem.ts';

/** A group of API routes whose validation answers 422 with the fields at fault. */
export function openApiRoutes(): OpenAPIHono<WebEnv> {
  return new OpenAPIHono<WebEnv>({
    defaultHook: (result, context) => {
      if (result.success) return undefined;
      const problems = problemsOf(result.error.issues);
      return problemOf(
        context,
        new AppError('invalid', '有字段填得不对，请按提示改正。', { problems }),
      );
    },
  });
}

/** The write's own name, from the `Idempotency-Key` header, with what it must be used for again. */
export function onceOf(context: Context<WebEnv>, request: Json): Once | undefined {
  const key = context.req.header('Idempotency-Key');
  if (key === undefined) return undefined;
  if (key.length === 0 || key.length > 200) {
    throw new AppError('invalid', 'Idempotency-Key 须为 1 至 200 个字符。');
  }
  return { key, request: { method: context.req.method, path: context.req.path, request } };
}

/** The shape of every error answer. Source: RFC 9457. */
const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    code: z.string(),
    detail: z.string(),
    instance: z.string(),
    problems: z.array(z.object({ field: z.string(), rule: z.string(), message: z.string() })),
  })
  .openapi('Problem');

const problemContent = { 'application/problem+json': { schema: Problem } };

/** The error answers every authenticated route may give. */
export const refusals = {
  400: { description: '请求写错了，如 JSON 不完整', content: problemContent },
  401: { description: '未登录或登录已过期', content: problemContent },
  403: { description: '没有权限', content: problemContent },
  404: { description: '没有找到', content: problemContent },
  409: { description: '与已有内容冲突', content: problemContent },
  422: { description: '内容不合要求', content: problemContent },
  429: { description: '超出限制，请稍后再试', content: problemContent },
} satisfies RouteConfig['responses'];

/** What a route that takes JSON or a file may answer besides. */
export const bodyRefusals = {
  413: { description: '请求正文太大', content: problemContent },
  415: { description: '请求正文的类型不对', content: problemContent },
} satisfies RouteConfig['responses'];

/** A JSON answer of one schema. */
export function json<Schema extends z.ZodType>(schema: Schema, description: string) {
  return { description, content: { 'application/json': { schema } } };
}

/** A JSON request body of one schema. */
export function body<Schema extends z.ZodType>(schema: Schema) {
  return { required: true, content: { 'application/json': { schema } } };
}

/** Routes that need a token. */
export const bearer = [{ bearer: [] }];

/** The header a write may carry so that a repeated request is done once. */
export const IdempotencyHeader = z.object({
  'idempotency-key': z
    .string()
    .min(1)
    .max(200)
    .optional()
    .openapi({ description: '同一个键的重复请求只办一次，返回第一次的结果' }),
});

/** A record, order or version named in the path by the number people say aloud. */
export const NumberParameter = z.object({
  number: z
    .string()
    .max(60)
    .openapi({ param: { name: 'number', in: 'path' } }),
});

/** Something named in the path by its opaque id. */
export const IdParameter = z.object({
  id: z
    .string()
    .max(60)
    .openapi({ param: { name: 'id', in: 'path' } }),
});

/** A policy named in the path by its code, in either case. */
export const CodeParameter = z.object({
  code: z
    .string()
    .max(20)
    .toUpperCase()
    .openapi({ param: { name: 'code', in: 'path' }, example: 'ZD-04' }),
});

/** A site named in the query; the first one if it is left out. */
export const SiteQuery = z.strictObject({
  site: z.string().max(8).optional().openapi({ description: '项目代码，不填为第一个项目' }),
});

/** A month of a site. */
export const MonthQuery = SiteQuery.extend({
  month: z.string().refine(isMonth, '月份须写成 2026-10').openapi({ example: '2026-10' }),
});

/** The second of two signatures: another person, with their own password. */
export const SecondSignature = z
  .strictObject({ username: z.string().max(64), password: z.string().max(1000) })
  .openapi('SecondSignature', { description: '另一位有权者，输入自己的密码' });

/** How many rows a page may hold. */
export const PageLimit = z.coerce.number().int().min(1).max(maximumPageSize).optional();
