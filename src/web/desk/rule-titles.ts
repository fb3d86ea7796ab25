import type { Category } from '../../catalogue/model.ts';
import type { Page } from '../kit/page/page.ts';
import { findCategory, titleIn } from '../records/titles.ts';

interface NamedRule {
  readonly category: { readonly code: string; readonly title: string };
  readonly rule: string;
  readonly ruleTitle: string;
}

/** What a promise is called in the language of the page; one the catalogue dropped, as it was. */
export function ruleTitle(page: Page, named: NamedRule): string {
  const category = findCategory(page.document, named.category.code);
  const known = titlesOf(category).find(({ code }) => code === named.rule);
  return known === undefined ? named.ruleTitle : titleIn(page.lang, known);
}

/** What the category of a promise is called in the language of the page. */
export function categoryTitle(page: Page, { category }: Pick<NamedRule, 'category'>): string {
  const known = findCategory(page.document, category.code);
  return known === undefined ? category.title : titleIn(page.lang, known);
}

function titlesOf(category: Category | undefined) {
  return (category?.deadlines ?? []).flatMap((rule) =>
    rule.prompt === undefined ? [rule] : [rule, rule.prompt],
  );
}
