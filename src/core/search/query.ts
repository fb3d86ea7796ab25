import { AppError } from '../app-error.ts';
import { normalForm } from './normal-form.ts';

/** The longest query that is answered. Units: characters. */
export const maximumQueryLength = 200;

/** The most words and phrases in one query. */
const maximumPhraseCount = 16;

/** A text answers a query when it holds every phrase. Phrases are in normal form, each once. */
export interface Query {
  readonly phrases: readonly string[];
}

const pairs = new Map([
  ['"', '"'],
  ['＂', '＂'],
  ['“', '”'],
  ['„', '“'],
  ['「', '」'],
  ['『', '』'],
]);
const between = /[\s，。；、！？]/u;

/**
 * Reads what a person typed: words apart by spaces or Chinese stops, all of which must be found,
 * and "quoted phrases" kept whole. A quote left open reaches to the end.
 *
 * Shape: `电梯 "3栋 困人"` asks for `电梯` and for `3栋 困人`.
 * Errors: `limit` for a query that is too long or has too many words.
 */
export function parseQuery(text: string): Query {
  refuseLonger(text);
  const phrases = [...new Set(wordsOf(text).map(normalForm))].filter((phrase) => phrase !== '');
  // A few characters have a normal form many times their length.
  refuseLonger(phrases.join(''));
  if (phrases.length > maximumPhraseCount) {
    throw new AppError('limit', `搜索词太多，请减到 ${maximumPhraseCount} 个以内。`);
  }
  return { phrases };
}

/** Whether a text answers a query, by reading the text: what an index must agree with. */
export function matchesQuery(text: string, { phrases }: Query): boolean {
  const form = normalForm(text);
  return phrases.length > 0 && phrases.every((phrase) => form.includes(phrase));
}

function refuseLonger(text: string): void {
  if (text.length <= maximumQueryLength) return;
  throw new AppError('limit', `搜索内容太长，请缩短到 ${maximumQueryLength} 个字以内。`);
}

function wordsOf(text: string): string[] {
  const words = [''];
  let closing: string | undefined;
  for (const character of text) {
    if (closing === undefined && pairs.has(character)) {
      closing = pairs.get(character);
      words.push('');
    } else if (closing === character) {
      closing = undefined;
      words.push('');
    } else if (closing === undefined && between.test(character)) {
      words.push('');
    } else {
      words.push(`${words.pop() ?? ''}${character}`);
    }
  }
  return words;
}
