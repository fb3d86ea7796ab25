import { parseHotkey } from './keys.ts';
import { all, element, isReachable, say } from './page.ts';
import { newSheet } from './sheet.ts';

/** Shows every hotkey of the page with its words, as the page has them at this moment. */
export function showKeyboardMap(): void {
  document.querySelector('dialog.keyboard-map')?.remove();
  const rows = pageKeys().map(([keys, words]) => {
    const cell = element('th', { scope: 'row' }, element('kbd', {}, keys));
    return element('tr', {}, cell, element('td', {}, words));
  });
  const table = element('table', {}, element('tbody', {}, ...rows));
  const sheet = newSheet(say('keys'), 'keyboard-map', table);
  sheet.addEventListener('close', () => sheet.remove());
  sheet.showModal();
}

function pageKeys(): [keys: string, words: string][] {
  const marked = all('[data-hotkey]').filter(
    (one) => parseHotkey(one.dataset.hotkey ?? '') !== undefined && isReachable(one),
  );
  const keys = new Map<string, string>();
  for (const one of marked) {
    const written = one.dataset.hotkey ?? '';
    if (!keys.has(written)) keys.set(written, nameOf(one));
  }
  if (document.querySelector('.palette-open') !== null && !keys.has('Ctrl+K'))
    keys.set('Ctrl+K', say('palette'));
  const rows = all('[data-row-link]');
  if (rows.length > 0) keys.set('j', say('next')).set('k', say('previous'));
  if (rows.some((row) => row.querySelector('input[type=checkbox]') !== null))
    keys.set('x', say('tick'));
  if (rows.length > 0) keys.set('Enter', say('open'));
  return [...keys.set('?', say('help'))];
}

/** What an element is called: by its own label for hotkeys, else as people read or hear it. */
function nameOf(one: HTMLElement): string {
  const label = one instanceof HTMLInputElement ? one.labels?.[0] : undefined;
  const told = one.dataset.hotkeyLabel ?? one.getAttribute('aria-label');
  return told ?? textOf(label ?? one);
}

function textOf(one: HTMLElement): string {
  const copy = one.cloneNode(true);
  if (copy instanceof HTMLElement) for (const key of all('kbd', copy)) key.remove();
  return (copy.textContent ?? '').replace(/\s+/g, ' ').trim();
}
