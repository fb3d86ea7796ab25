import { getCategory } from '../../catalogue/catalogue.ts';
import { AppError } from '../../core/app-error.ts';
import type { ListRecords } from '../../records/model.ts';
import { RecordStatus } from '../../records/model.ts';
import type { Page } from '../kit/page/page.ts';

/** The conditions of a list that stand in its address, in the order of its form. */
export const conditions = [
  'category',
  'month',
  'status',
  'room',
  'person',
  'from',
  'until',
] as const;
type Condition = (typeof conditions)[number];

/** A list as its address asks for it. */
export interface AskedList {
  /** The conditions in force; a category by its prefix. */
  readonly words: Readonly<Partial<Record<Condition, string>>>;
  readonly query: ListRecords;
  /** The marks of the pages walked through so far, the newest last; empty on the first. */
  readonly trail: readonly string[];
}

/** Marks kept in an address; whoever went further comes back to the first page. */
const longestTrail = 12;
const between = '|';

/** Reads a list's address. Errors: `invalid` (category or state). */
export function askedList(page: Page, query: Readonly<Record<string, string>>): AskedList {
  const words: Partial<Record<Condition, string>> = {};
  for (const name of conditions) {
    const text = (query[name] ?? '').trim();
    if (text !== '') words[name] = text.slice(0, 60);
  }
  const status = words.status === undefined ? undefined : RecordStatus.safeParse(words.status).data;
  if (words.status !== undefined && status === undefined) {
    throw new AppError('invalid', `没有“${words.status}”这种状态，请从列表里选。`);
  }
  if (words.category !== undefined) {
    words.category = getCategory(page.document, words.category).prefix;
  }
  const trail = (query.trail ?? '').split(between).filter((mark) => mark !== '');
  const after = trail.at(-1);
  return {
    words,
    trail,
    query: {
      ...words,
      status,
      site: page.site,
      ...(after === undefined ? {} : { after }),
    },
  };
}

/** The address's words of the next older page. */
export function olderTrail(trail: readonly string[], next: string): string {
  return [...trail, next].slice(-longestTrail).join(between);
}

/** The address's words of the page before, empty for the first. */
export function newerTrail(trail: readonly string[]): string {
  return trail.slice(0, -1).join(between);
}

/** The conditions as an export's query has them; undefined where it cannot say one of them. */
export function exportQuery({ words }: AskedList, dayBefore: (day: string) => string) {
  const { person, until, ...rest } = words;
  if (person !== undefined) return undefined;
  const filters = Object.entries(until === undefined ? rest : { ...rest, to: dayBefore(until) });
  const query = filters.map(([name, value]) => `${name}:${value.replace(/\s/g, '')}`).join(' ');
  return query === '' ? undefined : query;
}
