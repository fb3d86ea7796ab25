import { serverNow, setClockBy } from './clock.ts';
import { all, announce, pageLang, say } from './page.ts';
import { dueWords, momentBetween, nearness } from './time-words.ts';

/** From when a deadline is near, if its element does not say. Units: milliseconds. */
const usualWarning = 15 * 60_000;

/** What stands before the words, so that colour is not the only sign. */
const signs = { calm: '', warn: '▲ ', bad: '■ ' } as const;

/** What was left of each deadline at the last look, so that each moment is spoken once. */
const looks = new Map<string, number>();

/**
 * Counts down to every `data-due` by the server's clock.
 *
 * The words change once a second and nothing moves, so that there is nothing to reduce.
 */
export function startCountdown(): void {
  setInterval(() => {
    if (!document.hidden) lookAtDeadlines();
  }, 1000);
  document.addEventListener('visibilitychange', lookAtDeadlines);
  document.addEventListener('htmx:after:swap', ({ detail }) =>
    setClockBy(detail.ctx?.response?.headers.get('date') ?? null),
  );
}

/** Writes how much time is left into every deadline of the page. */
export function lookAtDeadlines(): void {
  const now = serverNow();
  for (const one of all('[data-due]')) {
    const left = Date.parse(one.dataset.due ?? '') - now;
    if (!Number.isNaN(left)) tell(one, left);
  }
}

function tell(one: HTMLElement, left: number): void {
  const near = nearness(left, Number(one.dataset.warning ?? usualWarning));
  const words = signs[near] + dueWords(pageLang(), left);
  if (one.textContent !== words) one.textContent = words;
  for (const other of Object.keys(signs))
    one.classList.toggle(`countdown-${other}`, other === near);

  const name = nameOf(one);
  const key = `${name} ${one.dataset.due}`;
  const moment = momentBetween(looks.get(key) ?? left, left);
  looks.set(key, left);
  if (moment !== undefined)
    announce(say(moment === 'minute' ? 'minuteLeft' : 'breached', { name }).trim());
}

/** What is due: as its element says, else as the row it stands in begins. */
function nameOf(one: HTMLElement): string {
  const row = one.closest('tr')?.querySelector('th[scope=row]')?.textContent;
  return (one.dataset.name ?? row ?? '').trim();
}
