import { defaultRoomPattern, type RoomBook, roomBook } from '../../records/rules/rooms.ts';
import { foldTyped } from '../../registers/fold-text.ts';

/** The longest room that can be one; a longer cell is a sentence. Units: characters. */
const longestRoom = 30;
/** From so many rooms on, another way of writing (S-01, 别墅18号) is no slip of the pen. */
const leastOfAKind = 3;

/** A book that takes new rooms too, and tells which of them are written unlike the others. */
export interface OpenRoomBook extends RoomBook {
  /** A room of the estate, to show how rooms are written. */
  readonly example: string | undefined;
  isOdd(room: string): boolean;
}

/**
 * A book for the household list, which itself says which rooms exist and how they are written.
 *
 * Where the site's pattern was set, or fits at least half of the rooms, it rules. Otherwise the list
 * has a way of its own (A座-1203, 1203), and its rooms are canonical as they stand.
 */
export function openRoomBook(
  known: readonly string[],
  pattern: string,
  written: readonly string[] = [],
): OpenRoomBook {
  const listed = roomBook(known, pattern);
  const shaped = roomBook([], pattern);
  const rooms = [...known, ...written.map(foldTyped).filter(canBeRoom)];
  const canonical = new RegExp(pattern, 'u');
  const fitting = rooms.filter((room) => canonical.test(room));
  const wasSet = pattern !== defaultRoomPattern;
  const rules = wasSet || fitting.length * 2 >= rooms.length;
  const kinds = countedKinds(rooms);
  return {
    size: listed.size,
    example: rules ? fitting[0] : rooms[0],
    match(text) {
      const match = listed.size === 0 ? undefined : listed.match(text);
      if (match !== undefined && 'room' in match) return { room: match.room };
      const room = foldTyped(text);
      if (!rules && canBeRoom(room)) return { room };
      const shape = shaped.match(text);
      if ('room' in shape && rules) return { room: shape.room };
      const isKind = canBeRoom(room) && /[A-Z\p{Script=Han}]/iu.test(room);
      if (!wasSet && isKind && (kinds.get(kindOf(room)) ?? 0) >= leastOfAKind) return { room };
      return { unknown: room, suggestions: [] };
    },
    isOdd(room) {
      if (rules) return !canonical.test(room);
      return (kinds.get(kindOf(room)) ?? 0) < 2 && rooms.length > leastOfAKind * leastOfAKind;
    },
  };
}

/** By which two spellings in one list are one room: without padding, blanks and hyphens. */
export function roomKey(room: string): string {
  const parts = foldTyped(room)
    .toUpperCase()
    .match(/\d+|[A-Z]+|\p{Script=Han}+/gu);
  return (parts ?? [room]).map((part) => part.replace(/^0+(?=\d)/, '')).join('-');
}

function canBeRoom(text: string): boolean {
  return /\d/.test(text) && text.length <= longestRoom && /^[\p{L}\p{N}\-#() ./]+$/u.test(text);
}

/** How a room is written, whatever its numbers: `A-12` and `B-7` are of one kind. */
function kindOf(room: string): string {
  return room
    .toUpperCase()
    .replace(/\d+/g, '9')
    .replace(/[A-Z]+/g, 'A');
}

function countedKinds(rooms: readonly string[]): Map<string, number> {
  const kinds = new Map<string, number>();
  for (const kind of new Set(rooms)) kinds.set(kindOf(kind), (kinds.get(kindOf(kind)) ?? 0) + 1);
  return kinds;
}
