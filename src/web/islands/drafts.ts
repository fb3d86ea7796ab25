import { serverTimeOfDay } from './clock.ts';
import { announce, element, say } from './page.ts';
import { fillIn } from './words.ts';

/** How long typing must rest before what was typed is kept. Units: milliseconds. */
const rest = 1500;

const waiting = new Map<HTMLFormElement, ReturnType<typeof setTimeout>>();
let sending: AbortController | undefined;

/** Keeps what is typed into `<form data-draft="…">` at the server, until the form is sent. */
export function startDrafts(): void {
  document.addEventListener('input', ({ target }) => touch(target));
  document.addEventListener('change', ({ target }) => touch(target));
  document.addEventListener('submit', ({ target }) => {
    // What is sent needs no draft, and a draft that comes late would bring it back.
    if (!(target instanceof HTMLFormElement) || target.dataset.draft === undefined) return;
    waiting.delete(forget(target));
    sending?.abort();
  });
  window.addEventListener('pagehide', () => {
    for (const form of waiting.keys()) {
      navigator.sendBeacon('/drafts', fieldsOf(form));
      waiting.delete(forget(form));
    }
  });
}

function touch(target: EventTarget | null): void {
  const form = target instanceof Element ? target.closest('form') : null;
  if (form?.dataset.draft === undefined) return;
  forget(form);
  waiting.set(
    form,
    setTimeout(() => void keep(form), rest),
  );
}

function forget(form: HTMLFormElement): HTMLFormElement {
  clearTimeout(waiting.get(form));
  return form;
}

async function keep(form: HTMLFormElement): Promise<void> {
  waiting.delete(form);
  sending = new AbortController();
  const { signal } = sending;
  try {
    const answer = await fetch('/drafts', { method: 'POST', body: fieldsOf(form), signal });
    // Led to the sign-in page, it was not kept.
    tell(form, answer.ok && !answer.redirected);
  } catch {
    if (!signal.aborted) tell(form, false);
  }
}

function tell(form: HTMLFormElement, isKept: boolean): void {
  const state = form.querySelector<HTMLElement>('[data-draft-state]') ?? newState(form);
  const { saved = say('draftSaved'), lost = say('draftLost') } = state.dataset;
  state.textContent = isKept ? fillIn(saved, { time: serverTimeOfDay() }) : lost;
  if (!isKept) announce(lost);
}

/** Where no place is given, it is said beside the buttons. */
function newState(form: HTMLFormElement): HTMLElement {
  const state = element('p', { class: 'field-hint', 'data-draft-state': '' });
  (form.querySelector('.form-actions') ?? form).append(state);
  return state;
}

/** What was typed, without secrets, files and the fields a form keeps for itself. */
function fieldsOf(form: HTMLFormElement): URLSearchParams {
  const fields = new URLSearchParams();
  const secret = new Set(
    [...form.querySelectorAll<HTMLInputElement>('input[type=password]')].map(({ name }) => name),
  );
  for (const [name, value] of new FormData(form)) {
    if (typeof value === 'string' && !name.startsWith('_') && !secret.has(name))
      fields.append(name, value);
  }
  fields.append('_form', form.dataset.draft ?? '');
  fields.append('_path', location.pathname + location.search);
  return fields;
}
