import type { Category, Condition, Field } from '../../src/catalogue/model.ts';

const time = '2026-10-05 09:00';

/** Values for what a category requires, and for nothing else: the least that may be filed. */
export function leastFields(category: Category): Record<string, string | number> {
  const filled: Record<string, string | number> = {};
  for (const field of category.fields) {
    if (field.required === true) filled[field.name] = sampleOf(category, field);
  }
  for (const field of category.fields) {
    const isNeeded = (field.requiredWhen ?? []).some((condition) => holds(condition, filled));
    if (isNeeded) filled[field.name] = sampleOf(category, field);
  }
  for (const { first, second, when } of category.signaturePairs ?? []) {
    if (when !== undefined && !holds(when, filled)) continue;
    filled[first] = '甲某';
    filled[second] = '乙某';
  }
  return filled;
}

function holds(condition: Condition, filled: Readonly<Record<string, unknown>>): boolean {
  const value = filled[condition.field];
  if (condition.present === true) return value !== undefined;
  return value === condition.is;
}

function sampleOf(category: Category, field: Field): string | number {
  if (category.time.field === field.name && field.type === 'text') return '2026年10月';
  switch (field.type) {
    case 'integer':
    case 'decimal':
      return Math.max(1, field.min ?? 1);
    case 'date':
      return time.slice(0, 10);
    case 'minute':
      return time;
    case 'choice':
      return field.choices?.[0] ?? '其它';
    case 'yes-no':
      return '是';
    case 'room':
      return '3-2-0501';
    case 'phone':
      return '13900001234';
    case 'order-number':
      return 'PG-202610-0001';
    case 'record-number':
      return 'BX-202610-0001';
    default:
      return `${field.name}一项`;
  }
}
