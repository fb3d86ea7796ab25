import { AppError } from '../app-error.ts';
import { cheapest, type Leg } from './cheapest-way.ts';

/** A square of the grid that holds a box. */
export interface Spot {
  readonly id: string;
  readonly column: number;
  readonly row: number;
}

/** What is to be joined by an arrow, by the ids of both ends; a label may be empty. */
export interface Link {
  readonly from: string;
  readonly to: string;
  readonly label: string;
}

/** A crossing of two lines of the grid, by their numbers. */
export interface Node {
  readonly x: number;
  readonly y: number;
}

/** The way of a link, from the middle of its first box to the middle of its last, each turn once. */
export interface Wire {
  readonly link: Link;
  readonly nodes: readonly Node[];
}

/** How large the grid is, and whether arrows rather run downwards, as time does. */
export interface GridSize {
  readonly columns: number;
  readonly rows: number;
  readonly isDownwards: boolean;
}

/** Lines of the grid in each gap between columns or rows, beside the one through their middles. */
const tracks = 4;
const step = tracks + 1;

/** The grid's line through the middle of a column or row. */
export function middleOf(index: number): number {
  return index * step + tracks;
}

/** Which gap a line of the grid lies in, or undefined if it runs through the middle of boxes. */
export function gapOf(line: number): number | undefined {
  return line % step === tracks ? undefined : Math.floor(line / step);
}

// A turn costs as much as a short detour, a crossing more, and running upwards is the last choice.
const cost = { along: 1, turn: 5, cross: 9, fromTop: 12, intoBottom: 14, middle: 1, edge: 1 };

const moves = [
  { x: 0, y: 1 },
  { x: 1, y: 0 },
  { x: -1, y: 0 },
  { x: 0, y: -1 },
] as const;

interface Use {
  readonly to: string;
  /** Index of the move into the node and of the move out of it; -1 at an end. */
  readonly into: number;
  readonly out: number;
}

/**
 * Finds the way of each link along the lines of the grid, around all boxes.
 *
 * Links to the same box may join; others never share a line or touch at a turn, and cross only
 * where nothing better is left. Errors: `invalid` if there is no room.
 */
export function wireLinks(spots: readonly Spot[], links: readonly Link[], size: GridSize): Wire[] {
  const order = links.map((_, index) => index).toSorted((a, b) => spanOf(a) - spanOf(b));
  for (let tries = 0; tries <= 2 * links.length; tries += 1) {
    const grid = openGrid(spots, size);
    const wires: Wire[] = [];
    const failed = order.find((index) => {
      const link = links[index];
      const nodes = link === undefined ? undefined : grid.find(link);
      if (link !== undefined && nodes !== undefined) wires[index] = { link, nodes };
      return nodes === undefined;
    });
    if (failed === undefined) return wires;
    order.splice(order.indexOf(failed), 1);
    order.unshift(failed);
  }
  throw new AppError('invalid', '图太密，箭头排不下，请拆成两张。');

  function spanOf(index: number): number {
    const ends = [links[index]?.from, links[index]?.to].map((id) =>
      spots.find((spot) => spot.id === id),
    );
    const [from, to] = ends;
    if (from === undefined || to === undefined) return 0;
    const back = to.row < from.row && size.isDownwards ? 100 : 0;
    return back + Math.abs(from.row - to.row) + Math.abs(from.column - to.column);
  }
}

/** Which wires run where already. */
function openTraffic() {
  const uses = new Map<number, Use[]>();
  /** By node and move: to which box the wire runs that leaves the node so. */
  const taken = new Map<number, string>();
  return {
    /** Whether no other wire runs from one node to the next, nor any back from there. */
    isFree(at: number, move: number, node: number, to: string): boolean {
      const there = taken.get(at * 4 + move);
      return (there === undefined || there === to) && !taken.has(node * 4 + (3 - move));
    },

    /** What passing a node costs, undefined if another wire is in the way. */
    passing(at: number, into: number, out: number, to: string): number | undefined {
      let sum = into === out ? 0 : cost.turn;
      for (const use of uses.get(at) ?? []) {
        if (use.to === to) continue;
        if (into !== out || use.into !== use.out) return undefined;
        sum += cost.cross;
      }
      return sum;
    },

    take(path: readonly Leg[], to: string, isBox: (at: number) => boolean): void {
      for (const [index, { at, into }] of path.entries()) {
        const out = path[index + 1]?.into ?? -1;
        if (!isBox(at)) uses.set(at, [...(uses.get(at) ?? []), { to, into, out }]);
        if (out >= 0) taken.set(at * 4 + out, to);
      }
    },
  };
}

function openGrid(spots: readonly Spot[], size: GridSize) {
  const width = middleOf(size.columns - 1) + step;
  const height = middleOf(size.rows - 1) + step;
  const boxAt = new Map(spots.map((spot) => [keyOf(spot), spot.id]));
  const places = new Map(spots.map((spot) => [spot.id, keyOf(spot)]));
  const traffic = openTraffic();

  function keyOf(spot: Spot): number {
    return middleOf(spot.row) * width + middleOf(spot.column);
  }

  /** The node a move leads to, unless it leads off the grid or into another box. */
  function next(at: number, move: number, to: string): number | undefined {
    const by = moves[move] ?? moves[0];
    const [x, y] = [(at % width) + by.x, Math.floor(at / width) + by.y];
    if (x < 0 || y < 0 || x >= width || y >= height) return undefined;
    const node = y * width + x;
    const box = boxAt.get(node);
    if (box !== undefined && box !== to) return undefined;
    return traffic.isFree(at, move, node, to) ? node : undefined;
  }

  function leaving(at: number, into: number, out: number, to: string): number | undefined {
    if (into < 0) return out === 3 && size.isDownwards ? cost.fromTop : 0;
    return into === 3 - out ? undefined : traffic.passing(at, into, out, to);
  }

  function stretch(node: number, out: number, to: string): number {
    const outer = node % width < tracks || node % width > width - step ? cost.edge : 0;
    const isUp = boxAt.get(node) === to && out === 3;
    const inBox = isUp && size.isDownwards ? cost.intoBottom : 0;
    const lines = gapOf(out === 0 || out === 3 ? node % width : Math.floor(node / width));
    return cost.along + inBox + outer + (lines === undefined ? cost.middle : 0);
  }

  return {
    find({ from, to }: Link): Node[] | undefined {
      const [start, end] = [places.get(from), places.get(to)];
      if (start === undefined || end === undefined) return undefined;
      const path = cheapest(start, end, (at, into) =>
        moves.flatMap((_, out) => {
          const node = next(at, out, to);
          const price = node === undefined ? undefined : leaving(at, into, out, to);
          if (node === undefined || price === undefined) return [];
          return [{ at: node, into: out, price: price + stretch(node, out, to) }];
        }),
      );
      if (path === undefined) return undefined;
      traffic.take(path, to, (at) => boxAt.has(at));
      return path
        .filter(({ into }, index) => into !== (path[index + 1]?.into ?? -1))
        .map(({ at }) => ({ x: at % width, y: Math.floor(at / width) }));
    },
  };
}
