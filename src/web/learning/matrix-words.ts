import type { MatrixCell, MatrixFilter } from '../../learning/model.ts';
import type { Page } from '../kit/page/page.ts';
import { learningWords } from './words.ts';

/** How a cell is marked: sign, word, and the class that colours it. */
export interface CellMark {
  readonly sign: string;
  readonly words: string;
  readonly tone: 'good' | 'warn' | 'bad' | 'none' | 'not';
}

/** Where somebody stands with a policy, as sign and word. */
export function markOf({ lang }: Pick<Page, 'lang'>, cell: MatrixCell): CellMark {
  const say = learningWords(lang);
  if (cell.state === 'not-owed') return { sign: '', words: say('cellNot'), tone: 'not' };
  if (cell.state === 'learned') {
    return { sign: '✔', words: say('cellLearned', { version: cell.version }), tone: 'good' };
  }
  const late = cell.isBehind ? ` · ${say('behind')}` : '';
  if (cell.knows === null) {
    return { sign: '—', words: say('cellNone') + late, tone: cell.isBehind ? 'bad' : 'none' };
  }
  const words = say('cellOlder', { version: cell.knows }) + late;
  return { sign: '⚠', words, tone: cell.isBehind ? 'bad' : 'warn' };
}

/** The filter of an address. */
export function askedFilter(query: Readonly<Record<string, string>>): MatrixFilter {
  const { site, post, department, policy, behind } = query;
  return {
    ...(site ? { site } : {}),
    ...(post ? { post } : {}),
    ...(department ? { department } : {}),
    ...(policy ? { policy: policy.toUpperCase() } : {}),
    ...(behind === 'yes' ? { behind: true } : {}),
  };
}

/** A filter as words of an address. */
export function filterWords(filter: MatrixFilter): Record<string, string> {
  const { behind, ...words } = filter;
  const named = Object.entries(words).filter((pair): pair is [string, string] => {
    return typeof pair[1] === 'string';
  });
  return { ...Object.fromEntries(named), ...(behind === true ? { behind: 'yes' } : {}) };
}
