import type { Clock, Instant } from '../core/clock.ts';

/** A clock that stands where the story is, and becomes the present one when the story is told. */
export interface StoryClock extends Clock {
  /** Goes on to an instant; never back, and never past the present. */
  moveTo(at: Instant): void;
  /** Lets so many minutes pass. */
  wait(minutes: number): void;
  /** From now on the time is the present one. */
  runOn(): void;
}

/** A story's clock, which begins at `start`; `present` says what the time really is. */
export function storyClock(start: Instant, present: Clock): StoryClock {
  let told: Instant | undefined = start;
  const moveTo = (at: Instant) => {
    if (told === undefined) throw new Error('invariant broken: a told story is not told on');
    const now = present.now();
    const next = at < now ? at : now;
    // The log's times never go back: what comes late in the telling happens when it is told.
    told = told < next ? next : told;
  };
  return {
    now: () => told ?? present.now(),
    moveTo,
    wait: (minutes) => {
      const at = Temporal.Instant.from(told ?? present.now()).add({ minutes });
      moveTo(at.toString({ smallestUnit: 'millisecond' }));
    },
    runOn: () => {
      told = undefined;
    },
  };
}
