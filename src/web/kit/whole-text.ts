import type { MiddlewareHandler } from 'hono';
import { AppError, type FieldProblem } from '../../core/app-error.ts';
import type { WebEnv } from './env.ts';

/** Half a character can reach JSON only as an escape. */
const halfCharacter = /\\u[dD][89a-fA-F]/;

/**
 * Refuses JSON in which a character is cut in half, since such text has no bytes to be kept as.
 *
 * Errors: `invalid`, naming each place; what is no JSON at all is left to the routes.
 */
export const wholeText: MiddlewareHandler<WebEnv> = async function wholeTextDoor(context, next) {
  const type = context.req.header('content-type') ?? '';
  if (/^application\/([\w.+-]+\+)?json\b/i.test(type)) {
    const text = await context.req.text();
    const problems = halfCharacter.test(text) ? halvesOf(parsed(text)) : [];
    if (problems.length > 0) {
      throw new AppError('invalid', '有半个字，没有收到完整的内容。', { problems });
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

/** The places of half characters, found without recursion, however deep they lie. */
function halvesOf(root: unknown): FieldProblem[] {
  const message = '有半个字（多半是表情符号被截断），请重新输入';
  const problems: FieldProblem[] = [];
  const left: { field: string; value: unknown }[] = [{ field: '', value: root }];
  for (let one = left.pop(); one !== undefined; one = left.pop()) {
    const { field, value } = one;
    const isCut = typeof value === 'string' && !value.isWellFormed();
    if (isCut) problems.push({ field: field || 'body', rule: 'characters', message });
    if (typeof value !== 'object' || value === null) continue;
    for (const [key, inner] of Object.entries(value)) {
      const path = `${field === '' ? '' : `${field}.`}${key.toWellFormed()}`.slice(-200);
      if (!key.isWellFormed()) problems.push({ field: path, rule: 'characters', message });
      left.push({ field: path, value: inner });
    }
  }
  return problems.slice(0, 20);
}
