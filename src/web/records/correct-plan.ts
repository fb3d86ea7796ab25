import type { Category, Field } from '../../catalogue/model.ts';
import { localMinuteOf } from '../../core/month.ts';
import type { OrderView } from '../../dispatch/model.ts';
import type { RecordView } from '../../records/model.ts';
import type { Page } from '../kit/page/page.ts';
import { type Typed, typedOf } from '../kit/page/typed.ts';
import { planFields, typedFields } from './field-plan.ts';

/** The field in which a form says how many corrections its writer had seen. */
export const seenField = 'expects';
/** Before the name of a field: what stood in it when its writer first saw it. */
export const wasPrefix = 'was.';

/** Correcting what is there, or adding what was still empty. */
export type Mode = 'correct' | 'continue';

/** The fields of a form, those of the matter's course first where it continues. */
export interface CorrectionPlan {
  readonly main: readonly Field[];
  readonly other: readonly Field[];
}

/** Which fields a form shows: all of them, or those still empty. */
export function planCorrection(
  category: Category,
  view: Pick<RecordView, 'fields'>,
  mode: Mode,
): CorrectionPlan {
  const { first, later } = planFields(category);
  if (mode === 'correct') return { main: [...first, ...later], other: [] };
  const isEmpty = ({ name }: Field) => !(name in view.fields);
  const course = later.filter(isEmpty);
  const rest = first.filter(isEmpty);
  return course.length === 0 ? { main: rest, other: [] } : { main: course, other: rest };
}

/** What stands in a field's control: a masked value never does, since it is not the true one. */
function shownValue(view: Pick<RecordView, 'fields' | 'masked'>, name: string): string {
  return view.masked.includes(name) ? '' : String(view.fields[name] ?? '');
}

/** First values of a form, with what its writer has seen beside them. */
export function correctionValues(
  view: Pick<RecordView, 'fields' | 'masked' | 'corrections'>,
  fields: readonly Field[],
): Record<string, string> {
  const values: Record<string, string> = { [seenField]: String(view.corrections.length) };
  for (const { name } of fields) {
    values[name] = shownValue(view, name);
    values[`${wasPrefix}${name}`] = shownValue(view, name);
  }
  return values;
}

/** What a dispatch order says that its record does not yet. */
export function valuesOfOrder(
  { dispatch }: Category,
  view: Pick<RecordView, 'fields'>,
  order: Pick<OrderView, 'number' | 'takenAt' | 'department' | 'engineer'>,
  timeZone: string,
): Record<string, string> {
  if (dispatch === undefined) return {};
  const known = [
    [dispatch.number, order.number],
    [dispatch.at, localMinuteOf(order.takenAt, timeZone)],
    [dispatch.department, order.department],
    [dispatch.engineer, order.engineer],
  ] as const;
  return Object.fromEntries(
    known.filter(([name, value]) => value !== '' && !(name in view.fields)),
  );
}

/** The names of the fields that were changed in the form. */
export function touchedNames(category: Category, typed: Typed): string[] {
  return category.fields
    .map(({ name }) => name)
    .filter(
      (name) =>
        typed.has(name) && typed.text(name).trim() !== typed.text(`${wasPrefix}${name}`).trim(),
    );
}

/** The changes that a form asks for; `null` empties a field. */
export function changesOf(
  category: Category,
  typed: Typed,
  page: Pick<Page, 'today'>,
): Record<string, string | null> {
  const fields = typedFields(category, typed, page);
  return Object.fromEntries(
    touchedNames(category, typed).map((name) => {
      const value = fields[name];
      return [name, value === undefined || value.trim() === '' ? null : value];
    }),
  );
}

/** The number of corrections that a form's writer had seen, or undefined. */
export function seenCount(typed: Typed): number | undefined {
  const text = typed.get(seenField);
  return /^\d{1,6}$/.test(text) ? Number(text) : undefined;
}

/**
 * What was typed, laid over the record as it now is: fields that nobody touched take the present
 * value, so that saving again takes back nothing that somebody else corrected.
 */
export function rebased(
  category: Category,
  typed: Typed,
  view: Pick<RecordView, 'fields' | 'masked' | 'corrections'>,
): Typed {
  const touched = new Set(touchedNames(category, typed));
  const shown = category.fields.filter(({ name }) => typed.has(name));
  const present = correctionValues(view, shown);
  const others = typed.fields.filter(([name]) => !(name in present));
  const values = Object.entries(present).map(
    ([name, value]) => [name, touched.has(name) ? typed.text(name) : value] as const,
  );
  return typedOf([...others, ...values]);
}
