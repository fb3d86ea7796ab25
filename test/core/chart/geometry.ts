import type { Area, Arrow, Box, Drawing, Point } from '../../../src/core/chart/drawing.ts';

/** Everything that would jar in a drawing, in words; an empty list is a clean one. */
export function flawsOf(drawing: Drawing): string[] {
  const { boxes, arrows, words, width, height } = drawing;
  const labels = words.map((line) => {
    const x = line.anchor === 'middle' ? line.x - line.width / 2 : line.x;
    return { id: line.text, x, y: line.top, width: line.width, height: line.size };
  });
  const page = { x: 0, y: 0, width, height };
  return [
    ...pairsOf(boxes).flatMap(([a, b]) => (meet(a, b) ? [`boxes ${a.id} and ${b.id}`] : [])),
    ...boxes.flatMap((box) => (within(box, page) ? [] : [`box ${box.id} off the page`])),
    ...boxes.flatMap((box) =>
      box.words.some(({ top, size }) => top < box.y || top + size > box.y + box.height)
        ? [`words of ${box.id} out of it`]
        : [],
    ),
    ...labels.flatMap((label) =>
      boxes.flatMap((box) => (meet(label, box) ? [`label ${label.id} on ${box.id}`] : [])),
    ),
    ...pairsOf(labels).flatMap(([a, b]) => (meet(a, b) ? [`labels ${a.id} and ${b.id}`] : [])),
    ...arrows.flatMap((arrow) => flawsOfArrow(arrow, boxes)),
    ...pairsOf(arrows).flatMap(([a, b]) =>
      a.to !== b.to && shareALine(a, b) ? [`arrows ${a.from}-${a.to} and ${b.from}-${b.to}`] : [],
    ),
  ];
}

function flawsOfArrow({ from, to, points }: Arrow, boxes: readonly Box[]): string[] {
  const name = `arrow ${from}-${to}`;
  const [start, end] = [boxes.find(({ id }) => id === from), boxes.find(({ id }) => id === to)];
  const flaws: string[] = [];
  if (start === undefined || !onEdge(points[0]!, start)) flaws.push(`${name} does not start`);
  if (end === undefined || !onEdge(points.at(-1)!, end)) flaws.push(`${name} does not end`);
  for (const stretch of stretchesOf(points)) {
    if (stretch.width > 0 && stretch.height > 0) flaws.push(`${name} is slanted`);
    for (const box of boxes) if (meet(stretch, box)) flaws.push(`${name} through ${box.id}`);
  }
  return flaws;
}

function stretchesOf(points: readonly Point[]): Area[] {
  return points.slice(1).map((to, index) => {
    const from = points[index]!;
    return {
      x: Math.min(from.x, to.x),
      y: Math.min(from.y, to.y),
      width: Math.abs(from.x - to.x),
      height: Math.abs(from.y - to.y),
    };
  });
}

/** Whether two arrows run along each other, rather than across. */
function shareALine(a: Arrow, b: Arrow): boolean {
  return stretchesOf(a.points).some((one) =>
    stretchesOf(b.points).some((two) => {
      const wide = Math.min(one.x + one.width, two.x + two.width) - Math.max(one.x, two.x);
      const high = Math.min(one.y + one.height, two.y + two.height) - Math.max(one.y, two.y);
      const along = one.width > 0 === two.width > 0;
      return along && wide > -0.5 && high > -0.5 && Math.max(wide, high) > 0.5;
    }),
  );
}

function onEdge({ x, y }: Point, box: Area): boolean {
  const near = (a: number, b: number) => Math.abs(a - b) < 0.01;
  const inside = x > box.x - 0.01 && x < box.x + box.width + 0.01;
  const level = y > box.y - 0.01 && y < box.y + box.height + 0.01;
  const side = near(x, box.x) || near(x, box.x + box.width);
  const end = near(y, box.y) || near(y, box.y + box.height);
  return (inside && end) || (level && side);
}

/** Whether two areas have more than an edge in common; a line counts as one unit thick. */
function meet(a: Area, b: Area): boolean {
  const [one, two] = [thickened(a), thickened(b)];
  const wide = Math.min(one.x + one.width, two.x + two.width) - Math.max(one.x, two.x);
  const high = Math.min(one.y + one.height, two.y + two.height) - Math.max(one.y, two.y);
  return wide > 0.01 && high > 0.01;
}

function thickened({ x, y, width, height }: Area): Area {
  const [dx, dy] = [width === 0 ? 0.5 : 0, height === 0 ? 0.5 : 0];
  return { x: x - dx, y: y - dy, width: width + 2 * dx, height: height + 2 * dy };
}

function within(a: Area, page: Area): boolean {
  return a.x >= 0 && a.y >= 0 && a.x + a.width <= page.width && a.y + a.height <= page.height;
}

function pairsOf<Each>(all: readonly Each[]): [Each, Each][] {
  return all.flatMap((a, at) => all.slice(at + 1).map((b): [Each, Each] => [a, b]));
}
