import { describe, expect, it } from 'vitest';
import {
  ariaOf,
  isComposing,
  isStroke,
  isTyped,
  type Press,
  parseHotkey,
} from '../../../src/web/islands/keys.ts';

const nothingHeld = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };

function press(code: string, held: Partial<Press> = {}): Press {
  return { code, keyCode: 0, isComposing: false, ...nothingHeld, ...held };
}

function isHotkey(written: string, pressed: Press): boolean {
  const [stroke] = parseHotkey(written) ?? [];
  return stroke !== undefined && isStroke(pressed, stroke);
}

describe('a hotkey', () => {
  it('is the key at its place with exactly what is held', () => {
    expect(isHotkey('Ctrl+Enter', press('Enter', { ctrlKey: true }))).toBe(true);
    expect(isHotkey('Ctrl+Enter', press('Enter'))).toBe(false);
    expect(isHotkey('Ctrl+Enter', press('Enter', { ctrlKey: true, altKey: true }))).toBe(false);
    expect(isHotkey('Alt+1', press('Digit1', { altKey: true }))).toBe(true);
    expect(isHotkey('F2', press('F2'))).toBe(true);
    expect(isHotkey('F2', press('F2', { shiftKey: true }))).toBe(false);
    expect(isHotkey('?', press('Slash', { shiftKey: true }))).toBe(true);
  });

  it('is the same on the numeric pad, and with the command key of a Mac', () => {
    expect(isHotkey('Alt+1', press('Numpad1', { altKey: true }))).toBe(true);
    expect(isHotkey('Ctrl+Enter', press('NumpadEnter', { ctrlKey: true }))).toBe(true);
    expect(isHotkey('Ctrl+Enter', press('Enter', { metaKey: true }))).toBe(true);
    expect(isHotkey('Alt+1', press('NumpadEnter', { altKey: true }))).toBe(false);
  });

  it('may be letters in turn', () => {
    expect(parseHotkey('g d')?.map(({ code }) => code)).toEqual(['KeyG', 'KeyD']);
  });

  it('is none where browsers keep the key, or where nobody could press it', () => {
    const refused = ['Ctrl+N', 'Ctrl+T', 'ctrl+w', 'Ctrl+Shift+N', 'F1', 'F5', 'F11', 'F12'];
    for (const written of [...refused, '', 'F13', 'Hyper+X', 'Ctrl+', '漏'])
      expect([written, parseHotkey(written)]).toEqual([written, undefined]);
  });

  it('works in a field only where it is not text', () => {
    const typed = (written: string) => isTyped(parseHotkey(written) ?? []);
    expect(['x', 'g d', '?', '/', 'Enter', 'Shift+A'].map(typed)).toEqual(Array(6).fill(true));
    expect(['F2', 'Ctrl+Enter', 'Alt+1', 'Esc'].map(typed)).toEqual(Array(4).fill(false));
  });

  it('is told to assistive programs in their spelling', () => {
    expect(ariaOf('Ctrl+Enter')).toBe('Control+Enter');
    expect(ariaOf('F8')).toBe('F8');
    expect(ariaOf('g d')).toBeUndefined();
    expect(ariaOf('F5')).toBeUndefined();
  });
});

describe('a press while the input method composes', () => {
  it('belongs to the input method, also where only the old key code tells', () => {
    expect(isComposing(press('Enter', { isComposing: true }))).toBe(true);
    expect(isComposing(press('Enter', { keyCode: 229 }))).toBe(true);
    expect(isComposing(press('Enter', { keyCode: 13 }))).toBe(false);
  });
});
