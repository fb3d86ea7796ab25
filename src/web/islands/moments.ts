/** A minute. Units: milliseconds. */
const minute = 60_000;

/** The moments of a deadline that are spoken aloud, once each. */
export type Moment = 'minute' | 'breach';

/**
 * The moment passed between two looks at a deadline, the later one if both were.
 *
 * Units: milliseconds left at either look, negative once the deadline has passed.
 */
export function momentBetween(before: number, left: number): Moment | undefined {
  if (before > 0 && left <= 0) return 'breach';
  return before > minute && left <= minute ? 'minute' : undefined;
}
