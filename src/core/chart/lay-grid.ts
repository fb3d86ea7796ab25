import { type Arrow, type Box, type Drawing, headOf, type Point, type Words } from './drawing.ts';
import type { Filled } from './fill-box.ts';
import { type Gap, lineUp, trackWidth } from './gaps.ts';
import { widthOf } from './text-width.ts';
import { gapOf, type Link, middleOf, type Spot, type Wire, wireLinks } from './wire.ts';

/** A box in a square of the grid, which fills itself once its width is known. */
export interface Cell extends Spot {
  readonly fill: (width: number) => Filled;
}

/** Boxes in squares and what links them, before any width is known. */
export interface Grid {
  readonly columns: number;
  readonly rows: number;
  readonly cells: readonly Cell[];
  readonly links: readonly Link[];
  /** Words above the columns. */
  readonly heads: readonly string[];
  /** Words beside the rows. */
  readonly sides: readonly string[];
  /** Whether columns stand on grounds of their own. */
  readonly hasBands: boolean;
  /** Whether arrows rather run downwards, as time does. */
  readonly isDownwards: boolean;
}

const usualWidth = 760;
const least = { width: 84, height: 34 };
const labelSize = 12;
const headHeight = 32;
const sideWidth = 20;

/** Lays boxes and arrows out on a grid. Errors: `invalid` if the arrows find no room. */
export function layGrid(grid: Grid): Drawing {
  const { columns, rows, cells } = grid;
  const wires = wireLinks(cells, grid.links, grid);
  const [acrossGaps, downGaps] = gapsOf(grid, wires);
  const left = grid.sides.length > 0 ? sideWidth : 0;
  const gapsWide = acrossGaps.reduce((sum, gap) => sum + gap.width, 0);
  const boxWidth = Math.max(least.width, Math.floor((usualWidth - left - gapsWide) / columns));
  const filled = new Map(cells.map((cell) => [cell.id, cell.fill(boxWidth)]));
  const heights = Array.from({ length: rows }, (_, row) =>
    Math.max(
      least.height,
      ...cells.filter((cell) => cell.row === row).map(({ id }) => filled.get(id)?.height ?? 0),
    ),
  );
  const top = grid.heads.length > 0 ? headHeight : 0;
  const across = lineUp(
    left,
    Array.from({ length: columns }, () => boxWidth),
    acrossGaps,
  );
  const down = lineUp(top, heights, downGaps);
  const boxes = cells.map((cell): Box => {
    const { shape, height, words } = filled.get(cell.id) ?? {
      shape: 'plain',
      height: 0,
      words: [],
    };
    const x = across.at(middleOf(cell.column)) - boxWidth / 2;
    const y = down.at(middleOf(cell.row)) - height / 2;
    const moved = words.map((line) => ({ ...line, x: line.x + x, top: line.top + y }));
    return { id: cell.id, shape, x, y, width: boxWidth, height, words: moved };
  });
  const arrows = wires.map((wire) =>
    arrowOf(wire, boxes, (x, y) => ({ x: across.at(x), y: down.at(y) })),
  );
  return {
    width: across.end,
    height: down.end,
    bands: grid.hasBands ? bandsOf(columns, across, down.end) : [],
    boxes,
    arrows,
    words: [...headsOf(grid, boxWidth, across, down), ...labelsOf(wires, arrows)],
  };
}

