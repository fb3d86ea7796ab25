/** What of a key press matters, so that a press can be told without a page. */
export interface Press {
  readonly code: string;
  readonly keyCode: number;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  readonly isComposing: boolean;
}

/** One press of a hotkey: the key's place on the keyboard and what is held with it. */
export interface Stroke {
  readonly code: string;
  readonly ctrl: boolean;
  readonly alt: boolean;
  readonly shift: boolean;
}

/** Keys that browsers keep for themselves; taking them away would surprise everybody. */
const reserved = /^(Ctrl\+(Shift\+)?[NTW]|F1|F5|F11|F12)$/i;

/** Where the keys are that are not written as they are called. */
const places: Record<string, string> = {
  '/': 'Slash',
  '.': 'Period',
  '[': 'BracketLeft',
  ']': 'BracketRight',
  ESC: 'Escape',
  UP: 'ArrowUp',
  DOWN: 'ArrowDown',
  ENTER: 'Enter',
};

/**
 * Reads a hotkey as pages write it: `Ctrl+Enter`, `F2`, `Alt+1`, `?`, or letters in turn, `g d`.
 *
 * Errors: none is thrown; a hotkey that is unreadable or the browser's own is `undefined`.
 */
export function parseHotkey(written: string): readonly Stroke[] | undefined {
  const strokes: Stroke[] = [];
  for (const part of written.trim().split(/\s+/)) {
    const stroke = parseStroke(part);
    if (stroke === undefined) return undefined;
    strokes.push(stroke);
  }
  return strokes;
}

function parseStroke(written: string): Stroke | undefined {
  if (reserved.test(written)) return undefined;
  if (written === '?') return { code: 'Slash', ctrl: false, alt: false, shift: true };
  const parts = written.split('+');
  const code = placeOf(parts.pop() ?? '');
  const held = parts.map((part) => part.toUpperCase());
  if (code === undefined || held.some((part) => !['CTRL', 'ALT', 'SHIFT'].includes(part)))
    return undefined;
  const [ctrl, alt, shift] = ['CTRL', 'ALT', 'SHIFT'].map((part) => held.includes(part));
  return { code, ctrl: ctrl === true, alt: alt === true, shift: shift === true };
}

function placeOf(name: string): string | undefined {
  const key = name.toUpperCase();
  if (/^[A-Z]$/.test(key)) return `Key${key}`;
  if (/^[0-9]$/.test(key)) return `Digit${key}`;
  if (/^F([1-9]|1[0-2])$/.test(key)) return key;
  return places[key];
}

/**
 * Whether the press is this stroke.
 *
 * It goes by the key's place, which input methods leave alone; the numeric pad counts as the keys
 * it repeats, and the command key of a Mac as Ctrl.
 */
export function isStroke(press: Press, stroke: Stroke): boolean {
  const code = press.code.replace('NumpadEnter', 'Enter').replace(/^Numpad(?=\d$)/, 'Digit');
  return (
    code === stroke.code &&
    (press.ctrlKey || press.metaKey) === stroke.ctrl &&
    press.altKey === stroke.alt &&
    press.shiftKey === stroke.shift
  );
}

/** Whether a hotkey would be typed as text in a field, so that it works only outside fields. */
export function isTyped(strokes: readonly Stroke[]): boolean {
  return strokes.some(({ code, ctrl, alt }) => !(ctrl || alt || /^(F\d+|Escape)$/.test(code)));
}

/** Whether the press belongs to the input method, which is choosing a candidate with it. */
export function isComposing(press: Pick<Press, 'isComposing' | 'keyCode'>): boolean {
  return press.isComposing || press.keyCode === 229;
}

/** How `aria-keyshortcuts` writes a hotkey; letters in turn cannot be said there. */
export function ariaOf(written: string): string | undefined {
  return /\s/.test(written.trim()) || parseHotkey(written) === undefined
    ? undefined
    : written.trim().replace(/^Ctrl\b/i, 'Control');
}
