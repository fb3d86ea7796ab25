import type { MiddlewareHandler } from 'hono';
import { AppError, type FieldProblem } from '../../core/app-error.ts';
import type { WebEnv } from './env.ts';

/** Half a character or a NUL can reach JSON only as an escape. */
const brokenEscape = /\\u(?:[dD][89a-fA-F]|0000)/;
const message = '有半个字或空字符（多半是表情符号被截断），请重新输入';

/**
 * Refuses text that cannot be kept: a character cut in half has no bytes, and PostgreSQL takes no NUL.
 *
 * Errors: `invalid`, naming each place; what is no JSON at all is left to the routes.
 */
export const wholeText: MiddlewareHandler<WebEnv> = async function wholeTextDoor(context, next) {
  const type = context.req.header('content-type') ?? '';
  if (/^application\/([\w.+-]+\+)?json\b/i.test(type)) {
    const text = await context.req.text();
    const problems = brokenEscape.test(text) ? brokenIn(parsed(text)) : [];
    if (problems.length > 0) {
      throw new AppError('invalid', '有读不出的字，没有收到完整的内容。', { problems });
    }
  }
  await next();
};

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // the route says what is wrong with it
  }
}

/** Refuses an address with a NUL in it. Errors: `invalid`. */
export const wholeAddress: MiddlewareHandler<WebEnv> = function wholeAddressDoor(context, next) {
  // What a phone scanned off a wall is told to be unknown, however it is made up.
  const isScan = context.req.path.startsWith('/p/');
  if (isScan || !context.req.url.includes('%00')) return next();
  const problems = [{ field: 'url', rule: 'characters', message: '请去掉地址里的空字符（%00）' }];
  throw new AppError('invalid', '地址里有空字符。', { problems });
};

/** Whether a text can be kept. */
function isWhole(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}

/** The places of broken text, found without recursion, however deep they lie. */
function brokenIn(root: unknown): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const left: { field: string; value: unknown }[] = [{ field: '', value: root }];
  for (let one = left.pop(); one !== undefined; one = left.pop()) {
    const { field, value } = one;
    const isCut = typeof value === 'string' && !isWhole(value);
    if (isCut) problems.push({ field: field || 'body', rule: 'characters', message });
    if (typeof value !== 'object' || value === null) continue;
    for (const [key, inner] of Object.entries(value)) {
      const path = `${field === '' ? '' : `${field}.`}${key.toWellFormed()}`.slice(-200);
      if (!isWhole(key)) problems.push({ field: path, rule: 'characters', message });
      left.push({ field: path, value: inner });
    }
  }
  return problems.slice(0, 20);
}
