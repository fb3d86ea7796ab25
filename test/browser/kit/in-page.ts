/**
 * What runs inside a page: each function stands alone, is sent to the browser as text, and asks the
 * document with the few words declared here.
 */

import type { Looks, Part, Words } from './page-parts.ts';

declare const document: {
  readonly title: string;
  readonly body: Part;
  readonly documentElement: Part & { readonly lang: string };
  querySelectorAll(selector: string): Iterable<Part>;
  querySelector(selector: string): Part | null;
  getElementById(id: string): Part | null;
  readonly activeElement: Part | null;
  elementFromPoint(x: number, y: number): Part | null;
  createRange(): Words;
};
declare const location: { readonly href: string; readonly origin: string };
declare function getComputedStyle(part: Part): Looks;

/** What stands wider than the window, or leans out of it to the right. */
export function findOverflow(): string[] {
  const wide = document.documentElement.clientWidth;
  const describe = (part: Part) => {
    const words = (part.textContent ?? '').trim().replace(/\s+/g, ' ').slice(0, 30);
    const kind = typeof part.className === 'string' ? part.className.split(' ')[0] : '';
    return `<${part.tagName.toLowerCase()}${kind ? ` class=${kind}` : ''}> "${words}"`;
  };
  /** Whether a part that scrolls, or cuts off what leans out, stands around this one. */
  const isHeld = (part: Part) => {
    for (let outer = part.parentElement; outer !== null; outer = outer.parentElement) {
      if (outer.tagName === 'HTML' || outer.tagName === 'BODY') return false;
      if (getComputedStyle(outer).overflowX !== 'visible') return true;
    }
    return false;
  };
  const found: string[] = [];
  /** What is already told of, with all that stands in it. */
  const blamed = new Set<Part | null>();
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) {
    found.push(`the page is ${root.scrollWidth} px wide in a window of ${wide} px`);
  }
  for (const part of document.querySelectorAll('body *')) {
    const box = part.getBoundingClientRect();
    if (box.width <= 1 || box.height <= 1 || !part.checkVisibility()) continue;
    const style = getComputedStyle(part);
    if (style.visibility === 'hidden' || blamed.has(part.parentElement)) {
      if (blamed.has(part.parentElement)) blamed.add(part);
      continue;
    }
    const leansOut = box.right > wide + 1 && style.position !== 'fixed' && box.left < wide;
    if ((box.width > wide + 1 || leansOut) && !isHeld(part)) {
      blamed.add(part);
      found.push(`${describe(part)} reaches to ${Math.round(box.right)} of ${wide} px`);
    }
    if (found.length > 8) break;
  }
  return found;
}

/** Words squeezed into a column of single letters, and what one presses lying one over another. */
export function findCrowding(): string[] {
  const words = (part: Part) => (part.textContent ?? '').trim().replace(/\s+/g, ' ').slice(0, 30);
  const place = (part: Part) => `<${part.tagName.toLowerCase()}> "${words(part)}"`;
  const isFloating = (part: Part) => {
    for (let outer: Part | null = part; outer !== null; outer = outer.parentElement) {
      if (/fixed|sticky/.test(getComputedStyle(outer).position)) return true;
    }
    return false;
  };
  // A short word in a place made tall for fingers is not squeezed.
  const linesOf = (part: Part) => {
    const range = document.createRange();
    range.selectNodeContents(part);
    return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size;
  };
  const isShown = (part: Part) => {
    const { width, height } = part.getBoundingClientRect();
    return width > 1 && height > 1 && part.checkVisibility();
  };
  const found: string[] = [];
  for (const part of document.querySelectorAll('body *')) {
    const { writingMode, fontSize, lineHeight, visibility } = getComputedStyle(part);
    const box = part.getBoundingClientRect();
    if (part.querySelector('*') !== null || words(part).length < 2 || !isShown(part)) continue;
    if (visibility === 'hidden' || writingMode.startsWith('vertical')) continue;
    const letter = Number.parseFloat(fontSize);
    const line = Number.parseFloat(lineHeight) || letter * 1.2;
    const isNarrow = box.width < letter * 1.8 && box.height > line * 1.9;
    if (isNarrow && linesOf(part) > 1) {
      found.push(`squeezed to less than two letters: ${place(part)}`);
    }
  }
  const pressed = [...document.querySelectorAll('a[href], button, input:not([type=hidden])')]
    .filter((part) => isShown(part) && !isFloating(part))
    .slice(0, 250);
  for (const [at, one] of pressed.entries()) {
    const box = one.getBoundingClientRect();
    for (const other of pressed.slice(at + 1, at + 12)) {
      const next = other.getBoundingClientRect();
      const wide = Math.min(box.right, next.right) - Math.max(box.left, next.left);
      const high = Math.min(box.bottom, next.bottom) - Math.max(box.top, next.top);
      if (wide > 4 && high > 4 && !one.contains(other) && !other.contains(one)) {
        found.push(`${place(one)} and ${place(other)} lie over each other`);
      }
    }
  }
  return found.slice(0, 8);
}

