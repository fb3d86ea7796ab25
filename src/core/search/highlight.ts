import { mappedForm } from './normal-form.ts';
import type { Query } from './query.ts';

/** A half-open range of code units in the text beside it. */
export type Range = readonly [start: number, end: number];

/** A passage of a text around its hits. */
export interface Snippet {
  readonly text: string;
  /** Hits within `text`, in order, none touching another. */
  readonly marks: readonly Range[];
  /** Whether the original goes on before the passage, and after it. */
  readonly cutBefore: boolean;
  readonly cutAfter: boolean;
}

/** The usual length of a snippet. Units: UTF-16 code units. */
const snippetLength = 90;

/** How much of a long text is looked at first. Units: UTF-16 code units. */
const firstReach = 256;
/** How far behind a passage hits are looked for that begin in it. Units: UTF-16 code units. */
const aheadOfPassage = 100;

/** How many hits are weighed against each other; a text full of hits shows its first ones. */
const hitsWeighed = 100;

interface Hit {
  readonly phrase: number;
  readonly start: number;
  readonly end: number;
}

/** Every place in `text` that answers `query`, merged where places overlap or touch. */
export function highlight(text: string, query: Query): Range[] {
  return merged(hitsOf(text, query));
}

/**
 * The passage of `text` that shows the most different phrases of `query`, with its hits marked.
 * Without a hit it is the beginning of the text.
 */
export function snippet(text: string, query: Query, length = snippetLength): Snippet {
  // Long texts most often show all phrases early on; what comes later need not be folded then.
  for (let reach = firstReach; reach < text.length; reach *= 4) {
    const beginning = text.slice(0, reach);
    const hits = hitsOf(beginning, query);
    const { start, complete } = startOfPassage(beginning, hits, { length, query });
    if (!complete || start + length + aheadOfPassage > reach) continue;
    return { ...passageAt(beginning, hits, { start, length }), cutAfter: true };
  }
  const hits = hitsOf(text, query);
  const { start } = startOfPassage(text, hits, { length, query });
  return passageAt(text, hits, { start, length });
}

function passageAt(
  text: string,
  hits: readonly Hit[],
  { start, length }: { start: number; length: number },
): Snippet {
  const reach = Math.min(text.length, start + length);
  const end = cutsPair(text, reach) ? reach - 1 : reach;
  const marks = merged(hits)
    .filter((range) => range[0] < end && range[1] > start)
    .map(([from, to]): Range => [Math.max(from, start) - start, Math.min(to, end) - start]);
  return {
    text: text.slice(start, end),
    marks,
    cutBefore: start > 0,
    cutAfter: end < text.length,
  };
}

function hitsOf(text: string, { phrases }: Query): Hit[] {
  const { form, startOf, endOf } = mappedForm(text);
  const hits: Hit[] = [];
  phrases.forEach((phrase, index) => {
    if (phrase === '') return;
    for (let at = form.indexOf(phrase); at >= 0; at = form.indexOf(phrase, at + 1)) {
      hits.push({ phrase: index, start: startOf(at), end: endOf(at + phrase.length - 1) });
    }
  });
  return hits.sort((a, b) => a.start - b.start || a.end - b.end);
}

function merged(hits: readonly Hit[]): Range[] {
  const ranges: [number, number][] = [];
  for (const { start, end } of hits) {
    const last = ranges.at(-1);
    if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], end);
    else ranges.push([start, end]);
  }
  return ranges;
}

/** Where the passage begins: a little ahead of the hit from which most phrases come into view. */
function startOfPassage(
  text: string,
  hits: readonly Hit[],
  { length, query }: { length: number; query: Query },
): { start: number; complete: boolean } {
  const lead = Math.floor(length / 5);
  let best = { start: 0, phrases: 0 };
  const early = hits.slice(0, hitsWeighed);
  for (const hit of early) {
    const start = Math.max(0, hit.start - lead);
    const seen = early.filter(
      (other) => other === hit || (other.start >= start && other.end <= start + length),
    );
    const phrases = new Set(seen.map((other) => other.phrase)).size;
    if (phrases > best.phrases) best = { start, phrases };
    if (phrases === query.phrases.length) break;
  }
  // Near the end the passage still has its full length.
  const start = Math.max(0, Math.min(best.start, text.length - length));
  const complete = best.phrases === query.phrases.length && best.phrases > 0;
  return { start: cutsPair(text, start) ? start + 1 : start, complete };
}

/** Whether `index` lies between the two halves of a surrogate pair. */
function cutsPair(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  return code >= 0xdc00 && code <= 0xdfff;
}
