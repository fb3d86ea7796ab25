import { isComposing } from './keys.ts';

/** When Enter last chose a candidate of the input method. Units: milliseconds since the load. */
let composedAt = Number.NEGATIVE_INFINITY;

/**
 * Keeps Enter from sending a form by accident.
 *
 * While the input method composes, Enter is its own. In `<form data-enter="next">` Enter in a line
 * of text goes to the next field, and Ctrl+Enter sends.
 */
export function startEnter(): void {
  document.addEventListener('keydown', noteComposing, { capture: true });
  document.addEventListener('submit', stopComposed, { capture: true });
  document.addEventListener('keydown', moveOn);
}

function noteComposing(event: KeyboardEvent): void {
  if (event.code.endsWith('Enter') && isComposing(event)) composedAt = event.timeStamp;
}

/** Some browsers send the form with the very Enter that ended a composition. */
function stopComposed(event: Event): void {
  if (event.timeStamp - composedAt > 100) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}

function moveOn(event: KeyboardEvent): void {
  if (!event.code.endsWith('Enter') || event.defaultPrevented || isComposing(event)) return;
  const field = event.target;
  const form = field instanceof Element ? field.closest('form') : null;
  if (!(field instanceof HTMLElement) || form?.dataset.enter !== 'next') return;
  if ((event.ctrlKey || event.metaKey) && !event.repeat) {
    event.preventDefault();
    const own = form.querySelector<HTMLElement>('[data-hotkey="Ctrl+Enter"]');
    (own ?? form.querySelector<HTMLElement>('button:not([type=button])'))?.click();
  } else if (field instanceof HTMLInputElement && !/^(submit|button|file)$/.test(field.type)) {
    event.preventDefault();
    // A key held down too long would run through the whole form.
    if (!event.repeat) fieldAfter(form, field)?.focus();
  }
}

function fieldAfter(form: HTMLFormElement, field: HTMLInputElement): HTMLElement | undefined {
  const stops = [...form.elements].filter(
    (one): one is HTMLElement => one instanceof HTMLElement && isStop(one, field),
  );
  return stops[stops.indexOf(field) + 1];
}

/** Whether the keyboard stops there; of radio buttons, only at the chosen one or the first. */
function isStop(one: HTMLElement, from: HTMLInputElement): boolean {
  if (one === from) return true;
  if (one.tabIndex < 0 || one.matches(':disabled, fieldset, output')) return false;
  if (one.getClientRects().length === 0) return false;
  if (!(one instanceof HTMLInputElement && one.type === 'radio')) return true;
  if (from.type === 'radio' && from.name === one.name) return false;
  const group = [...(one.form?.elements ?? [])].filter(
    (other): other is HTMLInputElement =>
      other instanceof HTMLInputElement && other.type === 'radio' && other.name === one.name,
  );
  return one === (group.find(({ checked }) => checked) ?? group[0]);
}
