import type { Instant } from '../../../core/clock.ts';
import { dueWords, nearness } from '../../islands/time-words.ts';
import type { Lang } from '../page/words.ts';

interface CountdownProps {
  readonly dueAt: Instant;
  readonly now: Instant;
  readonly lang: Lang;
  /** What is timed, for the announcement that is spoken at one minute and at the breach. */
  readonly name?: string | undefined;
}

const warningMs = 15 * 60_000;

const signs = { calm: '', warn: '▲', bad: '■' } as const;

/**
 * The time left until a moment, or past it: written by the server, kept going by the page, both
 * with the same words. `data-due` is the moment.
 */
export function Countdown({ dueAt, now, lang, name }: CountdownProps) {
  const left = Date.parse(dueAt) - Date.parse(now);
  const near = nearness(left, warningMs);
  return (
    <span
      class={`countdown countdown-${near}`}
      role="timer"
      data-due={dueAt}
      data-warning={warningMs}
      data-name={name}
    >
      {signs[near] === '' ? '' : `${signs[near]} `}
      {dueWords(lang, left)}
    </span>
  );
}
