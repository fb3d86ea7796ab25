import { type Lang, wordsOf } from './words.ts';

const root = document.documentElement;

/** The language of the page. */
export function pageLang(): Lang {
  return root.lang.startsWith('en') ? 'en' : 'zh';
}

/** What scripts say, in the language of the page. */
export const say = wordsOf(pageLang());

/** The elements of the page, or of a part of it, in their order. */
export function all<E extends HTMLElement>(selector: string, within: ParentNode = document): E[] {
  return [...within.querySelectorAll<E>(selector)];
}

/** A new element with attributes; words come as text, never as HTML. */
export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Record<string, string> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** Whether letters typed there are text. */
export function isField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement)
    return !/^(checkbox|radio|button|submit|reset|file|image|range|color)$/.test(target.type);
  return /^(TEXTAREA|SELECT)$/.test(target.tagName) || target.isContentEditable;
}

/** Whether the person has not turned the shortcuts off. */
export function hasShortcuts(): boolean {
  return root.dataset.shortcuts !== 'off';
}

/** Whether an element can be seen and reached: an open sheet hides all but itself. */
export function isReachable(one: Element): boolean {
  const modal = document.querySelector('dialog.sheet[open]');
  if (modal !== null && !modal.contains(one)) return false;
  // What a closed `<details>` hides has a size in newer browsers, which then tell it otherwise.
  if (typeof one.checkVisibility === 'function' && !one.checkVisibility()) return false;
  return one.getClientRects().length > 0 && !one.matches(':disabled, [aria-disabled="true"]');
}

/** How long what was said stands. Units: milliseconds. */
const standing = 8000;

let silence: ReturnType<typeof setTimeout> | undefined;

/** Says a sentence once, politely, to those who see the page and to those who do not. */
export function announce(sentence: string): void {
  const live = document.getElementById('live');
  if (live === null) return;
  live.textContent = sentence;
  clearTimeout(silence);
  silence = setTimeout(() => live.replaceChildren(), standing);
}

/** Where a link leads if it stays on this site; a choice never leads elsewhere. */
export function ownAddress(href: string): string | undefined {
  const address = new URL(href, location.href);
  return address.origin === location.origin ? address.href : undefined;
}
