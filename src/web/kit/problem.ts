import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { AppError, type ErrorCode } from '../../core/app-error.ts';
import type { WebEnv } from './env.ts';

const statuses: Readonly<Record<ErrorCode, ContentfulStatusCode>> = {
  invalid: 422,
  usage: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'stale-version': 409,
  held: 409,
  'not-due': 409,
  sealed: 409,
  limit: 429,
  unavailable: 503,
  tampered: 500,
};

const titles: Readonly<Record<ErrorCode, string>> = {
  invalid: '内容不合要求',
  usage: '请求写错了',
  unauthenticated: '请先登录',
  forbidden: '没有权限',
  'not-found': '没有找到',
  conflict: '与已有内容冲突',
  'stale-version': '已被别人更新',
  held: '正在冻结中',
  'not-due': '未到时候',
  sealed: '该月已封卷',
  limit: '超出限制',
  unavailable: '暂时不可用',
  tampered: '内容与存档不一致',
};

/** The status that a refusal is answered with. */
export function statusOf(code: ErrorCode): ContentfulStatusCode {
  return statuses[code];
}

/** An error as the answer to a request. Source: RFC 9457. */
export function problemOf(
  context: Context<WebEnv>,
  error: AppError,
  status = statuses[error.code],
): Response {
  const problem = {
    type: `about:blank#${error.code}`,
    title: titles[error.code],
    status,
    code: error.code,
    detail: error.message,
    instance: `urn:request:${context.get('requestId') ?? 'unknown'}`,
    problems: error.problems,
  };
  return new Response(JSON.stringify(problem), {
    status,
    headers: { 'content-type': 'application/problem+json; charset=utf-8' },
  });
}

/** What went wrong, told without its inside when nobody foresaw it. */
export function faultOf(context: Context<WebEnv>, error: unknown): Response {
  if (error instanceof AppError) return problemOf(context, error);
  if (error instanceof HTTPException) return requestFault(context, error);
  const words = `服务出了意外，请把编号 ${context.get('requestId')} 告诉管理员。`;
  return problemOf(context, new AppError('unavailable', words, { cause: error }), 500);
}

/** What the framework refuses before any route sees the request. */
function requestFault(context: Context<WebEnv>, error: HTTPException): Response {
  const words =
    error.status === 415
      ? '请求正文的类型不对，请以 Content-Type: application/json 提交 JSON。'
      : '请求正文读不出来：不是完整的 JSON，或与 Content-Type 不符。';
  return problemOf(context, new AppError('usage', words, { cause: error }), error.status);
}
