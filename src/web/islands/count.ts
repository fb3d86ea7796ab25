import { all, announce, say } from './page.ts';

/** From how few characters left the count is spoken. */
const few = 20;

/** How long typing must rest before the count is spoken. Units: milliseconds. */
const rest = 1000;

let speaking: ReturnType<typeof setTimeout> | undefined;

/** Counts the characters typed into `data-maxlength`; nothing is cut off. */
export function startCount(): void {
  document.addEventListener('input', ({ target }) => {
    if (!(target instanceof HTMLTextAreaElement)) return;
    const words = tell(target);
    clearTimeout(speaking);
    if (words !== undefined) speaking = setTimeout(() => announce(words), rest);
  });
}

/** Writes the count under every field that has one. */
export function lookAtCounts(): void {
  for (const one of all<HTMLTextAreaElement>('textarea[data-maxlength]')) tell(one);
}

/** The words if they are worth speaking. */
function tell(area: HTMLTextAreaElement): string | undefined {
  const most = Number(area.dataset.maxlength ?? Number.NaN);
  const place = document.getElementById(`${area.id}-count`);
  if (Number.isNaN(most) || place === null) return undefined;
  // As the server counts: a line break is one character, whatever the form sends for it.
  const left = most - [...area.value].length;
  const words = say(left < 0 ? 'tooLong' : 'roomLeft', { count: Math.abs(left) });
  place.textContent = words;
  return left <= few ? words : undefined;
}
