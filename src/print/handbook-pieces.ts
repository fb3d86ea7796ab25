import { cutDrawing } from '../core/chart/cut-drawing.ts';
import type { Drawing } from '../core/chart/drawing.ts';
import type { ChartBlock } from './chart-block.ts';
import type { Block } from './markdown.ts';

/** A stretch of a chapter: text, a chart in its place, or one on sheets of its own. */
export type Piece =
  | { readonly kind: 'text'; readonly blocks: readonly Block[] }
  | { readonly kind: 'chart'; readonly chart: ChartBlock }
  | {
      readonly kind: 'sheet';
      readonly chart: ChartBlock;
      /** The words of the heading above it; null on its second sheet. */
      readonly heading: string | null;
      /** Turned, since it is too wide to be read upright. */
      readonly flipped: boolean;
    };

/** The smallest words of a chart may not be printed smaller. Units: points. */
const smallest = 8;
const pointsOfMillimetre = 72 / 25.4;
/** What `handbook.typ` keeps free for a chart. Units: millimetres. */
const room = {
  inText: { width: 180, height: 226 },
  upright: { width: 180, height: 240 },
  flipped: { width: 267, height: 155 },
};

/** A chapter's blocks as pieces: each chart stands where its words can be read. */
export function piecesOf(blocks: readonly Block[]): Piece[] {
  const pieces: Piece[] = [];
  let text: Block[] = [];
  const endText = () => {
    if (text.length > 0) pieces.push({ kind: 'text', blocks: text });
    text = [];
  };
  for (const block of blocks) {
    if (block.kind !== 'chart') {
      text.push(block);
      continue;
    }
    if (fits(block.drawing)) {
      endText();
      pieces.push({ kind: 'chart', chart: block });
      continue;
    }
    const above = text.at(-1);
    const heading =
      above?.kind === 'heading' ? above.spans.map(({ text: words }) => words).join('') : null;
    if (heading !== null) text.pop();
    endText();
    pieces.push(...sheetsOf(block, heading));
  }
  endText();
  return pieces;
}

function fits(drawing: Drawing): boolean {
  return (
    unitOf(drawing, room.inText.width) * smallestWords(drawing) >= smallest &&
    drawing.height * unitOf(drawing, room.inText.width) <= room.inText.height * pointsOfMillimetre
  );
}

function sheetsOf(chart: ChartBlock, heading: string | null): Piece[] {
  const { drawing } = chart;
  const flipped = unitOf(drawing, room.upright.width) * smallestWords(drawing) < smallest;
  const { width, height } = flipped ? room.flipped : room.upright;
  const tallest = (height * pointsOfMillimetre) / unitOf(drawing, width);
  return cutDrawing(drawing, tallest).map((piece, at) => ({
    kind: 'sheet',
    chart: { ...chart, drawing: piece },
    heading: at === 0 ? heading : null,
    flipped,
  }));
}

/** How large a drawing's unit is where it fills a width. Units: points, of millimetres. */
function unitOf(drawing: Drawing, width: number): number {
  return (width * pointsOfMillimetre) / drawing.width;
}

function smallestWords({ boxes, words }: Drawing): number {
  const all = [...boxes.flatMap((box) => box.words), ...words];
  return Math.min(...all.map(({ size }) => size));
}
