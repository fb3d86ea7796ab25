import type { DeadlineLine } from '../model.ts';
import type { Promised, PromisedRow } from './promises.ts';

/** What a list says of the record behind a promise; nothing of it is a personal field. */
export function shownOf(
  promised: Promised<PromisedRow & { readonly room: string | null }>,
): Pick<DeadlineLine, 'number' | 'category' | 'room' | 'title' | 'responsible'> {
  const { row, category, title, responsible } = promised;
  const { code, title: categoryTitle } = category;
  return {
    number: row.number,
    category: { code, title: categoryTitle },
    room: row.room,
    title,
    responsible,
  };
}
