import type { VolumeRecord } from './volume-model.ts';

/** Type area, label columns and lines of `volume.typ`. Units: millimetres. */
const areaWidth = 167;
const labelWidths = [26, 22, 18, 15];
const characterWidth = 3.2;
const lineHeight = 4.6;
const rowPadding = 1.8;
const lowestRow = lineHeight + rowPadding;

/** A character that may be printed as a box with its code point takes the room of six. */
const maybeBoxed = /[^\p{Script=Han}\u0020-\u007e\n，。、；：？！（）《》“”·—…]/gu;

/**
 * The height a record's form needs at most, roughly; good enough to tell what fits on half a page.
 *
 * Measuring by layout would set every record twice. Units: millimetres.
 */
export function estimatedHeight(record: VolumeRecord, columns: number): number {
  const label = labelWidths[columns - 1] ?? 22;
  const narrow = areaWidth / columns - label - 4;
  const wide = areaWidth - label - 4;
  const lines = record.lines.map((line) => {
    if (line.wide) return rowHeight(line.value, line.label, wide, label);
    // Neighbours share a row, but the tallest of them gives its height.
    const height = rowHeight(line.value, line.label, narrow, label);
    return lowestRow / columns + (height - lowestRow);
  });
  const changes = record.corrections.map((correction) =>
    correction.changes.reduce(
      (sum, { label: name, from, to }) =>
        sum + Math.max(rowHeight(from, name, 66, 18), rowHeight(to, name, 66, 18)),
      8,
    ),
  );
  const head = 12 + linesOf(record.title, 100) * lineHeight;
  const attachments = record.attachments.length * 12;
  return [...lines, ...changes].reduce((sum, height) => sum + height, head + attachments);
}

function rowHeight(value: string, name: string, width: number, label: number): number {
  return Math.max(linesOf(value, width), linesOf(name, label)) * lineHeight + rowPadding;
}

function linesOf(text: string, width: number): number {
  return text
    .replace(maybeBoxed, '一一一一一一')
    .split('\n')
    .reduce((sum, line) => sum + Math.max(1, Math.ceil((line.length * characterWidth) / width)), 0);
}
