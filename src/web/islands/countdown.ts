import { remainingUntil } from '../kit/ui/remaining.ts';
import { serverNow } from './clock.ts';
import { momentBetween } from './moments.ts';
import { all, announce, pageLang, say } from './page.ts';
import { fillIn } from './words.ts';

/** What stands before the words, so that colour is not the only sign. */
const signs = { calm: '', close: '▲ ', over: '■ ' } as const;

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
}

/** Writes how much time is left into every deadline of the page. */
export function lookAtDeadlines(): void {
  const now = serverNow();
  for (const one of all('[data-due]')) {
    const due = Date.parse(one.dataset.due ?? '');
    if (!Number.isNaN(due)) tell(one, due, now);
  }
}

function tell(one: HTMLElement, due: number, now: number): void {
  const { left = say('left'), over = say('over'), warn } = one.dataset;
  const warnMs = warn === undefined ? undefined : Number(warn);
  const { pressure, time } = remainingUntil(due, now, pageLang(), warnMs);
  const words = signs[pressure] + fillIn(pressure === 'over' ? over : left, { time });
  if (one.textContent !== words) one.textContent = words;
  for (const other of Object.keys(signs))
    one.classList.toggle(`countdown-${other}`, other === pressure);

  const name = nameOf(one);
  const key = `${name} ${due}`;
  const moment = momentBetween(looks.get(key) ?? due - now, due - now);
  looks.set(key, due - now);
  if (moment !== undefined)
    announce(say(moment === 'minute' ? 'minuteLeft' : 'breached', { name }).trim());
}

/** What is due: as its element says, else as the row it stands in begins. */
function nameOf(one: HTMLElement): string {
  const row = one.closest('tr')?.querySelector('th[scope=row]')?.textContent;
  return (one.dataset.dueLabel ?? row ?? '').trim();
}
