import { maximumQueryLength } from '../../core/search/query.ts';

/** Each token of a part with its positions, counted from 1. */
export type DocumentPart = ReadonlyMap<string, readonly number[]>;

/** What a tsvector holds. Source: PostgreSQL manual, "Limitations" of text search. */
const limits = { position: 16_383, positionsOfToken: 255 };

/** A part begins again with the end of the one before, so that no phrase is cut in two. */
const overlap = maximumQueryLength;

/**
 * A text's tokens in parts that a tsvector can hold without losing a position; most texts are one.
 */
export function partsOf(tokens: readonly string[]): DocumentPart[] {
  const parts: DocumentPart[] = [];
  let start = 0;
  do {
    const part = new Map<string, number[]>();
    let end = start;
    for (; end < tokens.length && end - start < limits.position; end += 1) {
      const token = tokens[end] ?? '';
      const positions = part.get(token) ?? [];
      // The overlap itself always fits: it is shorter than what one token may fill.
      if (positions.length === limits.positionsOfToken) break;
      positions.push(end - start + 1);
      part.set(token, positions);
    }
    parts.push(part);
    start = end < tokens.length ? end - overlap : end;
  } while (start < tokens.length);
  return parts;
}
