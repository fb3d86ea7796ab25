import type { Arrow, Drawing, Point, Words } from './drawing.ts';

/** How high the heads of lanes stand, which every piece repeats. */
const headHeight = 32;

/**
 * Cuts a drawing that is too high into several, one below the other: between boxes, never through
 * one; arrows go on from the upper edge of the next, below the heads of the lanes.
 *
 * Units: `tallest` as the drawing. A box higher than that makes a drawing of its own.
 */
export function cutDrawing(drawing: Drawing, tallest: number): Drawing[] {
  const pieces: Drawing[] = [];
  const cuts = freeLines(drawing);
  let top = 0;
  while (drawing.height - top > roomFor(drawing, tallest, top)) {
    const most = top + roomFor(drawing, tallest, top);
    const next =
      cuts.filter((cut) => cut > top && cut <= most).at(-1) ?? cuts.find((cut) => cut > top);
    if (next === undefined) break;
    pieces.push(pieceOf(drawing, top, next));
    top = next;
  }
  return [...pieces, pieceOf(drawing, top, drawing.height)];
}

function roomFor(drawing: Drawing, tallest: number, top: number): number {
  return top > 0 && headsOf(drawing).length > 0 ? tallest - headHeight : tallest;
}

function headsOf({ bands, words }: Drawing): Words[] {
  return bands.length === 0 ? [] : words.filter(({ top, isBold }) => isBold && top < headHeight);
}

/** The heights at which nothing but arrows would be cut: the middle between two rows. */
function freeLines({ boxes, words }: Drawing): number[] {
  const spans = [
    ...boxes.map(({ y, height }) => [y, y + height] as const),
    ...words.map(({ top, size }) => [top, top + size] as const),
  ].toSorted(([a], [b]) => a - b);
  const lines: number[] = [];
  let end = spans[0]?.[1] ?? 0;
  for (const [start, until] of spans) {
    if (start > end) lines.push((start + end) / 2);
    end = Math.max(end, until);
  }
  return lines;
}

function pieceOf(drawing: Drawing, top: number, bottom: number): Drawing {
  const heads = top > 0 ? headsOf(drawing) : [];
  const down = (heads.length > 0 ? headHeight : 0) - top;
  const height = bottom + down;
  const isHere = (y: number) => y >= top && y < bottom;
  const lowered = (line: Words): Words => ({ ...line, top: line.top + down });
  return {
    width: drawing.width,
    height,
    bands: drawing.bands.map((band) => ({ ...band, y: 0, height })),
    boxes: drawing.boxes
      .filter(({ y }) => isHere(y))
      .map((box) => ({ ...box, y: box.y + down, words: box.words.map(lowered) })),
    arrows: drawing.arrows.flatMap((arrow) =>
      cutArrow(arrow, { top, bottom }).map((piece) => ({
        ...piece,
        points: piece.points.map(({ x, y }) => ({ x, y: y + down })),
        head: piece.head.map(({ x, y }) => ({ x, y: y + down })),
      })),
    ),
    words: [...heads, ...drawing.words.filter((line) => isHere(line.top)).map(lowered)],
  };
}

/** The stretches of an arrow that run between two heights; its tip where it ends there. */
function cutArrow(arrow: Arrow, { top, bottom }: { top: number; bottom: number }): Arrow[] {
  const stretches: Point[][] = [];
  const clamp = ({ x, y }: Point) => ({ x, y: Math.min(Math.max(y, top), bottom) });
  let open: Point[] = [];
  const close = () => {
    if (open.length > 1) stretches.push(open);
    open = [];
  };
  arrow.points.slice(1).forEach((to, index) => {
    const from = arrow.points[index] ?? to;
    if (Math.max(from.y, to.y) < top || Math.min(from.y, to.y) > bottom) {
      close();
      return;
    }
    if (open.length === 0) open.push(clamp(from));
    open.push(clamp(to));
    if (clamp(to).y !== to.y) close();
  });
  close();
  const end = arrow.points.at(-1);
  const endsHere = end !== undefined && end.y >= top && end.y < bottom;
  return stretches.map((points, at) => ({
    ...arrow,
    points,
    head: endsHere && at === stretches.length - 1 ? arrow.head : [],
  }));
}
