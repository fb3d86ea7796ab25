import { showKeyboardMap } from './keyboard-map.ts';
import { ariaOf, isComposing, isStroke, isTyped, parseHotkey, type Stroke } from './keys.ts';
import { all, hasShortcuts, isField, isReachable } from './page.ts';

/** How long the second letter of a sequence may wait. Units: milliseconds. */
const patience = 1200;

/** The strokes pressed so far that may begin a sequence, and when the last one was. */
let begun: { pressed: KeyboardEvent[]; at: number } = { pressed: [], at: 0 };

/** Listens for the hotkeys the page carries in `data-hotkey`. */
export function startHotkeys(): void {
  document.addEventListener('keydown', (event) => {
    if (isComposing(event) || event.defaultPrevented || event.repeat || !hasShortcuts()) return;
    press(event);
  });
}

/** Tells assistive programs which key an element has. */
export function markHotkeys(): void {
  for (const one of all('[data-hotkey]')) {
    const aria = ariaOf(one.dataset.hotkey ?? '');
    if (aria !== undefined) one.setAttribute('aria-keyshortcuts', aria);
  }
}

function press(event: KeyboardEvent): void {
  if (/^(Control|Alt|Shift|Meta)/.test(event.code)) return;
  const waited = event.timeStamp - begun.at;
  const pressed = [...(waited < patience ? begun.pressed : []), event];
  begun = { pressed: [], at: 0 };

  // The whole sequence first, then this press alone, as if it began anew.
  const found = findAt(event.target, pressed) ?? findAt(event.target, [event]);
  if (found !== undefined) {
    event.preventDefault();
    use(found);
  } else if (!isField(event.target) && beginsSequence(pressed)) {
    begun = { pressed, at: event.timeStamp };
  } else if (!isField(event.target) && isPress(event, '?')) {
    event.preventDefault();
    showKeyboardMap();
  }
}

function isPress(event: KeyboardEvent, written: string): boolean {
  const [stroke] = parseHotkey(written) ?? [];
  return stroke !== undefined && isStroke(event, stroke);
}

/** The element a press means: of the form one is in, if that has one, else the page's first. */
function findAt(target: EventTarget | null, pressed: KeyboardEvent[]): HTMLElement | undefined {
  const meant = candidates(isField(target)).filter(
    ({ strokes }) => strokes.length === pressed.length && areStrokes(pressed, strokes),
  );
  const form = target instanceof Element ? target.closest('form') : null;
  const near = meant.find(({ one }) => form !== null && one.closest('form') === form);
  return (near ?? meant[0])?.one;
}

function beginsSequence(pressed: KeyboardEvent[]): boolean {
  return candidates(false).some(
    ({ strokes }) =>
      strokes.length > pressed.length && areStrokes(pressed, strokes.slice(0, pressed.length)),
  );
}

function candidates(inField: boolean): { one: HTMLElement; strokes: readonly Stroke[] }[] {
  return all('[data-hotkey]').flatMap((one) => {
    const strokes = parseHotkey(one.dataset.hotkey ?? '');
    if (strokes === undefined || !isReachable(one)) return [];
    return inField && isTyped(strokes) ? [] : [{ one, strokes }];
  });
}

function areStrokes(pressed: KeyboardEvent[], strokes: readonly Stroke[]): boolean {
  return pressed.every((event, at) => {
    const stroke = strokes[at];
    return stroke !== undefined && isStroke(event, stroke);
  });
}

function use(one: HTMLElement): void {
  if (!isField(one)) {
    one.focus();
    one.click();
    return;
  }
  one.focus();
  if (one instanceof HTMLInputElement) one.select();
}
