/**
 * A laid-out chart: what is drawn and where, for whoever draws it.
 *
 * Units: 760 to the width of a page's text; x to the right, y down, from the top left corner.
 */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  /** Grounds of the lanes, behind everything. */
  readonly bands: readonly Band[];
  readonly boxes: readonly Box[];
  readonly arrows: readonly Arrow[];
  /** Words outside boxes: heads of lanes and labels of arrows. */
  readonly words: readonly Words[];
}

/** A rectangle of a drawing. Units: as the drawing says, from its upper left corner. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A ground on which a lane or a column stands. */
export interface Band extends Area {
  readonly isTinted: boolean;
}

/** How a box looks: a step, a beginning or end, a question, a heading, or a place to go by. */
export type Shape = 'plain' | 'round' | 'diamond' | 'head' | 'dashed';

/** A frame with its lines of text, known by the name that arrows go by. */
export interface Box extends Area {
  readonly id: string;
  readonly shape: Shape;
  readonly words: readonly Words[];
}

/** One line of text; `top` is the upper edge of its line, which is as high as its size. */
export interface Words {
  readonly text: string;
  readonly x: number;
  readonly top: number;
  readonly width: number;
  readonly size: number;
  readonly isBold: boolean;
  /** Whether `x` is the middle of the line or its start. */
  readonly anchor: 'start' | 'middle';
}

/** A place in a drawing. Units: as the drawing says, from its upper left corner. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A line from box to box; `head` holds the corners of its tip, none for a plain line. */
export interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly points: readonly Point[];
  readonly head: readonly Point[];
}

/** Height of an arrow's tip. */
const headLength = 8;

/** The tip of an arrow that runs through these points, whose last two differ in one direction. */
export function headOf(points: readonly Point[]): Point[] {
  const [before, end] = points.slice(-2);
  if (before === undefined || end === undefined) return [];
  const dx = Math.sign(end.x - before.x);
  const dy = Math.sign(end.y - before.y);
  const half = headLength / 2;
  const back = { x: end.x - dx * headLength, y: end.y - dy * headLength };
  return [
    end,
    { x: back.x - dy * half, y: back.y + dx * half },
    { x: back.x + dy * half, y: back.y - dx * half },
  ];
}
