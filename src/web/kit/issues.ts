import { z } from '@hono/zod-openapi';
import type { FieldProblem } from '../../core/app-error.ts';

const missing = '请填写此项';

// Messages of the validator reach people, who read Chinese.
z.config({
  ...z.locales.zhCN(),
  customError: (issue) => {
    if (issue.code === 'invalid_type' && issue.input === undefined) return missing;
    if (issue.code === 'too_small' && issue.origin === 'string') {
      return issue.minimum === 1 ? missing : `太短，至少 ${issue.minimum} 字`;
    }
    if (issue.code === 'too_big' && issue.origin === 'string')
      return `太长，最多 ${issue.maximum} 字`;
    return undefined;
  },
});

/** One thing the validator found. */
export type Issue = z.core.$ZodIssue;

/** What the validator found, as fields at fault: an unknown field is named, a choice spelt out. */
export function problemsOf(issues: readonly Issue[]): FieldProblem[] {
  return issues.flatMap((issue) => {
    const path = issue.path.join('.');
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({
        field: path === '' ? key : `${path}.${key}`,
        rule: 'unknown',
        message: `没有“${key}”这一项，请删去或改正名称`,
      }));
    }
    const field = path || 'body';
    if (issue.code === 'invalid_union') return [{ field, rule: 'type', message: choiceOf(issue) }];
    const rule = issue.message === missing ? 'required' : issue.code;
    return [{ field, rule, message: issue.message }];
  });
}

function choiceOf(issue: z.core.$ZodIssueInvalidUnion): string {
  const messages = issue.errors.flatMap((branch) =>
    branch.slice(0, 1).map(({ message }) => message),
  );
  return [...new Set(messages)].join('；或') || issue.message;
}
