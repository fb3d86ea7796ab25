import { AppError } from '../app-error.ts';

/** A line of a chart's text, and which it is, counted from 1. */
export interface Line {
  readonly number: number;
  readonly text: string;
}

/** The lines that hold something. */
export function linesOf(source: string): Line[] {
  return source
    .replace(/\r\n?/g, '\n')
    .replaceAll('\t', '  ')
    .split('\n')
    .map((text, index) => ({ number: index + 1, text: text.trimEnd() }))
    .filter(({ text }) => text !== '');
}

/** Throws `invalid`, naming the line. */
export function refuse({ number }: Line, what: string): never {
  throw new AppError('invalid', `图的第 ${number} 行：${what}。`);
}

/** What stands before the first of some marks, and what after it. */
export function cutAt(text: string, marks: RegExp): [before: string, after: string | undefined] {
  const found = marks.exec(text);
  if (found === null) return [text.trim(), undefined];
  return [text.slice(0, found.index).trim(), text.slice(found.index + found[0].length).trim()];
}
