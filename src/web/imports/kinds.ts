import type { SiteDocument } from '../../catalogue/model.ts';

/** What a file is read as: one of the two archive lists, or a register by its category's code. */
export type FileKind =
  | { readonly list: 'households' | 'documents' }
  | { readonly list: 'records'; readonly category: string };

/** Reads a kind as a form writes it: `households`, `documents`, or a category's code. */
export function kindFrom(document: SiteDocument, text: string): FileKind | undefined {
  if (text === 'households' || text === 'documents') return { list: text };
  const category = document.categories.find(({ code }) => code === text);
  return category && { list: 'records', category: category.code };
}

const householdNames = /业户|业主名册|住户名册|房产名册|household/i;
const documentNames = /资料目录|档案目录|档案资料|document/i;

/** What a file's name says it is: `01-业主日常报修.csv`, `业户名册.xlsx`; undefined if it says nothing. */
export function kindOfName(document: SiteDocument, fileName: string): FileKind | undefined {
  const name = fileName.normalize('NFKC');
  const code = /^(\d{2})(?!\d)/.exec(name)?.[1];
  const { categories } = document;
  const numbered = categories.find((category) => category.code === code);
  if (numbered !== undefined) return { list: 'records', category: numbered.code };
  if (householdNames.test(name)) return { list: 'households' };
  if (documentNames.test(name)) return { list: 'documents' };
  const titled = categories
    .filter(({ title, prefix }) => name.includes(title) || name.startsWith(`${prefix}-`))
    .toSorted((one, other) => other.title.length - one.title.length)[0];
  return titled && { list: 'records', category: titled.code };
}