/** Moves the focus through everything that takes it, and looks whether a reader sees where it is. */
export function findFocusFaults(): string[] {
  const faults: string[] = [];
  const takers =
    'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]';
  const covered = (part: Part) => {
    const { left, right, top, bottom } = part.getBoundingClientRect();
    const [x, y] = [(left + right) / 2, (top + bottom) / 2];
    const above = document.elementFromPoint(x, y);
    const isOwn = above === null || part.contains(above) || above.contains(part);
    return isOwn || above.closest('label')?.contains(part) === true ? null : above;
  };
  for (const part of [...document.querySelectorAll(takers)].slice(0, 150)) {
    const before = getComputedStyle(part).boxShadow;
    part.focus();
    if (document.activeElement !== part) continue;
    const box = part.getBoundingClientRect();
    if (box.width <= 1 || box.height <= 1 || !part.checkVisibility()) continue;
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(part);
    const name = (part.getAttribute('aria-label') ?? part.textContent ?? '').trim().slice(0, 30);
    const place = `<${part.tagName.toLowerCase()} ${part.getAttribute('name') ?? ''}> "${name}"`;
    const isRinged = outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2;
    if (!isRinged && boxShadow === before) faults.push(`the focus does not show on ${place}`);
    const above = covered(part);
    if (above !== null) {
      faults.push(`the focus on ${place} is covered by <${above.tagName.toLowerCase()}>`);
    }
  }
  return faults;
}

/** What a page says of itself, and what one can press on it. */
export interface Outline {
  readonly title: string;
  readonly lang: string;
  readonly headings: readonly string[];
  /** Where its links lead, without fragments, in order, each once. */
  readonly links: readonly string[];
  /** What a page in English says in Chinese where the words are ours: buttons, menus, heads. */
  readonly untranslated: readonly string[];
  /** Every path of ours that any part names: of links, forms, and what scripts fetch. */
  readonly named: readonly string[];
  /** What is wrong with its links and buttons. */
  readonly faults: readonly string[];
}

