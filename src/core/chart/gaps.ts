import { middleOf } from './wire.ts';

/** The room between two columns or rows: its lines, and where the first of them lies. */
export interface Gap {
  readonly lines: readonly number[];
  readonly before: number;
  readonly width: number;
}

/** Distance of two lines that run beside each other. */
export const trackWidth = 9;

/** Places the lines of one direction: gap, box, gap, box … gap. */
export function lineUp(start: number, sizes: readonly number[], gaps: readonly Gap[]) {
  const places = new Map<number, number>();
  const middles: number[] = [];
  let at = start;
  gaps.forEach((gap, index) => {
    for (const [order, line] of gap.lines.entries()) {
      places.set(line, at + gap.before + order * trackWidth);
    }
    middles.push(at + gap.width / 2);
    at += gap.width;
    const size = sizes[index];
    if (size === undefined) return;
    places.set(middleOf(index), at + size / 2);
    at += size;
  });
  return {
    end: at,
    /** Where a line lies. */
    at: (line: number): number => places.get(line) ?? start,
    /** The bound between two boxes, or the outer edge. */
    between: (index: number): number => {
      if (index === 0) return start;
      return index === sizes.length ? at : (middles[index] ?? at);
    },
  };
}
