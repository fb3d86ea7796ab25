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
  return {
    title: words.length === 0 ? category.title : shortened(words.join(' ')),
    responsible: String(fields[category.responsible] ?? ''),
    kind: category.kind === undefined ? '' : String(fields[category.kind] ?? ''),
  };
}

/** The title cut to so many letters, of which one outside the basic plane is two code units. */
function shortened(title: string): string {
  if (title.length <= longestTitle) return title;
  if (!/[\ud800-\udfff]/.test(title)) return `${title.slice(0, longestTitle - 1)}…`;
  const letters = [...title];
  if (letters.length <= longestTitle) return title;
  return `${letters.slice(0, longestTitle - 1).join('')}…`;
}
