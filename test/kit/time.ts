import { type Clock, fixedClock, type Instant } from '../../src/core/clock.ts';

/** The instant at which tests take place: after the fixture months, on a Tuesday at 10:00 in Shanghai. */
export const testNow: Instant = '2026-11-03T02:00:00.000Z';

/** A clock that stands at `start` until the test moves it. */
export function testClock(
  start: Instant = testNow,
): Clock & { advance(milliseconds: number): void } {
  return fixedClock(start);
}
