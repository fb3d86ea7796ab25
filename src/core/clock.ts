/** An instant as UTC ISO 8601 text with milliseconds, such as `2026-10-01T00:14:00.000Z`. */
export type Instant = string;

/** Tells the time. Injected everywhere, asked once a command, so that tests own the time. */
export interface Clock {
  now(): Instant;
}

/** The machine's clock: the only place that asks it. */
export const systemClock: Clock = { now: () => new Date().toISOString() };

/** A clock that stands at `start` and moves only when told to. */
export function fixedClock(start: Instant): Clock & { advance(milliseconds: number): void } {
  let current = Date.parse(start);
  return {
    now: () => new Date(current).toISOString(),
    advance: (milliseconds) => {
      current += milliseconds;
    },
  };
}

/** The instant so long after `at`; before it, where the time is negative. */
export function instantAfter(
  at: Instant,
  time: { minutes: number } | { milliseconds: number },
): Instant {
  return Temporal.Instant.from(at).add(time).toString({ smallestUnit: 'millisecond' });
}
