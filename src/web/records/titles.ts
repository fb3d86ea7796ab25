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
