import { announce, say } from './page.ts';

/** How long a second sending of the same form is swallowed. Units: milliseconds. */
const pause = 3000;

/** How long a form may look busy if nobody says that it is done. Units: milliseconds. */
const longest = 15_000;

/** What the server says in once a form's file is on its way. */
const takenCookie = 'anjuan-taken';

const sentAt = new WeakMap<HTMLFormElement, number>();
const ends = new WeakMap<HTMLFormElement, () => void>();

/** Marks a form that is being sent as busy; nothing is disabled, so a person is never stuck. */
export function startOnce(): void {
  document.addEventListener('submit', send, { capture: true });
  document.addEventListener('htmx:finally:request', ({ detail }) => {
    const form = detail.ctx?.request?.form;
    if (form) ends.get(form)?.();
  });
  // Back from the next page: this one was kept as it was left.
  window.addEventListener('pageshow', () => {
    for (const form of document.forms) ends.get(form)?.();
  });
}

/** Asked by its attribute, since a field may be called `method`. */
function isPosted(form: HTMLFormElement): boolean {
  return form.getAttribute('method')?.toLowerCase() === 'post';
}

function send(event: SubmitEvent): void {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || !isPosted(form)) return;
  if (event.timeStamp - (sentAt.get(form) ?? Number.NEGATIVE_INFINITY) < pause) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  sentAt.set(form, event.timeStamp);
  const button = event.submitter;
  const words = button instanceof HTMLButtonElement ? [...button.childNodes] : [];
  form.setAttribute('aria-busy', 'true');
  const takesFile = form.dataset.takesFile !== undefined;
  const busy = say(takesFile ? 'preparing' : 'saving');
  if (words.length > 0) button?.replaceChildren(button.dataset.busy ?? busy);
  announce(busy);
  const timer = setTimeout(() => ends.get(form)?.(), longest);
  const watch = takesFile ? setInterval(() => endIfTaken(form), 250) : undefined;
  ends.set(form, () => {
    clearTimeout(timer);
    clearInterval(watch);
    ends.delete(form);
    sentAt.delete(form);
    // A form that was written anew meanwhile has new words already.
    if (!form.hasAttribute('aria-busy')) return;
    form.removeAttribute('aria-busy');
    if (words.length > 0) button?.replaceChildren(...words);
  });
}

/** A file was sent in answer: this page stays, so what it said was wrong before is taken away. */
function endIfTaken(form: HTMLFormElement): void {
  const key = new FormData(form).get('_key');
  const taken = `${takenCookie}=${String(key).slice(-12)}`;
  if (!document.cookie.split('; ').includes(taken)) return;
  // biome-ignore lint/suspicious/noDocumentCookie: the store for cookies is not in every browser
  document.cookie = `${takenCookie}=; path=/; max-age=0`;
  ends.get(form)?.();
  for (const told of document.querySelectorAll('.summary, .field-problem')) told.remove();
  for (const field of form.querySelectorAll('[aria-invalid]'))
    field.removeAttribute('aria-invalid');
  for (const field of form.querySelectorAll('.field-wrong')) field.classList.remove('field-wrong');
  announce(say('taken'));
}
