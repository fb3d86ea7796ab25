import type { Category } from '../../catalogue/model.ts';
import { foldTyped } from '../../registers/fold-text.ts';

type Document = { readonly categories: readonly Category[] };

/** Pinyin initials by category code. */
export type Initials = ReadonlyMap<string, string>;

const known = new WeakMap<Document, Initials>();

/** The pinyin initials of every category's title, in capitals: 业主日常报修 gives `YZRCBX`. */
export async function initialsIn(document: Document): Promise<Initials> {
  const before = known.get(document);
  if (before !== undefined) return before;
  const { pinyin } = await import('pinyin-pro');
  const initials = new Map(
    document.categories.map(({ code, title }) => {
      const letters = pinyin(title, { pattern: 'first', toneType: 'none', type: 'array' });
      return [
        code,
        letters
          .join('')
          .replace(/[^a-z0-9]/giu, '')
          .toUpperCase(),
      ];
    }),
  );
  known.set(document, initials);
  return initials;
}

/** What people call a register whose title has other words, by code. */
const called: ReadonlyMap<string, readonly string[]> = new Map([
  ['28', ['来访', '访客']],
  ['31', ['缴费', '交费', '交钱']],
  ['30', ['交钥匙', '借钥匙']],
  ['33', ['失物', '捡到']],
]);

/** The categories that what was typed names; `isExact` where the first is meant and no other. */
export async function namedCategories(
  document: Document,
  typed: string,
): Promise<{ found: readonly Category[]; isExact: boolean }> {
  const words = foldTyped(typed).toUpperCase();
  const { categories } = document;
  if (words === '') return { found: categories, isExact: false };
  // A suggestion of the list is the prefix with the title.
  const [head = '', ...rest] = words.split(' ');
  const exact = categories.find(
    ({ code, prefix, title, en }) =>
      [code, prefix, title, en.toUpperCase()].includes(words) ||
      (prefix === head && title.toUpperCase() === rest.join(' ')),
  );
  if (exact !== undefined) return { found: [exact], isExact: true };
  const initials = await initialsIn(document);
  const found = categories.filter(
    ({ code, title, en, prefix }) =>
      title.includes(words) ||
      called.get(code)?.includes(words) === true ||
      initials.get(code)?.includes(words) === true ||
      prefix.startsWith(words) ||
      en.toUpperCase().includes(words),
  );
  return { found, isExact: false };
}