/** Reads a page's outline. */
export function readOutline(): Outline {
  const faults: string[] = [];
  const links = new Set<string>();
  const isSeen = (part: Part) => {
    const box = part.getBoundingClientRect();
    const isHidden = getComputedStyle(part).visibility === 'hidden' || !part.checkVisibility();
    return box.width > 0 && box.height > 0 && !isHidden;
  };
  const nameOf = (part: Part) => {
    const referred = (part.getAttribute('aria-labelledby') ?? '')
      .split(' ')
      .map((id) => document.getElementById(id)?.textContent ?? '')
      .join(' ');
    const inner = part.querySelector('img[alt], svg title, [aria-label]');
    const names = [
      referred,
      part.getAttribute('aria-label'),
      part.textContent,
      part.getAttribute('value'),
      part.getAttribute('title'),
      inner?.getAttribute('alt'),
      inner?.getAttribute('aria-label'),
    ];
    return (names.find((name) => (name ?? '').trim() !== '') ?? '').trim().replace(/\s+/g, ' ');
  };
  const place = (part: Part) =>
    `<${part.tagName.toLowerCase()}> "${nameOf(part).slice(0, 40)}"${
      part.hasAttribute('href') ? ` href="${part.getAttribute('href')}"` : ''
    }`;
  for (const link of document.querySelectorAll('a')) {
    const href = link.getAttribute('href');
    if (isSeen(link) && nameOf(link) === '') faults.push(`a link without a name: ${place(link)}`);
    if (href === null) {
      if (isSeen(link) && link.getAttribute('aria-disabled') !== 'true')
        faults.push(`a link that leads nowhere: ${place(link)}`);
      continue;
    }
    if (href.trim() === '' || href === '#' || /^\s*javascript:/i.test(href)) {
      faults.push(`a link that leads nowhere: ${place(link)}`);
      continue;
    }
    const url = new URL(href, location.href);
    const fragment = decodeURIComponent(url.hash.slice(1));
    url.hash = '';
    const isHere = url.href === location.href.split('#')[0];
    if (isHere && fragment !== '' && document.getElementById(fragment) === null) {
      faults.push(`a link to a place that is not on the page: ${place(link)}`);
    }
    if (url.origin === location.origin) links.add(url.pathname + url.search);
  }
  const pressed = 'button, input[type=submit], input[type=button], [role=button]';
  for (const button of document.querySelectorAll(pressed)) {
    if (!isSeen(button)) continue;
    if (nameOf(button) === '') faults.push(`a button without a name: ${place(button)}`);
    const kind = button.getAttribute('type') ?? 'submit';
    const form = button.hasAttribute('form')
      ? document.getElementById(button.getAttribute('form') ?? '')
      : button.closest('form');
    // Scripts find their buttons by attributes of data; htmx by its own.
    const isWired = [...button.attributes].some(({ name }) =>
      /^(hx-|data-|aria-(controls|expanded|haspopup)$|popovertarget|formaction$)/.test(name),
    );
    const around = button.closest('dialog, details, [data-island]');
    if (!(kind === 'submit' && form !== null) && !isWired && around === null) {
      faults.push(`a button that does nothing: ${place(button)}`);
    }
  }
  for (const form of document.querySelectorAll('form')) {
    const method = (form.getAttribute('method') ?? 'get').toLowerCase();
    const way = form.querySelector('button:not([type=button]), input[type=submit]');
    const outside = form.id !== '' && document.querySelector(`[form="${form.id}"]`) !== null;
    if (way === null && !outside)
      faults.push(`a form without a button: ${nameOf(form).slice(0, 40)}`);
    if (method !== 'get' && method !== 'post' && method !== 'dialog') {
      faults.push(`a form with the method ${method}`);
    }
  }
  const untranslated: string[] = [];
  for (const part of document.querySelectorAll('button, nav a, th[scope=col], legend')) {
    const words = (part.textContent ?? '').trim().replace(/\s+/g, ' ');
    const isMarked = part.closest('[lang^=zh]') !== document.documentElement.closest('[lang^=zh]');
    const isMixed = part.querySelector('[lang^=zh]') !== null;
    if (/\p{Script=Han}/u.test(words) && !isMarked && !isMixed) {
      untranslated.push(`<${part.tagName.toLowerCase()}> "${words.slice(0, 40)}"`);
    }
  }
  const named = new Set<string>();
  for (const part of document.querySelectorAll('body *')) {
    for (const { value } of part.attributes) {
      if (/^\/[a-z]/.test(value)) named.add(value.split(/[?#]/)[0] ?? value);
    }
  }
  return {
    named: [...named],
    untranslated,
    title: document.title,
    lang: document.documentElement.lang,
    headings: [...document.querySelectorAll('h1')].map((one) => (one.textContent ?? '').trim()),
    links: [...links],
    faults,
  };
}
