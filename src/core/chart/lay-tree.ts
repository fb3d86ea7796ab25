import type { Arrow, Box, Drawing, Point } from './drawing.ts';
import { fillBox, type Passage } from './fill-box.ts';
import type { Branch, TreeChart } from './model.ts';

const width = 760;
const margin = 2;
const gap = { side: 12, level: 22, hanging: 9, indent: 13 };
const widest = 250;

interface Growth {
  readonly boxes: Box[];
  readonly arrows: Arrow[];
}

/**
 * Lays a tree out: one line of command downwards as far as it does not part, then side by side;
 * under those, everyone hangs below whom they answer to, set in a step.
 */
export function layTree({ root }: TreeChart): Drawing {
  const growth: Growth = { boxes: [], arrows: [] };
  let node = root;
  let parent = grow(growth, node, { x: (width - widest) / 2, y: 4, width: widest, isHead: true });
  while (node.branches.length === 1 && node.branches[0] !== undefined) {
    node = node.branches[0];
    const y = parent.y + parent.height + gap.level;
    const child = grow(growth, node, { x: parent.x, y, width: widest, isHead: true });
    growth.arrows.push(lineOf(parent, child, [bottomOf(parent), topOf(child)]));
    parent = child;
  }
  const count = node.branches.length;
  const column = Math.min(
    widest,
    (width - 2 * margin - gap.side * (count - 1)) / Math.max(1, count),
  );
  const left = (width - column * count - gap.side * (count - 1)) / 2;
  const bus = parent.y + parent.height + gap.level / 2;
  const heads = node.branches.map((branch, index) => {
    const x = left + index * (column + gap.side);
    return { branch, x, height: fillBranch(branch, true, column).height };
  });
  const tallest = Math.max(0, ...heads.map(({ height }) => height));
  for (const { branch, x } of heads) {
    const at = { x, y: bus + gap.level / 2, width: column, isHead: true, height: tallest };
    const child = grow(growth, branch, at);
    const [from, to] = [bottomOf(parent), topOf(child)];
    const corners = [from, { x: from.x, y: bus }, { x: to.x, y: bus }, to];
    growth.arrows.push(lineOf(parent, child, from.x === to.x ? [from, to] : corners));
    hang(growth, branch, child, x);
  }
  const height = Math.max(...growth.boxes.map((box) => box.y + box.height)) + 4;
  return { width, height, bands: [], words: [], ...growth };
}

/** Hangs the branches below a box; returns where the next one may start. */
function hang(growth: Growth, { branches }: Branch, parent: Box, left: number): number {
  let y = parent.y + parent.height + gap.hanging;
  const spine = left + gap.indent / 2;
  for (const branch of branches) {
    const x = left + gap.indent;
    const at = { x, y, width: parent.x + parent.width - x, isHead: false };
    const child = grow(growth, branch, at);
    const middle = child.y + child.height / 2;
    const start = { x: spine, y: parent.y + parent.height };
    growth.arrows.push(lineOf(parent, child, [start, { x: spine, y: middle }, { x, y: middle }]));
    y = hang(growth, branch, child, x);
  }
  return y;
}

interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly isHead: boolean;
  readonly height?: number;
}

function grow(growth: Growth, branch: Branch, place: Place): Box {
  const { x, y, width: wide, isHead } = place;
  const filled = fillBranch(branch, isHead, wide);
  const height = Math.max(filled.height, place.height ?? 0);
  const lower = (height - filled.height) / 2;
  const words = filled.words.map((line) => {
    return { ...line, x: line.x + x, top: line.top + y + lower };
  });
  const id = `${growth.boxes.length + 1}`;
  const box: Box = { id, shape: filled.shape, x, y, width: wide, height, words };
  growth.boxes.push(box);
  return box;
}

function fillBranch({ title, note }: Branch, isHead: boolean, wide: number) {
  const passages: Passage[] = [{ text: title, isBold: isHead }];
  if (note !== '') passages.push({ text: note, size: 12 });
  return fillBox(isHead ? 'head' : 'plain', passages, wide);
}

function bottomOf(box: Box): Point {
  return { x: box.x + box.width / 2, y: box.y + box.height };
}

function topOf(box: Box): Point {
  return { x: box.x + box.width / 2, y: box.y };
}

/** Lines of a tree have no tips: who answers to whom shows by who stands above. */
function lineOf(from: Box, to: Box, points: readonly Point[]): Arrow {
  return { from: from.id, to: to.id, points, head: [] };
}
