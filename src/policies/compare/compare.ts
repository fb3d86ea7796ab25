import { clausesOf, type TextClause } from './clauses.ts';
import type { ClauseForm, ComparedClause } from './model.ts';
import { changedParts, partsOf, runsOf, tokensOf, wordsOf } from './words.ts';

/** Below this likeness two clauses are strangers: one went, another came. */
const leastLikeness = 0.35;

/** Beyond so many pairs of clauses in one place, they are paired in their order. */
const mostPairs = 2_500;

/** A clause with the words by which it is found again, and those by which it is compared. */
interface Clause extends TextClause {
  readonly key: string;
  readonly plain: string;
}

/**
 * Compares two texts by clauses and, where a clause changed, by words, so that one changed word marks
 * that word. A clause that only has another number stayed; one that stands elsewhere was moved.
 *
 * Source: POL-04.
 */
export function compareTexts(before: string, after: string): ComparedClause[] {
  const [older, newer] = [clausesOf(before).map(keyed), clausesOf(after).map(keyed)];
  const compared: Pairing[] = [];
  let [left, right] = [0, 0];
  let gone: Clause[] = [];
  let come: Clause[] = [];
  const settle = () => {
    compared.push(...paired(gone, come));
    [gone, come] = [[], []];
  };
  for (const run of runsOf(keysOf(older), keysOf(newer))) {
    const count = run.value.length;
    if (run.removed) {
      gone.push(...older.slice(left, left + count));
      left += count;
    } else if (run.added) {
      come.push(...newer.slice(right, right + count));
      right += count;
    } else {
      settle();
      for (let at = 0; at < count; at += 1) {
        compared.push({ before: older[left + at], after: newer[right + at] });
      }
      left += count;
      right += count;
    }
  }
  settle();
  return withMoves(compared).map(told);
}

/** Whether nothing differs but blanks between clauses and the numbers before them. */
export function isSameText(clauses: readonly ComparedClause[]): boolean {
  return clauses.every(({ kind }) => kind === 'same');
}

/** A clause of the older text beside the one of the newer text that came of it. */
interface Pairing {
  readonly before?: Clause | undefined;
  readonly after?: Clause | undefined;
  readonly isMoved?: boolean;
}

function keyed(clause: TextClause): Clause {
  const { form, spans } = clause;
  const place = form.kind === 'point' ? { ...form, marker: '' } : form;
  const plain = spans.map(({ text }) => text).join('');
  return { ...clause, plain, key: JSON.stringify([place, tokensOf(spans)]) };
}

function keysOf(clauses: readonly Clause[]): string[] {
  return clauses.map(({ key }) => key);
}

/** Shorter clauses are not told as moved: they are found everywhere. */
const leastMoved = 4;

/** What went in one place and came in another, word for word, was moved. */
function withMoves(pairings: readonly Pairing[]): Pairing[] {
  const away = Map.groupBy(
    pairings.filter(({ after, before }) => after === undefined && isLong(before)),
    ({ before }) => before?.key ?? '',
  );
  const moved = new Set<Pairing>();
  for (const pairing of pairings) {
    if (pairing.before !== undefined || !isLong(pairing.after)) continue;
    const origin = away.get(pairing.after?.key ?? '')?.shift();
    if (origin === undefined) continue;
    moved.add(origin).add(pairing);
  }
  return pairings.map((pairing) => (moved.has(pairing) ? { ...pairing, isMoved: true } : pairing));
}

function isLong(clause: Clause | undefined): boolean {
  return clause !== undefined && clause.plain.length >= leastMoved;
}

/** A pairing as people read it. */
function told({ before, after, isMoved = false }: Pairing): ComparedClause {
  const forms = { before: before?.form ?? null, after: after?.form ?? null };
  if (before !== undefined && after !== undefined) {
    if (before.key === after.key) {
      return { kind: 'same', ...forms, parts: partsOf(after.spans, 'same') };
    }
    return { kind: 'changed', ...forms, parts: changedParts(before.spans, after.spans) };
  }
  if (before !== undefined) {
    const kind = isMoved ? 'moved-away' : 'removed';
    return { kind, ...forms, parts: partsOf(before.spans, 'removed') };
  }
  const kind = isMoved ? 'moved-here' : 'added';
  return { kind, ...forms, parts: partsOf(after?.spans ?? [], 'added') };
}

/** Whether a clause stayed as it was, but for the number before it. */
export function isRenumbered({ kind, before, after }: ComparedClause): boolean {
  return kind === 'same' && markerOf(before) !== markerOf(after);
}

/** The number or dot before a clause. */
export function markerOf(form: ClauseForm | null): string {
  return form?.kind === 'point' ? form.marker : '';
}

/** Pairs what went with what came in its place, so that the sum of likenesses is greatest. */
function paired(gone: readonly Clause[], come: readonly Clause[]): Pairing[] {
  const rows = gone.length;
  const columns = come.length;
  if (rows === 0 || columns === 0 || rows * columns > mostPairs) return inOrder(gone, come);
  const [were, are] = [gone.map(countsOf), come.map(countsOf)];
  const likeness = were.map((one) => are.map((other) => likenessOf(one, other)));
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
  const pairings: Pairing[] = [];
  let [row, column] = [0, 0];
  while (row < rows || column < columns) {
    const isInside = row < rows && column < columns;
    if (isInside && pairAt(row, column) === at(best, row, column)) {
      pairings.push({ before: gone[row], after: come[column] });
      row += 1;
      column += 1;
    } else if (row < rows && at(best, row + 1, column) === at(best, row, column)) {
      pairings.push({ before: gone[row] });
      row += 1;
    } else {
      pairings.push({ after: come[column] });
      column += 1;
    }
  }
  return pairings;
}

function inOrder(gone: readonly Clause[], come: readonly Clause[]): Pairing[] {
  return [...gone.map((before) => ({ before })), ...come.map((after) => ({ after }))];
}

/** How often each word stands in a clause, and how many characters there are. */
interface WordCounts {
  readonly counts: ReadonlyMap<string, number>;
  readonly size: number;
}

function countsOf({ plain }: Clause): WordCounts {
  const counts = new Map<string, number>();
  for (const word of wordsOf(plain)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return { counts, size: plain.length };
}

/** The share of characters that two clauses have in common, whatever their order. */
function likenessOf(one: WordCounts, other: WordCounts): number {
  let common = 0;
  for (const [word, count] of one.counts) {
    common += word.length * Math.min(count, other.counts.get(word) ?? 0);
  }
  return (2 * common) / Math.max(1, one.size + other.size);
}
