import { AppError } from '../../core/app-error.ts';
import { foldTyped } from '../../registers/fold-text.ts';

/** Building, unit and flat as three numbers, the flat in four digits: `3-2-0501`. */
export const defaultRoomPattern = '^(\\d{1,2})-(\\d{1,2})-(\\d{4})$';

/** What a typed room is: one of the list, canonical but no list to check it by, or unknown. */
export type RoomMatch =
  | { readonly room: string; readonly unlisted?: true }
  | { readonly unknown: string; readonly suggestions: readonly string[] };

/** A site's households as a book in which typed rooms are looked up. */
export interface RoomBook {
  readonly size: number;
  match(text: string): RoomMatch;
}

const mostSuggestions = 3;
const words = /号楼|号院|单元|楼层|房间|[栋幢座楼室号户房层#]/gu;

/**
 * A book over the household list. Matching ignores zero padding, width and wording
 * (3栋2单元501, 3#2-501, 3－2－501); with an empty list, what has canonical shape is taken unchecked.
 *
 * Errors: invalid (the pattern is no regular expression).
 */
export function roomBook(rooms: readonly string[], pattern: string): RoomBook {
  const canonical = patternOf(pattern);
  const listed = new Set(rooms);
  const byKey = new Map<string, string[]>();
  for (const room of listed) {
    const key = keyOf(room, canonical);
    byKey.set(key, [...(byKey.get(key) ?? []), room]);
  }
  const known = new Map<string, RoomMatch>(); // the same wrong room often stands in many rows
  return {
    size: listed.size,
    match(text) {
      const before = known.get(text);
      if (before !== undefined) return before;
      const found = listed.size === 0 ? shapeOnly(text, canonical) : look(text);
      if (known.size < 100_000) known.set(text, found);
      return found;
    },
  };

  function look(text: string): RoomMatch {
    const folded = foldTyped(text);
    if (listed.has(folded)) return { room: folded };
    const key = keyOf(folded, canonical);
    const [room, ...others] = byKey.get(key) ?? [];
    if (room !== undefined && others.length === 0) return { room };
    if (room !== undefined) return { unknown: folded, suggestions: [room, ...others] };
    return { unknown: folded, suggestions: nearMisses(folded, key, byKey) };
  }
}

function patternOf(pattern: string): RegExp {
  try {
    return new RegExp(pattern, 'u');
  } catch (cause) {
    throw new AppError('invalid', `房号格式不是有效的正则表达式：${pattern}`, { cause });
  }
}

/** The parts of a room without wording and padding: `3-2-0501` and 3栋2单元501室 give `3-2-501`. */
function keyOf(text: string, canonical: RegExp): string {
  const groups = canonical.exec(text)?.slice(1);
  return (groups ?? partsOf(text)).map((part) => unpad(part ?? '')).join('-');
}

function partsOf(text: string): string[] {
  const spaced = foldTyped(text).toUpperCase().replace(words, '-');
  return spaced.match(/\d+|[A-Z]+|\p{Script=Han}+/gu) ?? [];
}

function unpad(part: string): string {
  return part.replace(/^0+(?=\d)/, '').toUpperCase();
}

/** Without a list only the shape can be checked; the last part is padded until it fits. */
function shapeOnly(text: string, canonical: RegExp): RoomMatch {
  const folded = foldTyped(text);
  if (canonical.test(folded)) return { room: folded, unlisted: true };
  const parts = partsOf(folded).map(unpad);
  const last = parts.pop() ?? '';
  for (let width = last.length; width <= 6; width++) {
    const tried = [...parts, last.padStart(width, '0')].join('-');
    if (canonical.test(tried)) return { room: tried, unlisted: true };
  }
  return { unknown: folded, suggestions: [] };
}

/** The listed rooms one or two keystrokes away, nearest first. */
function nearMisses(text: string, key: string, byKey: Map<string, string[]>): string[] {
  const near: { room: string; distance: number }[] = [];
  for (const [other, rooms] of byKey) {
    if (Math.abs(other.length - key.length) > 2) continue;
    const distance = keystrokes(key, other);
    if (distance > 2) continue;
    for (const room of rooms) near.push({ room, distance: distance + keystrokes(text, room) / 10 });
  }
  near.sort((a, b) => a.distance - b.distance || (a.room < b.room ? -1 : 1));
  const closest = Math.floor(near[0]?.distance ?? 0);
  return near
    .filter(({ distance }) => Math.floor(distance) <= Math.max(1, closest))
    .slice(0, mostSuggestions)
    .map(({ room }) => room);
}

/** Edits from one text to another: insert, leave out, replace, or swap two neighbours. */
function keystrokes(from: string, to: string): number {
  let older: number[] = [];
  let previous = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1];
      let least = Math.min(
        (previous[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (previous[column - 1] ?? 0) + (same ? 0 : 1),
      );
      const swapped = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      if (row > 1 && column > 1 && swapped) least = Math.min(least, (older[column - 2] ?? 0) + 1);
      current.push(least);
    }
    older = previous;
    previous = current;
  }
  return previous.at(-1) ?? 0;
}
