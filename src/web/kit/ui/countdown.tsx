import type { Instant } from '../../../core/clock.ts';
import type { Lang } from '../page/words.ts';
import { remainingUntil } from './remaining.ts';
import { uiWords } from './words.ts';

interface CountdownProps {
  readonly dueAt: Instant;
  readonly now: Instant;
  readonly lang: Lang;
  /** What is timed, as it is spoken at one minute and at the breach. */
  readonly label?: string | undefined;
  /** How long before the end it presses; a quarter of an hour unless said. Units: milliseconds. */
  readonly warnMs?: number | undefined;
}

const signs = { calm: '', close: '▲ ', over: '■ ' } as const;

/**
 * The time left until a moment, or past it: written by the server and kept going by the page.
 *
 * `data-due` is the moment, `data-warn` how long before it presses; `data-left` and `data-over` are the words around `{time}`.
 */
export function Countdown({ dueAt, now, lang, label, warnMs }: CountdownProps) {
  const t = uiWords(lang);
  const { pressure, time } = remainingUntil(Date.parse(dueAt), Date.parse(now), lang, warnMs);
  return (
    <span
      class={`countdown countdown-${pressure}`}
      role="timer"
      data-due={dueAt}
      data-warn={warnMs}
      data-left={t('left', { time: '{time}' })}
      data-over={t('over', { time: '{time}' })}
      data-due-label={label}
    >
      {signs[pressure]}
      {t(pressure === 'over' ? 'over' : 'left', { time })}
    </span>
  );
}
