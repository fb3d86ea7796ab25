import { diffArrays } from 'diff';
import type { Span } from '../../print/markdown.ts';
import type { ComparedPart, WordMark } from './model.ts';

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });

/** Beyond so many differences two texts are strangers: to find the fewest takes time by its square. */
const mostDifferences = 2_000;

/** Words that all stayed, came or went. */
export function partsOf(spans: readonly Span[], kind: ComparedPart['kind']): ComparedPart[] {
  return spans.map((span) => partOf(span.text, marksOf(span), kind));
}

function partOf(
  text: string,
  marks: readonly WordMark[],
  kind: ComparedPart['kind'],
): ComparedPart {
  return marks.length === 0 ? { text, kind } : { text, kind, marks };
}

const wordMarks = ['bold', 'italic', 'code', 'struck'] as const;

function marksOf(span: Span): WordMark[] {
  return wordMarks.filter((mark) => span[mark]);
}

interface Run {
  readonly value: readonly string[];
  readonly added: boolean;
  readonly removed: boolean;
}

/** What stayed, went and came, in order. */
export function runsOf(before: string[], after: string[]): readonly Run[] {
  const runs = diffArrays(before, after, { maxEditLength: mostDifferences });
  if (runs !== undefined) return runs;
  return [
    { value: before, added: false, removed: true },
    { value: after, added: true, removed: false },
  ];
}

/** A word and how it is set off, as one text, so that two are the same where both are. */
export function tokensOf(spans: readonly Span[]): string[] {
  return spans.flatMap((span) => {
    const head = String.fromCharCode(
      marksOf(span).reduce((sum, mark) => sum + 2 ** wordMarks.indexOf(mark), 0),
    );
    return wordsOf(span.text).map((word) => head + word);
  });
}

function marksOfToken(token: string): WordMark[] {
  const head = token.charCodeAt(0);
  return wordMarks.filter((_, at) => Math.floor(head / 2 ** at) % 2 === 1);
}

/** Words of a text as the language cuts them. */
export function wordsOf(text: string): string[] {
  return [...segmenter.segment(text)].map(({ segment }) => segment);
}

/** Two clauses by words. */
export function changedParts(before: readonly Span[], after: readonly Span[]): ComparedPart[] {
  const parts: ComparedPart[] = [];
  const runs = runsOf(tokensOf(before), tokensOf(after));
  for (let index = 0; index < runs.length; index += 1) {
    const [run, next] = [runs[index], runs[index + 1]];
    if (run === undefined) continue;
    if (run.removed && next?.added) {
      parts.push(...replaced(run.value, next.value));
      index += 1;
    } else parts.push(...joined(run.value, run.added ? 'added' : run.removed ? 'removed' : 'same'));
  }
  return parts.filter(({ text }) => text !== '');
}

/** Words one after another, as long as they are set off alike. */
function joined(tokens: readonly string[], kind: ComparedPart['kind']): ComparedPart[] {
  const parts: ComparedPart[] = [];
  let from = 0;
  for (let at = 1; at <= tokens.length; at += 1) {
    if (at < tokens.length && tokens[at]?.[0] === tokens[from]?.[0]) continue;
    const text = tokens
      .slice(from, at)
      .map((token) => token.slice(1))
      .join('');
    parts.push(partOf(text, marksOfToken(tokens[from] ?? ''), kind));
    from = at;
  }
  return parts;
}

const isHan = (letter: string | undefined) =>
  letter !== undefined && /\p{Script=Han}/u.test(letter);

/** One run of words for another: characters that both begin or end with have stayed. */
function replaced(before: readonly string[], after: readonly string[]): ComparedPart[] {
  const [was, is] = [joined(before, 'removed'), joined(after, 'added')];
  const [one, other] = [was[0], is[0]];
  const isPlain = was.length === 1 && is.length === 1 && before[0]?.[0] === after[0]?.[0];
  if (!isPlain || one === undefined || other === undefined) return [...was, ...is];
  const [gone, come] = [[...one.text], [...other.text]];
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
  const marks = marksOfToken(before[0] ?? '');
  return [
    partOf(gone.slice(0, head).join(''), marks, 'same'),
    partOf(gone.slice(head, gone.length - tail).join(''), marks, 'removed'),
    partOf(come.slice(head, come.length - tail).join(''), marks, 'added'),
    partOf(gone.slice(gone.length - tail).join(''), marks, 'same'),
  ];
}
