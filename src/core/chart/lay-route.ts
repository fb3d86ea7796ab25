import type { Drawing } from './drawing.ts';
import { fillBox, type Passage } from './fill-box.ts';
import { type Cell, layGrid } from './lay-grid.ts';
import type { RouteChart } from './model.ts';

/** Lays a route out on its plan of squares, with the minute at which each stop is due. */
export function layRoute({ start, stops, landmarks }: RouteChart): Drawing {
  let clock = start;
  const due = stops.map(({ walk, stay }) => {
    const at = clock + walk;
    clock = at + stay;
    return at;
  });
  const cells = stops.map((stop, index): Cell => {
    const { column, row, title, note, stay } = stop;
    const passages: Passage[] = [
      { text: `${index + 1} ${title}`, isBold: true },
      { text: `${timeText(due[index] ?? start)}${stay > 0 ? ` 停 ${stay} 分` : ''}`, size: 12 },
      ...(note === '' ? [] : [{ text: note, size: 12 }]),
    ];
    const shape = index === 0 || index === stops.length - 1 ? 'round' : 'plain';
    return { id: `${index + 1}`, column, row, fill: (width) => fillBox(shape, passages, width) };
  });
  const places = landmarks.map(({ title, column, row }): Cell => {
    const fill = (width: number) => fillBox('dashed', [{ text: title, size: 12 }], width);
    return { id: `（${title}）`, column, row, fill };
  });
  const all = [...cells, ...places];
  const columns = Math.max(...all.map(({ column }) => column)) + 1;
  const rows = Math.max(...all.map(({ row }) => row)) + 1;
  return layGrid({
    columns,
    rows,
    cells: all,
    links: stops.slice(1).map(({ walk }, index) => {
      return { from: `${index + 1}`, to: `${index + 2}`, label: `走 ${walk} 分` };
    }),
    heads: [...'ABCDEF'].slice(0, columns),
    sides: Array.from({ length: rows }, (_, row) => `${row + 1}`),
    hasBands: false,
    isDownwards: false,
  });
}

/** Minutes after midnight as the clock shows them, such as 9:05. */
export function timeText(minutes: number): string {
  const hour = Math.floor(minutes / 60) % 24;
  return `${hour}:${String(minutes % 60).padStart(2, '0')}`;
}
