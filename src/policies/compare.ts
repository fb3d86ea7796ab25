import { diffArrays } from 'diff';

/** A run of words that stayed, came or went. */
export interface ComparedPart {
  readonly text: string;
  readonly kind: 'same' | 'added' | 'removed';
}

/** One paragraph of two texts: as it was, as it is, and by words where it changed. */
export type ComparedClause =
  | { readonly kind: 'same'; readonly after: string }
  | { readonly kind: 'added'; readonly after: string }
  | { readonly kind: 'removed'; readonly before: string }
  | {
      readonly kind: 'changed';
      readonly before: string;
      readonly after: string;
      readonly parts: readonly ComparedPart[];
    };

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });

/** Below this likeness two paragraphs are strangers: one went, another came. */
const leastLikeness = 0.35;

/** Beyond so many pairs of paragraphs in one place, they are paired in their order. */
const mostPairs = 2_500;

/** Beyond so many differences two texts are strangers: to find the fewest takes time by its square. */
const mostDifferences = 2_000;

/**
 * Compares two texts by paragraphs and, where a paragraph changed, by words, so that one changed
 * word marks that word. Source: POL-04.
 */
export function compareTexts(before: string, after: string): ComparedClause[] {
  const clauses: ComparedClause[] = [];
  let gone: string[] = [];
  let come: string[] = [];
  const settle = () => {
    clauses.push(...paired(gone, come));
    [gone, come] = [[], []];
  };
  for (const run of runsOf(paragraphsOf(before), paragraphsOf(after))) {
    if (run.removed) gone.push(...run.value);
    else if (run.added) come.push(...run.value);
    else {
      settle();
      clauses.push(...run.value.map((text) => ({ kind: 'same', after: text }) as const));
    }
  }
  settle();
  return clauses;
}

/** Whether nothing differs but blanks between paragraphs. */
export function isSameText(clauses: readonly ComparedClause[]): boolean {
  return clauses.every(({ kind }) => kind === 'same');
}

/** Lines are paragraphs, points and rows of tables; empty ones and rules of tables carry no words. */
function paragraphsOf(text: string): string[] {
  return text
    .replace(/\r\n?/g, '\n')
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line.trim() !== '' && !/^\s*\|[\s:|-]*-[\s:|-]*$/.test(line));
}

interface Run {
  readonly value: readonly string[];
  readonly added: boolean;
  readonly removed: boolean;
}

/** What stayed, went and came, in order. */
function runsOf(before: string[], after: string[]): readonly Run[] {
  const runs = diffArrays(before, after, { maxEditLength: mostDifferences });
  if (runs !== undefined) return runs;
  return [
    { value: before, added: false, removed: true },
    { value: after, added: true, removed: false },
  ];
}

/** Words of a text as the language cuts them. */
function wordsOf(text: string): string[] {
  return [...segmenter.segment(text)].map(({ segment }) => segment);
}

/** Pairs what went with what came in its place, so that the sum of likenesses is greatest. */
function paired(gone: readonly string[], come: readonly string[]): ComparedClause[] {
  const rows = gone.length;
  const columns = come.length;
  if (rows === 0 || columns === 0 || rows * columns > mostPairs) return inOrder(gone, come);
  const likeness = gone.map((one) => come.map((other) => likenessOf(one, other)));
  /** The greatest sum from each pair of places on. */
  const best = Array.from({ length: rows + 1 }, () => new Array<number>(columns + 1).fill(0));
  const at = (table: readonly (readonly number[])[], row: number, column: number) =>
    table[row]?.[column] ?? 0;
  const pairAt = (row: number, column: number) => {
    const alike = at(likeness, row, column);
    return alike < leastLikeness ? -1 : alike + at(best, row + 1, column + 1);
  };
  for (let row = rows - 1; row >= 0; row -= 1) {
    for (let column = columns - 1; column >= 0; column -= 1) {
      const line = best[row];
      if (line === undefined) continue;
      const skip = Math.max(at(best, row + 1, column), at(best, row, column + 1));
      line[column] = Math.max(skip, pairAt(row, column));
    }
  }
  const clauses: ComparedClause[] = [];
  let [row, column] = [0, 0];
  while (row < rows || column < columns) {
    const [before = '', after = ''] = [gone[row], come[column]];
    const isInside = row < rows && column < columns;
    if (isInside && pairAt(row, column) === at(best, row, column)) {
      clauses.push(changed(before, after));
      row += 1;
      column += 1;
    } else if (row < rows && at(best, row + 1, column) === at(best, row, column)) {
      clauses.push({ kind: 'removed', before });
      row += 1;
    } else {
      clauses.push({ kind: 'added', after });
      column += 1;
    }
  }
  return clauses;
}

function inOrder(gone: readonly string[], come: readonly string[]): ComparedClause[] {
  return [
    ...gone.map((before) => ({ kind: 'removed', before }) as const),
    ...come.map((after) => ({ kind: 'added', after }) as const),
  ];
}

/** The share of characters that two paragraphs have in common, whatever their order. */
function likenessOf(one: string, other: string): number {
  const left = new Map<string, number>();
  for (const word of wordsOf(one)) left.set(word, (left.get(word) ?? 0) + 1);
  let common = 0;
  for (const word of wordsOf(other)) {
    const count = left.get(word) ?? 0;
    if (count === 0) continue;
    left.set(word, count - 1);
    common += word.length;
  }
  return (2 * common) / Math.max(1, one.length + other.length);
}

function changed(before: string, after: string): ComparedClause {
  const parts: ComparedPart[] = [];
  const runs = runsOf(wordsOf(before), wordsOf(after));
  for (let index = 0; index < runs.length; index += 1) {
    const [run, next] = [runs[index], runs[index + 1]];
    const text = run?.value.join('') ?? '';
    if (run?.removed && next?.added) {
      parts.push(...replaced(text, next.value.join('')));
      index += 1;
    } else parts.push({ text, kind: run?.added ? 'added' : run?.removed ? 'removed' : 'same' });
  }
  return { kind: 'changed', before, after, parts: parts.filter(({ text }) => text !== '') };
}

const isHan = (letter: string | undefined) =>
  letter !== undefined && /\p{Script=Han}/u.test(letter);

/** One run of words for another: characters that both begin or end with have stayed. */
function replaced(before: string, after: string): ComparedPart[] {
  const [gone, come] = [[...before], [...after]];
  const shorter = Math.min(gone.length, come.length);
  let [head, tail] = [0, 0];
  while (head < shorter && gone[head] === come[head] && isHan(gone[head])) head += 1;
  while (
    tail < shorter - head &&
    gone.at(-1 - tail) === come.at(-1 - tail) &&
    isHan(gone.at(-1 - tail))
  ) {
    tail += 1;
  }
  return [
    { text: gone.slice(0, head).join(''), kind: 'same' },
    { text: gone.slice(head, gone.length - tail).join(''), kind: 'removed' },
    { text: come.slice(head, come.length - tail).join(''), kind: 'added' },
    { text: gone.slice(gone.length - tail).join(''), kind: 'same' },
  ];
}
