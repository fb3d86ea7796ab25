import type { Shape, Words } from './drawing.ts';
import { widthOf, wrap } from './text-width.ts';

/** What a box holds, placed from the box's own corner, and how high it must be. */
export interface Filled {
  readonly shape: Shape;
  readonly height: number;
  readonly words: readonly Words[];
}

/** A stretch of a box's text. */
export interface Passage {
  readonly text: string;
  readonly isBold?: boolean;
  readonly size?: number;
}

const usualSize = 13.5;
const leading = 1.3;
const padding = { side: 6, top: 7 };

/** Sets passages under each other in the middle of a box. */
export function fillBox(shape: Shape, passages: readonly Passage[], width: number): Filled {
  const words: Words[] = [];
  let top = padding.top;
  for (const { text, isBold = false, size = usualSize } of passages) {
    const room = width - 2 * padding.side - (shape === 'round' ? 8 : 0);
    for (const line of wrap(text, room, size)) {
      const lead = (size * (leading - 1)) / 2;
      words.push({
        text: line,
        x: width / 2,
        top: top + lead,
        width: room,
        size,
        isBold,
        anchor: 'middle',
      });
      top += size * leading;
    }
  }
  return { shape, height: Math.max(34, Math.ceil(top + padding.top)), words };
}

/** Sets a text in a diamond, as flat as its longest line lets it be. */
export function fillDiamond(text: string, width: number): Filled {
  const line = usualSize * leading;
  const tries = [0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7].map((share) => {
    const lines = wrap(text, width * share, usualSize);
    const longest = Math.max(...lines.map((words) => widthOf(words, usualSize)));
    // A diamond is as wide at a line's far corner as that corner is near its middle.
    const height = (lines.length * line + 4) / Math.max(0.1, 1 - (longest + 8) / width);
    return { lines, height: Math.max(52, Math.ceil(height)) };
  });
  const { lines, height } = tries.reduce((best, one) => (one.height < best.height ? one : best));
  const top = (height - lines.length * line) / 2 + (line - usualSize) / 2;
  const words = lines.map((words, index): Words => {
    const look = { size: usualSize, isBold: false, anchor: 'middle' } as const;
    return { text: words, x: width / 2, top: top + index * line, width: width * 0.7, ...look };
  });
  return { shape: 'diamond', height, words };
}
