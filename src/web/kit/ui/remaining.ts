/** How pressing a moment is: far off, close, or past. */
export type Pressure = 'calm' | 'close' | 'over';

/** How long it still is, or has been, in the words of a register. */
export interface Remaining {
  readonly pressure: Pressure;
  readonly time: string;
}

/** From when on a moment is close where nothing says otherwise. Units: milliseconds. */
const usualWarnMs = 15 * 60_000;
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/**
 * The time between now and a moment, as the server and the browser both write it; within `warnMs`
 * of its end it is close.
 *
 * Units: milliseconds since 1970. Shape: `02:31` under an hour (minutes and seconds), `3时12分`
 * under two days, `4天6时` beyond; in English `3 h 12 min` and `4 d 6 h`.
 */
export function remainingUntil(
  dueMs: number,
  nowMs: number,
  lang: 'zh' | 'en',
  warnMs = usualWarnMs,
): Remaining {
  const gapMs = dueMs - nowMs;
  const pressure = gapMs < 0 ? 'over' : gapMs <= warnMs ? 'close' : 'calm';
  return { pressure, time: spelled(Math.abs(gapMs), lang) };
}

function spelled(gapMs: number, lang: 'zh' | 'en'): string {
  if (gapMs < hourMs) {
    return `${two(Math.floor(gapMs / 60_000))}:${two(Math.floor((gapMs % 60_000) / 1000))}`;
  }
  if (gapMs < 2 * dayMs) {
    const hours = Math.floor(gapMs / hourMs);
    const minutes = Math.floor((gapMs % hourMs) / 60_000);
    return lang === 'zh' ? `${hours}时${minutes}分` : `${hours} h ${minutes} min`;
  }
  const days = Math.floor(gapMs / dayMs);
  const hours = Math.floor((gapMs % dayMs) / hourMs);
  return lang === 'zh' ? `${days}天${hours}时` : `${days} d ${hours} h`;
}

function two(figure: number): string {
  return String(figure).padStart(2, '0');
}
