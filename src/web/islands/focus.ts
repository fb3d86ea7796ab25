/** What had the focus before a part of the page was exchanged. */
let before: { id: string; name: string } | undefined;

/** Brings the focus to what is to be read first, and keeps it where it was after an exchange. */
export function startFocus(): void {
  const isFree = document.activeElement === document.body && location.hash === '';
  if (!focusMarked() && isFree) {
    const first = document.querySelector<HTMLElement>('[data-autofocus], [autofocus]');
    first?.focus();
    // What was refused is written over by whatever is typed or scanned next.
    if (first instanceof HTMLInputElement && first.matches('[aria-invalid]')) first.select();
  }
  document.addEventListener('htmx:before:swap', () => {
    const { activeElement } = document;
    before = activeElement === null ? undefined : placeOf(activeElement);
  });
  document.addEventListener('htmx:after:swap', ({ detail }) => {
    // What is only fetched, such as a list that renews itself, never takes the focus.
    const isSent = !/^get$/i.test(detail.ctx?.request?.method ?? 'get');
    if (isSent && focusMarked()) return;
    if (document.activeElement === document.body) again()?.focus({ preventScroll: true });
  });
}

function focusMarked(): boolean {
  const marked = document.querySelector<HTMLElement>('[data-focus]');
  if (marked === null) return false;
  if (marked.tabIndex < 0) marked.tabIndex = -1;
  marked.focus();
  return true;
}

function placeOf(one: Element): { id: string; name: string } {
  return { id: one.id, name: one.getAttribute('name') ?? '' };
}

function again(): HTMLElement | null | undefined {
  if (before === undefined) return undefined;
  const { id, name } = before;
  if (id !== '') return document.getElementById(id);
  return name === ''
    ? undefined
    : document.querySelector<HTMLElement>(`[name="${CSS.escape(name)}"]`);
}
