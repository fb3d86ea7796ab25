import type { Child } from 'hono/jsx';
import type { Lang } from '../page/words.ts';
import { uiWords } from './words.ts';

interface MeterProps {
  readonly value: number;
  readonly max: number;
  readonly label: string;
  readonly goal?: number | undefined;
  readonly lang?: Lang | undefined;
  readonly note?: Child;
}

/**
 * How much of a whole is there: figures, per cent and a bar, with a mark where the goal stands.
 *
 * Units: `goal` in per cent of `max`.
 */
export function Meter({ value, max, label, goal, lang = 'zh', note }: MeterProps) {
  const t = uiWords(lang);
  const percent = max === 0 ? 100 : (value / max) * 100;
  const short = goal !== undefined && percent < goal;
  return (
    <div class={short ? 'meter meter-short' : 'meter'}>
      <span class="meter-label">{label}</span>
      <span class="meter-percent">
        {short ? <span aria-hidden="true">▲ </span> : null}
        {spelledPercent(percent)}
      </span>
      <svg class="meter-bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
        <rect class="meter-ground" width="100" height="6" />
        <rect class="meter-fill" width={Math.min(100, percent).toFixed(2)} height="6" />
        {goal === undefined ? null : (
          <>
            <rect class="meter-gap" x={Math.max(0, goal - 1)} width="2" height="6" />
            <rect class="meter-goal" x={Math.max(0, goal - 0.4)} width="0.8" height="6" />
          </>
        )}
      </svg>
      <span class="meter-words">
        {t('of', { value, max })}
        {goal === undefined ? null : ` · ${t('goal', { goal })}`}
        {note === undefined ? null : <> · {note}</>}
      </span>
    </div>
  );
}

/** One decimal, rounded down so that a share short of the goal never reads as reaching it. */
function spelledPercent(percent: number): string {
  return `${(Math.floor(percent * 10 + 1e-9) / 10).toFixed(1).replace(/\.0$/, '')}%`;
}
