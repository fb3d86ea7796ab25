import type { Category } from '../../catalogue/model.ts';
import { foldTyped } from '../../registers/fold-text.ts';

/** The pinyin initials of a Chinese title, in capitals: 业主日常报修 gives `YZRCBX`. */
export async function initialsOf(title: string): Promise<string> {
  const { pinyin } = await import('pinyin-pro');
  const letters = pinyin(title, { pattern: 'first', toneType: 'none', type: 'array' });
  return letters
    .join('')
    .replace(/[^a-z0-9]/giu, '')
    .toUpperCase();
}

/** The categories that what was typed names; `isExact` where the first is meant and no other. */
export async function namedCategories(
  document: { readonly categories: readonly Category[] },
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
  const found: Category[] = [];
  for (const category of categories) {
    const { title, en, prefix } = category;
    const initials = await initialsOf(title);
    const fits =
      title.includes(words) ||
      initials.includes(words) ||
      prefix.startsWith(words) ||
      en.toUpperCase().includes(words);
    if (fits) found.push(category);
  }
  return { found, isExact: false };
}
