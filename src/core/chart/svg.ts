import type { Box, Drawing, Point, Words } from './drawing.ts';

/**
 * Writes a drawing as SVG: text as text, in the face and colour of the page it stands in.
 *
 * Strokes and grounds follow `currentColor`, so it reads in black and white and on a dark ground;
 * `id` makes the names of its title and description unique on a page.
 */
export function writeSvg(
  drawing: Drawing,
  { id, title, words }: { id: string; title: string; words: string },
): string {
  const [width, height] = [round(drawing.width), round(drawing.height)];
  const open =
    `<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" viewBox="0 0 ${width} ${height}"` +
    ` width="${width}" height="${height}" aria-labelledby="${id}-title ${id}-desc"` +
    ' fill="none" stroke-linejoin="round">';
  return [
    open,
    `<title id="${id}-title">${escaped(title)}</title>`,
    `<desc id="${id}-desc">${escaped(words)}</desc>`,
    ...drawing.bands.map(
      ({ isTinted, ...area }) =>
        `<rect class="chart-band" ${areaText(area)} fill="currentColor" ` +
        `fill-opacity="${isTinted ? 0.05 : 0}" stroke="currentColor" stroke-opacity="0.25" ` +
        'stroke-width="0.6"/>',
    ),
    ...drawing.arrows.map(
      ({ points, head }) =>
        `<path class="chart-arrow" d="${pathText(points)}" stroke="currentColor" stroke-width="1.2"/>` +
        (head.length === 0 ? '' : `<path d="${pathText(head)}Z" fill="currentColor"/>`),
    ),
    ...drawing.boxes.flatMap((box) => [shapeText(box), ...box.words.map(lineText)]),
    ...drawing.words.map(lineText),
    '</svg>',
  ].join('');
}

function shapeText(box: Box): string {
  const look = 'class="chart-box" stroke="currentColor" stroke-width="1.2"';
  if (box.shape === 'diamond') {
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const corners = [
      { x, y: box.y },
      { x: box.x + box.width, y },
      { x, y: box.y + box.height },
      { x: box.x, y },
    ];
    return `<path ${look} d="${pathText(corners)}Z"/>`;
  }
  const radius = box.shape === 'round' ? Math.min(16, box.height / 2) : 2;
  const ground = box.shape === 'head' ? ' fill="currentColor" fill-opacity="0.09"' : '';
  const dashes = box.shape === 'dashed' ? ' stroke-dasharray="4 3"' : '';
  return `<rect ${look} ${areaText(box)} rx="${radius}"${ground}${dashes}/>`;
}

function lineText({ text, x, top, size, isBold, anchor }: Words): string {
  const weight = isBold ? ' font-weight="700"' : '';
  const middle = anchor === 'middle' ? ' text-anchor="middle"' : '';
  return (
    `<text x="${round(x)}" y="${round(top + size * 0.88)}" font-size="${size}"${weight}${middle} ` +
    `fill="currentColor">${escaped(text)}</text>`
  );
}

function areaText(area: { x: number; y: number; width: number; height: number }): string {
  const { x, y, width, height } = area;
  return `x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}"`;
}

function pathText(points: readonly Point[]): string {
  return points.map(({ x, y }, at) => `${at === 0 ? 'M' : 'L'}${round(x)} ${round(y)}`).join('');
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => entities[sign] ?? sign);
}
