import type { Category, Field } from '../../catalogue/model.ts';
import { localDateOf, localMinuteOf } from '../../core/month.ts';
import type { Page } from '../kit/page/page.ts';
import type { Typed } from '../kit/page/typed.ts';
import { inquiries } from './answers.ts';

/** The fields of a register's form, in the order in which a desk fills them. */
export interface FieldPlan {
  /** What is needed when the matter comes in: first what must be typed, last what is filled in. */
  readonly first: readonly Field[];
  /** What comes once somebody was sent, has answered, has reviewed. */
  readonly later: readonly Field[];
}

/** Orders the fields of a category: the room first, then what must be typed, then the rest. */
export function planFields(category: Category): FieldPlan {
  const later = laterNames(category);
  const needed = category.fields.filter(({ name }) => !later.has(name));
  const rank = (field: Field) => {
    if (field.name === category.room) return 0;
    if (isPrefilled(category, field)) return 3;
    return field.required === true ? 1 : 2;
  };
  const first = [...needed].sort((one, other) => rank(one) - rank(other));
  return { first, later: category.fields.filter(({ name }) => later.has(name)) };
}

/** The plan of a new form: an inquiry's answer stands in sight, since most are answered on the spot. */
export function planNew(category: Category): FieldPlan {
  const { first, later } = planFields(category);
  if (category.code !== inquiries.category) return { first, later };
  const { field, answer } = inquiries.atOnce;
  const answers = later.filter(({ name }) => name === answer);
  const after = first.findIndex(({ name }) => name === field) + 1;
  return {
    first: [...first.slice(0, after), ...answers, ...first.slice(after)],
    later: later.filter((one) => !answers.includes(one)),
  };
}

/**
 * The columns that are filled after the matter came in. A step of its course (a time that follows
 * another, the dispatch, a promised end, the closing) and every column after it, unless the column
 * is required or belongs to what names the record.
 */
function laterNames(category: Category): ReadonlySet<string> {
  const steps = stepNames(category);
  const naming = [category.time.field, category.room, ...category.subject];
  const lastNaming = category.fields.reduce(
    (last, { name }, index) => (naming.includes(name) && !steps.has(name) ? index : last),
    0,
  );
  const later = new Set<string>();
  let isPast = false;
  for (const [index, field] of category.fields.entries()) {
    const isStep = steps.has(field.name);
    isPast ||= isStep && index > lastNaming;
    if (field.required !== true && (isStep || isPast)) later.add(field.name);
  }
  return later;
}

function stepNames(category: Category): ReadonlySet<string> {
  const { dispatch, closing, deadlines = [], fields } = category;
  const followers = fields.filter(
    ({ notBefore, expectedNotBefore }) => (notBefore ?? expectedNotBefore) !== undefined,
  );
  return new Set([
    ...followers.map(({ name }) => name),
    ...(dispatch === undefined
      ? []
      : [dispatch.number, dispatch.department, dispatch.engineer, dispatch.at, dispatch.signed]),
    ...(closing.by === 'field' ? [closing.field] : []),
    ...deadlines.flatMap(({ to, prompt }) => (prompt === undefined ? [to] : [to, prompt.to])),
  ]);
}

/** Whether a column is filled in before anybody types. */
function isPrefilled(category: Category, field: Field): boolean {
  return field.name === category.time.field || namesFiler(category, field);
}

/** Whether the name of who files may stand in a column. */
function namesFiler(category: Category, field: Field): boolean {
  return category.filer === true && field.name === category.responsible;
}

/** What stands in a new form: the present time and the name of who opened it. */
export function firstValues(
  category: Category,
  page: Pick<Page, 'now' | 'who' | 'document'>,
): Record<string, string> {
  const values: Record<string, string> = {};
  for (const field of category.fields) {
    if (field.name === category.time.field) values[field.name] = presentIn(field, page);
    else if (namesFiler(category, field)) values[field.name] = page.who.name;
  }
  return values;
}

function presentIn(field: Field, { now, document }: Pick<Page, 'now' | 'document'>): string {
  if (field.type === 'minute') return localMinuteOf(now, document.timeZone);
  const day = localDateOf(now, document.timeZone);
  return field.type === 'date' ? day : `${Number(day.slice(0, 4))}年${Number(day.slice(5, 7))}月`;
}

/**
 * What was typed, as a filing takes it. A clock time alone is one of today, and a person's name that
 * was taken out is not put in again.
 */
export function typedFields(
  category: Category,
  typed: Typed,
  page: Pick<Page, 'today'>,
): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const field of category.fields) {
    const text = field.type === 'long-text' ? typed.text(field.name) : typed.get(field.name);
    if (text.trim() !== '') fields[field.name] = withDay(field, text, page.today);
    // Blank, and not absent: an absent name would be completed with that of who files.
    else if (field.name === category.responsible) fields[field.name] = ' ';
  }
  return fields;
}

function withDay(field: Field, text: string, today: string): string {
  if (field.type !== 'minute') return text;
  const [, hour, minute] = /^(\d{1,2}):(\d{2})$/.exec(text.normalize('NFKC').trim()) ?? [];
  return hour === undefined ? text : `${today} ${hour.padStart(2, '0')}:${minute}`;
}
