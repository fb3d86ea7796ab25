import type { FindWish } from '../../audit/find.ts';
import { getCategory } from '../../catalogue/catalogue.ts';
import { AppError } from '../../core/app-error.ts';
import { isLocalDate, nextDay } from '../../core/month.ts';
import { parseQuery } from '../../core/search/query.ts';
import type { Page } from '../kit/page/page.ts';

/** What stands in a search's address, in the order of its form. */
export const searchNames = ['q', 'category', 'from', 'to', 'place', 'person', 'retention'] as const;
type SearchName = (typeof searchNames)[number];

/** The conditions of a search as its address says them. */
export type SearchTerms = Readonly<Partial<Record<SearchName, string>>>;

/** A search as its address asks for it. */
export interface AskedSearch {
  readonly terms: SearchTerms;
  readonly wish: FindWish;
  readonly after: string | undefined;
  /** What is wrong with a condition, told above the results. */
  readonly error: AppError | null;
}

const longest = 200;
const otherKinds = { policy: 'policy', document: 'document' } as const;
const classes = ['y5', 'y10', 'long'] as const;

/** Reads a search's address. */
export function askedSearch(page: Page, query: Readonly<Record<string, string>>): AskedSearch {
  const terms: Partial<Record<SearchName, string>> = {};
  for (const name of searchNames) {
    const text = (query[name] ?? '').trim().slice(0, longest);
    if (text !== '') terms[name] = text;
  }
  const after = query.after || undefined;
  const none = { q: '', home: page.site };
  try {
    return { terms, wish: wishOf(page, terms, after), after, error: null };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { terms, wish: none, after, error };
  }
}

function wishOf(page: Page, terms: SearchTerms, after: string | undefined): FindWish {
  const { q = '', from, to, place, person } = terms;
  for (const day of [from, to]) {
    if (day !== undefined && !isLocalDate(day)) {
      throw new AppError('invalid', `日期“${day}”不对，请写成 2026-10-02。`);
    }
  }
  const kind = Object.values(otherKinds).find((one) => one === terms.category);
  const category =
    terms.category === undefined || kind !== undefined
      ? undefined
      : getCategory(page.document, terms.category).code;
  const kept = classes.find((one) => one === terms.retention);
  if (terms.retention !== undefined && kept === undefined) {
    throw new AppError('invalid', `没有“${terms.retention}”这种保管期限，请从列表里选。`);
  }
  if (q !== '' && parseQuery(q).phrases.length === 0) {
    throw new AppError('invalid', `“${q}”里没有可查的字，请写汉字、字母或数字。`);
  }
  const until = to === undefined ? undefined : nextDay(to);
  return {
    q,
    home: page.site,
    kind,
    category,
    class: kept,
    person,
    room: place,
    from,
    until,
    after,
  };
}

/** Whether anything was asked at all. */
export function isAsked({ terms }: AskedSearch): boolean {
  return Object.keys(terms).length > 0;
}

/** The address behind the question mark, as it is kept under a name. */
export function queryOf(terms: SearchTerms): string {
  return new URLSearchParams(
    searchNames.flatMap((name) => {
      const text = terms[name];
      return text === undefined ? [] : [[name, text]];
    }),
  ).toString();
}

/** A search as an export asks for it; undefined where no record can be in it. */
export function exportQueryOf(page: Page, terms: SearchTerms, words: string): string | undefined {
  const { category, from, to, place, person, retention } = terms;
  if (category !== undefined && category in otherKinds) return undefined;
  const code = category === undefined ? undefined : getCategory(page.document, category).code;
  const filters = { category: code, from, to, room: place, person, class: retention };
  const said = Object.entries(filters).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}:${value.replace(/\s/g, '')}`],
  );
  const query = [words, ...said].filter((text) => text !== '').join(' ');
  return query === '' ? undefined : query;
}
