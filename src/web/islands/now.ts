import { serverMinute } from './clock.ts';
import { all } from './page.ts';

/** Shows the buttons that write the present minute into a field, and listens to them. */
export function startNow(): void {
  document.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest('[data-now-for]') : null;
    if (!(button instanceof HTMLElement)) return;
    const field = document.getElementById(button.dataset.nowFor ?? '');
    if (!(field instanceof HTMLInputElement)) return;
    field.value = serverMinute();
    field.focus();
    // Drafts and whoever else follows the field hear of it as of anything typed.
    field.dispatchEvent(new Event('input', { bubbles: true }));
    field.dispatchEvent(new Event('change', { bubbles: true }));
  });
}

/** Without a script the buttons could do nothing: they come hidden. */
export function showNow(): void {
  for (const button of all('[data-now-for]')) button.hidden = false;
}
