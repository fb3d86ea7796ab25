import type { Clock } from '../core/clock.ts';
import type { Entropy } from '../core/ids.ts';

/** Everything a verb may touch outside itself, so that tests can hand it another world. */
export interface World {
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The home meant when none is named, where that is not `records` in the working folder. */
  readonly records?: string;
  /** Whether a person looks at the output, who may be shown a moving bar. */
  readonly isTerminal: boolean;
  out(text: string): void;
  err(text: string): void;
  /** Resolves when the process is asked to stop. */
  readonly stopped: Promise<void>;
}

/** Exit codes: good, the answer is no, wrong use. */
export const exit = { good: 0, no: 1, wrongUse: 2 } as const;

/** What a verb says about how it ended. */
export type Verdict = (code: number) => void;
