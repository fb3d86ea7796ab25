import { type AccessPurpose, purposeTitles } from '../../archives/model.ts';
import { householdList } from '../../archives/rules/lists.ts';
import type { Lang } from '../kit/page/words.ts';
import { headIn } from '../records/titles.ts';

const purposesInEnglish: Readonly<Record<AccessPurpose | 'matter', string>> = {
  repair: 'Repair',
  complaint: 'Complaint',
  payment: 'Fees',
  emergency: 'Emergency',
  safety: 'Safety',
  legal: 'Legal proceedings',
  owner: 'The owner’s own wish',
  other: 'Other',
  matter: 'Open matter',
};

/** What somebody wants to know for, in the language of the page. */
export function purposeIn(lang: Lang, purpose: AccessPurpose | 'matter'): string {
  return lang === 'zh' ? purposeTitles[purpose] : purposesInEnglish[purpose];
}

/** The head of a household's column in the language of the page. */
export function columnIn(lang: Lang, column: string): string {
  const field = householdList.fields.find(({ name }) => name === column);
  if (field === undefined) return lang === 'en' && column === '联系人' ? 'Contact' : column;
  return headIn(lang, field);
}

/** Columns in one line. */
export function columnsIn(lang: Lang, columns: readonly string[]): string {
  return columns.map((column) => columnIn(lang, column)).join(lang === 'zh' ? '、' : ', ');
}
