import type { Category, Field } from '../../catalogue/model.ts';
import { AppError, type FieldProblem } from '../../core/app-error.ts';
import { instantAfter } from '../../core/clock.ts';
import { localMinuteOf } from '../../core/month.ts';
import { readDate, readMinute } from '../../records/rules/read-time.ts';
import type { Page } from '../kit/page/page.ts';
import { inquiries } from './answers.ts';

type Moment = Pick<Page, 'now' | 'document'>;

/** How far another clock may run ahead of ours. Units: minutes. */
const tolerance = 10;

/**
 * What is wrong with times that lie ahead, in columns that tell what has happened. A year that is one
 * too high would take a number of a month that has not begun, and no number is given back.
 */
export function aheadProblems(
  category: Category,
  fields: Readonly<Record<string, unknown>>,
  page: Moment,
): FieldProblem[] {
  const zone = page.document.timeZone;
  const present = localMinuteOf(page.now, zone);
  const latest = localMinuteOf(instantAfter(page.now, { minutes: tolerance }), zone);
  return category.fields.flatMap((field) => {
    const value = timeIn(field, String(fields[field.name] ?? ''), zone);
    if (value === undefined || value <= latest.slice(0, value.length)) return [];
    const message = `时间在将来（现在是 ${present}），请改成实际发生的时间`;
    return [{ field: field.name, rule: 'future', message }];
  });
}

function timeIn(field: Field, text: string, zone: string): string | undefined {
  if (field.future === true || text.trim() === '') return undefined;
  if (field.type !== 'minute' && field.type !== 'date') return undefined;
  const read = field.type === 'minute' ? readMinute(text, zone) : readDate(text, zone);
  return 'value' in read ? read.value : undefined;
}

/** What is missing where an inquiry is said to be answered on the spot. Source: C-1.6. */
export function unansweredProblems(
  category: Category,
  fields: Readonly<Record<string, string>>,
): FieldProblem[] {
  const { field, yes, answer } = inquiries.atOnce;
  if (category.code !== inquiries.category || fields[field] !== yes) return [];
  if (fields[answer] !== undefined || category.fields.every(({ name }) => name !== answer)) {
    return [];
  }
  const message = '已选当场答复，请写下答复了什么；没有当场答复的，改选“否”';
  return [{ field: answer, rule: 'required', message }];
}

/** Refuses a form for what is wrong with its fields. Errors: `invalid`. */
export function refuseFor(problems: readonly FieldProblem[]): void {
  if (problems.length > 0) throw new AppError('invalid', countOf(problems), { problems });
}

/**
 * A refusal whose sentence says no more than the list of fields below it does not: how many there
 * are.
 */
export function briefly(error: unknown): unknown {
  if (!(error instanceof AppError) || error.code !== 'invalid') return error;
  const { problems } = error;
  if (problems.length === 0 || problems.some(({ message }) => !error.message.includes(message))) {
    return error;
  }
  return new AppError('invalid', countOf(problems), { problems, cause: error });
}

function countOf({ length }: readonly FieldProblem[]): string {
  return `有 ${length} 处须改正，改好后再保存。`;
}
