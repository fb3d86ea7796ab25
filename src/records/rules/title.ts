import type { Category } from '../../catalogue/model.ts';
import type { Fields } from './fields.ts';

/** How a catalogue names a record: 题名, 责任者, and the kind by which the month is counted. */
export interface Heading {
  readonly title: string;
  readonly responsible: string;
  readonly kind: string;
}

const longestTitle = 80;

/** The heading of a record, from its category's subject, responsible and kind fields. */
export function headingOf(category: Category, fields: Readonly<Fields>): Heading {
  const words = category.subject
    .map((name) => String(fields[name] ?? '').replace(/\s+/gu, ' '))
    .filter((word) => word !== '');
  const title = words.length === 0 ? category.title : words.join(' ');
  const letters = [...title];
  return {
    title:
      letters.length > longestTitle ? `${letters.slice(0, longestTitle - 1).join('')}…` : title,
    responsible: String(fields[category.responsible] ?? ''),
    kind: category.kind === undefined ? '' : String(fields[category.kind] ?? ''),
  };
}