/** How wide each gap between columns and between rows must be for its lines and labels. */
function gapsOf({ columns, rows }: Grid, wires: readonly Wire[]): [Gap[], Gap[]] {
  const usedX = new Set<number>();
  const usedY = new Set<number>();
  const padX = new Map<string, number>();
  const padY = new Map<string, number>();
  for (const { nodes, link } of wires) {
    nodes.slice(1).forEach((node, index) => {
      if (node.x === nodes[index]?.x) usedX.add(node.x);
      else usedY.add(node.y);
    });
    const [first, second] = nodes;
    if (link.label === '' || first === undefined || second === undefined) continue;
    const wide = widthOf(link.label, labelSize) + 9;
    const high = labelSize + 8;
    const [column, row] = [Math.floor(first.x / middleStep), Math.floor(first.y / middleStep)];
    if (second.x > first.x) raise(padX, `${column + 1} before`, wide);
    else if (second.x < first.x) raise(padX, `${column} after`, wide);
    else if (second.y > first.y) raise(padY, `${row + 1} before`, high);
    else raise(padY, `${row} after`, high);
  }
  const gaps = (count: number, used: ReadonlySet<number>, pads: Map<string, number>) =>
    Array.from({ length: count + 1 }, (_, index): Gap => {
      const lines = [...used].filter((line) => gapOf(line) === index).toSorted((a, b) => a - b);
      const isOuter = index === 0 || index === count;
      const least = isOuter && lines.length === 0 ? 4 : 13;
      const before = index === 0 ? 5 : Math.max(least, pads.get(`${index} before`) ?? 0);
      const after = index === count ? 5 : Math.max(least, pads.get(`${index} after`) ?? 0);
      const width = before + after + Math.max(0, lines.length - 1) * trackWidth;
      return { lines, before, width };
    });
  return [gaps(columns, usedX, padX), gaps(rows, usedY, padY)];
}

const middleStep = middleOf(1) - middleOf(0);

function raise(pads: Map<string, number>, key: string, to: number): void {
  pads.set(key, Math.max(pads.get(key) ?? 0, to));
}

function arrowOf(
  { link, nodes }: Wire,
  boxes: readonly Box[],
  pointOf: (x: number, y: number) => Point,
): Arrow {
  const points = nodes.map(({ x, y }) => pointOf(x, y));
  const [from, to] = [link.from, link.to].map((id) => boxes.find((box) => box.id === id));
  const [first, second] = points;
  const [before, last] = points.slice(-2);
  if (!from || !to || !first || !second || !before || !last) {
    throw new Error('invariant broken: an arrow runs between two boxes');
  }
  points[0] = edgeOf(from, first, second);
  points[points.length - 1] = edgeOf(to, last, before);
  return { from: link.from, to: link.to, points, head: headOf(points) };
}

/** Where the line from a box's middle towards a point leaves the box. */
function edgeOf(box: Box, middle: Point, towards: Point): Point {
  const dx = Math.sign(towards.x - middle.x);
  const dy = Math.sign(towards.y - middle.y);
  return { x: middle.x + (dx * box.width) / 2, y: middle.y + (dy * box.height) / 2 };
}

function labelsOf(wires: readonly Wire[], arrows: readonly Arrow[]): Words[] {
  return wires.flatMap(({ link }, index) => {
    const [first, second] = arrows[index]?.points ?? [];
    if (link.label === '' || first === undefined || second === undefined) return [];
    const width = widthOf(link.label, labelSize);
    const isSideways = first.y === second.y;
    const x = !isSideways || second.x > first.x ? first.x + 4 : first.x - 4 - width;
    const below = second.y > first.y ? first.y + 3 : first.y - 3 - labelSize;
    const top = isSideways ? first.y - labelSize - 3 : below;
    const look = { size: labelSize, isBold: false, anchor: 'start' } as const;
    return [{ text: link.label, x, top, width, ...look }];
  });
}

type Lines = ReturnType<typeof lineUp>;

function headsOf({ heads, sides }: Grid, width: number, across: Lines, down: Lines): Words[] {
  const look = { size: 14, isBold: true, anchor: 'middle', top: 9 } as const;
  return [
    ...heads.map((text, column) => ({ text, x: across.at(middleOf(column)), width, ...look })),
    ...sides.map((text, row) => ({
      ...look,
      text,
      x: sideWidth / 2,
      top: down.at(middleOf(row)) - look.size / 2,
      width: sideWidth,
    })),
  ];
}

/** Each column's ground reaches to the middle of the gaps beside it. */
function bandsOf(columns: number, across: Lines, height: number) {
  return Array.from({ length: columns }, (_, column) => {
    const [x, end] = [across.between(column), across.between(column + 1)];
    return { x, y: 0, width: end - x, height, isTinted: column % 2 === 0 };
  });
}
