import type { Instant } from '../../../core/clock.ts';
import type { Lang } from '../page/words.ts';
import { remainingUntil } from './remaining.ts';
import { uiWords } from './words.ts';

interface CountdownProps {
  readonly dueAt: Instant;
  readonly now: Instant;
  readonly lang: Lang;
}

const signs = { calm: '', close: '▲ ', over: '■ ' } as const;

/**
 * The time left until a moment, or past it, written by the server and kept going by the page.
 *
 * `data-due` is the moment and `data-now` the server's time, so that a wrong PC clock cannot lie;
 * `data-left` and `data-over` are the words around `{time}`.
 */
export function Countdown({ dueAt, now, lang }: CountdownProps) {
  const t = uiWords(lang);
  const left = remainingUntil(Date.parse(dueAt), Date.parse(now), lang);
  return (
    <span
      class={`countdown countdown-${left.pressure}`}
      role="timer"
      data-due={dueAt}
      data-now={now}
      data-left={t('left', { time: '{time}' })}
      data-over={t('over', { time: '{time}' })}
    >
      {signs[left.pressure]}
      {t(left.pressure === 'over' ? 'over' : 'left', { time: left.time })}
    </span>
  );
}
