import type { Category, Field } from '../../catalogue/model.ts';
import type { Lang } from '../kit/page/words.ts';

/** What something of the catalogue is called in the language of the page. */
export function titleIn(
  lang: Lang,
  named: { readonly title: string; readonly en: string },
): string {
  return lang === 'zh' ? named.title : named.en;
}

/** The head of a column in the language of the page. */
export function headIn(lang: Lang, field: Pick<Field, 'name' | 'en'>): string {
  return lang === 'zh' ? field.name : field.en;
}

/** A category by its code, as the present catalogue has it. */
export function findCategory(
  document: { readonly categories: readonly Category[] },
  code: string,
): Category | undefined {
  return document.categories.find((category) => category.code === code);
}

/**
 * What a dispatch order says is to be done: what names the matter, but for its room, which the order
 * has beside it. Without the place in the flat, who is sent asks at the door.
 */
export function matterOf(
  { subject, room, dispatch }: Category,
  textOf: (name: string) => string,
): string {
  const naming = subject.filter((name) => name !== room);
  const matter = dispatch?.matter;
  const names = matter === undefined || naming.includes(matter) ? naming : [...naming, matter];
  return names
    .map((name) => textOf(name).trim())
    .filter((text) => text !== '')
    .join(' ');
}
