import type { PageMark } from './press-orders.ts';
import type { PlannedRecord } from './volume-records.ts';

/** The type area of `volume.typ`. Units: millimetres. */
const areaHeight = 253;
/** Cover, statistics, and the catalogue's last page. */
const frontPages = 3;
const recordsAListPage = 40;

/** Attachments read for one part, in memory together with the pages they are put on. */
const mostBytes = 96 * 1024 * 1024;

/** About how many pages a record takes, its line in the catalogue among them. */
function estimatedPages({ height, sheets }: PlannedRecord): number {
  return height / areaHeight + sheets + (sheets > 0 ? 0.5 : 0) + 1 / recordsAListPage;
}

/**
 * Divides records into parts of even length, of at most about two thirds of `limit` pages each.
 *
 * How many parts there are is known before any is typeset, so each can name it; the third that is
 * left makes up for the roughness of the estimate.
 */
export function divide(records: readonly PlannedRecord[], limit: number): PlannedRecord[][] {
  const most = (limit * 2) / 3;
  const lengths = records.map(estimatedPages);
  const total = lengths.reduce((sum, pages) => sum + pages, 0);
  const count = Math.ceil(total / Math.max(1, most - frontPages));
  const longest = lengths.reduce((longer, pages) => Math.max(longer, pages), 0);
  // With room for one record more than its share no part leaves a rest behind the last.
  const aim = Math.min(most, frontPages + total / count + longest);
  let part: PlannedRecord[] = [];
  const parts = [part];
  let pages = frontPages;
  let bytes = 0;
  for (const [index, record] of records.entries()) {
    const length = lengths[index] ?? 0;
    pages += length;
    bytes += record.bytes;
    if (part.length > 0 && (pages > aim || bytes > mostBytes)) {
      part = [];
      parts.push(part);
      pages = frontPages + length;
      bytes = record.bytes;
    }
    part.push(record);
  }
  return parts;
}

/** Cuts a part that came out too long before the first record that ends behind `limit`. */
export function shorten(
  part: readonly PlannedRecord[],
  marks: readonly PageMark[],
  limit: number,
): [PlannedRecord[], PlannedRecord[]] {
  const within = marks.filter((mark) => mark.kind === 'end' && mark.page <= limit).length;
  const take = Math.max(1, Math.min(part.length - 1, within));
  return [part.slice(0, take), part.slice(take)];
}
