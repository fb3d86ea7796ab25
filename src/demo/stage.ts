import type { Instant } from '../core/clock.ts';
import type { Home } from '../home/open.ts';
import type { Calendar } from './calendar.ts';
import type { Cast } from './people.ts';
import type { StoryClock } from './story-clock.ts';

/** Where the story plays: a home, its people, and the time that the story has reached. */
export interface Stage {
  readonly home: Home;
  readonly cast: Cast;
  readonly calendar: Calendar;
  readonly clock: StoryClock;
}

/** Something that happens at a time; scenes of all chapters are played in the order of time. */
export interface Scene {
  readonly at: Instant;
  /** What is said of it while the story is told; most scenes go without saying. */
  readonly says?: string;
  play(): Promise<void>;
}

/** Told what has just happened, in a line. */
export type Say = (line: string) => void;
