import { AppError } from '../../../core/app-error.ts';
import type { Json } from '../../../core/canonical-json.ts';

/** What somebody typed into a form. */
export interface Typed {
  /** A field's text without blanks at its ends; empty if it was left out. */
  get(name: string): string;
  /** A field's text as typed, lines ended by `\n`. */
  text(name: string): string;
  /** Every text given under a name, as of boxes that were ticked. */
  all(name: string): readonly string[];
  has(name: string): boolean;
  /** All of it, in order. */
  readonly fields: readonly (readonly [string, string])[];
}

/** Typed fields from names and texts. */
export function typedOf(fields: readonly (readonly [string, string])[]): Typed {
  const lines = fields.map(([name, text]) => [name, text.replaceAll('\r\n', '\n')] as const);
  const find = (name: string) => lines.find(([one]) => one === name)?.[1];
  return {
    get: (name) => (find(name) ?? '').trim(),
    text: (name) => find(name) ?? '',
    all: (name) => lines.flatMap(([one, text]) => (one === name ? [text] : [])),
    has: (name) => find(name) !== undefined,
    fields: lines,
  };
}

/** Typed fields from a form's first values. */
export function typedDefaults(values: Readonly<Record<string, string | readonly string[]>>): Typed {
  return typedOf(
    Object.entries(values).flatMap(([name, value]) =>
      (typeof value === 'string' ? [value] : value).map((text) => [name, text] as const),
    ),
  );
}

/** The most fields a form may bring: more is no form of ours. */
const mostFields = 2_000;

/**
 * The text fields of a form as it arrived; files are left to the routes that take them.
 *
 * Errors: `invalid` (a NUL in a text), `limit`.
 */
export function typedFrom(form: FormData): Typed {
  const fields: [string, string][] = [];
  for (const [name, value] of form.entries()) {
    if (typeof value === 'string') fields.push([name, value]);
  }
  if (fields.length > mostFields) throw new AppError('limit', '表单的栏目太多，请分次提交。');
  const problems = fields
    .filter(([, text]) => text.includes('\0'))
    .map(([field]) => ({ field, rule: 'characters', message: '有读不出的字符，请重新输入' }));
  if (problems.length > 0) {
    throw new AppError('invalid', '有读不出的字，没有收到完整的内容。', { problems });
  }
  return typedOf(fields);
}

function isSecret(name: string): boolean {
  return /password/i.test(name);
}

/** What was typed, without secrets and without the form's own fields. */
export function keptFields(typed: Typed): (readonly [string, string])[] {
  return typed.fields.filter(([name]) => !isSecret(name) && !name.startsWith('_'));
}

/** What a form's key must be used for again. */
export function requestOf(path: string, typed: Typed): Json {
  return { page: path, fields: keptFields(typed).map(([name, text]) => [name, text]) };
}
