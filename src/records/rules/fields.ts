import type { Condition } from '../../catalogue/model.ts';

/** A value as it is filed: a number for integer and decimal fields, text for all others. */
export type FieldValue = string | number;

/** The fields of a record by column head; an empty cell is left out. */
export type Fields = Record<string, FieldValue>;

/** Whether the fields meet a condition of the category. */
export function holds(condition: Condition, fields: Readonly<Fields>): boolean {
  const value = Object.hasOwn(fields, condition.field) ? fields[condition.field] : undefined;
  if (condition.is !== undefined) return value !== undefined && String(value) === condition.is;
  return (value !== undefined) === (condition.present ?? true);
}
