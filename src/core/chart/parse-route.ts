import { cutAt, type Line, refuse } from './lines.ts';
import type { Landmark, RouteChart, Stop } from './model.ts';

const columns = 'ABCDEF';
const mostRows = 12;

/** Reads a route after its first line. Errors: `invalid`, naming the line. */
export function parseRoute(title: string, lines: readonly Line[], first: Line): RouteChart {
  const [startLine, ...others] = lines;
  const start = timeOf(startLine, first);
  const stops: Stop[] = [];
  const landmarks: Landmark[] = [];
  const taken = new Set<string>();
  for (const line of others) {
    const [, letter = '', digits, rest = ''] =
      /^@([A-Fa-f])(\d{1,2})\s+(.+)$/.exec(line.text.trim()) ?? [];
    const row = Number(digits);
    if (digits === undefined || row < 1 || row > mostRows) {
      refuse(line, `写成“@B2 地点 [走 3 停 4]：看什么”，列 A 到 F，行 1 到 ${mostRows}`);
    }
    const square = `${letter.toUpperCase()}${row}`;
    if (taken.has(square)) refuse(line, `${square} 格已有地点`);
    taken.add(square);
    const spot = { column: columns.indexOf(letter.toUpperCase()), row: row - 1 };
    const landmark = /^[(（](.+)[)）]$/.exec(rest)?.[1];
    if (landmark !== undefined) landmarks.push({ title: landmark.trim(), ...spot });
    else stops.push({ ...readStop(line, rest, stops.length === 0), ...spot });
  }
  if (stops.length < 2) refuse(others.at(-1) ?? startLine ?? first, '线路至少要有两个点');
  return { kind: 'route', title, start, stops, landmarks };
}

function timeOf(line: Line | undefined, first: Line): number {
  const [, hour, minute] = /^start\s+(\d{1,2})[:：](\d{2})$/.exec(line?.text.trim() ?? '') ?? [];
  const minutes = Number(hour) * 60 + Number(minute);
  if (!(minutes < 24 * 60) || Number(minute) > 59) {
    refuse(line ?? first, '第二行写出发时刻，如 start 9:30');
  }
  return minutes;
}

function readStop(line: Line, text: string, isFirst: boolean) {
  const [head, note = ''] = cutAt(text, /[:：]/);
  const [title, minutes = ''] = cutAt(head.replace(/[\]】]$/, ''), /[[【]/);
  if (title === '') refuse(line, '地点没有名字');
  const said = /^(?:走\s*(\d{1,3}))?[\s，,]*(?:停\s*(\d{1,3}))?$/.exec(minutes);
  if (said === null) refuse(line, `分钟写成 [走 3 停 4]，读不懂“${minutes}”`);
  if (!isFirst && said[1] === undefined) refuse(line, '没有写从上一点走几分钟');
  return { title, note, walk: isFirst ? 0 : Number(said[1]), stay: Number(said[2] ?? 0) };
}
