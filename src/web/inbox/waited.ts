import type { Instant } from '../../core/clock.ts';
import type { inboxWords } from './words.ts';

/** How long something has waited, in words. */
export function waited(say: ReturnType<typeof inboxWords>, since: Instant, now: Instant): string {
  const minutes = Math.floor((Date.parse(now) - Date.parse(since)) / 60_000);
  if (minutes < 1) return say('moment');
  if (minutes < 60) return say('minutes', { count: minutes });
  if (minutes < 48 * 60) return say('hours', { count: Math.floor(minutes / 60) });
  return say('days', { count: Math.floor(minutes / 60 / 24) });
}
