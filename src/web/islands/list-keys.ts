import { isComposing } from './keys.ts';
import { all, hasShortcuts, isField, isReachable, ownAddress } from './page.ts';

/** Moves through rows marked `data-row-link` with j and k, ticks with x, opens with Enter. */
export function startListKeys(): void {
  document.addEventListener('keydown', (event) => {
    if (isComposing(event) || event.defaultPrevented || !hasShortcuts()) return;
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    if (isField(event.target)) return;
    const act = acts[event.code];
    if (act?.(event) === true) event.preventDefault();
  });
}

const acts: Record<string, (event: KeyboardEvent) => boolean> = {
  KeyJ: () => move(1),
  KeyK: () => move(-1),
  KeyX: tick,
  Enter: open,
  NumpadEnter: open,
};

function rows(): HTMLElement[] {
  return all('[data-row-link]').filter(isReachable);
}

/** The row one is in: the one with the focus, else the one marked last. */
function markedRow(): HTMLElement | undefined {
  return (
    document.activeElement?.closest<HTMLElement>('[data-row-link]') ??
    rows().find((row) => row.dataset.marked !== undefined)
  );
}

function move(by: 1 | -1): boolean {
  const list = rows();
  const marked = markedRow();
  const at = marked === undefined ? -1 : list.indexOf(marked);
  const next = list[at === -1 && by === -1 ? list.length - 1 : at + by];
  if (next === undefined) return list.length > 0;
  for (const row of all('[data-marked]')) delete row.dataset.marked;
  next.dataset.marked = '';
  const link = next.querySelector<HTMLElement>('a[href]');
  if (link === null) next.tabIndex = -1;
  (link ?? next).focus();
  next.scrollIntoView({ block: 'nearest' });
  return true;
}

function tick(): boolean {
  const box = markedRow()?.querySelector<HTMLInputElement>('input[type=checkbox]:enabled');
  box?.click();
  return box !== null && box !== undefined;
}

/** Enter on a link or a button is theirs; anywhere else it opens the marked row. */
function open(event: KeyboardEvent): boolean {
  const { target } = event;
  if (target instanceof Element && target.closest('a[href], button, summary') !== null)
    return false;
  const row = markedRow();
  if (row === undefined) return false;
  const href = row.dataset.rowLink || row.querySelector('a[href]')?.getAttribute('href');
  const address = ownAddress(href ?? '');
  if (href === undefined || href === null || address === undefined) return false;
  location.assign(address);
  return true;
}
