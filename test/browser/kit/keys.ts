import { pinyin } from 'pinyin-pro';
import type { Page } from 'playwright-core';

/** A keyboard that counts what a person's fingers do. */
export interface Keys {
  /** The keys pressed so far; a chord such as `Alt+1` is one, a character of Latin text is one. */
  readonly count: number;
  /** Types a text; Chinese goes through the input method and counts as `keystrokesOf` says. */
  type(text: string): Promise<void>;
  /** Presses keys one after another: `Tab`, `Enter`, `F2`, `Alt+1`, `Control+Enter`. */
  press(...chords: string[]): Promise<void>;
  /**
   * Writes Chinese in the input method and takes the candidate with `commit`. The page sees what it
   * sees at a real desk: a composition, with the committing key inside it.
   */
  compose(text: string, commit?: 'Enter' | 'Space'): Promise<void>;
  /** Presses Tab until the element named so has the focus; each Tab counts. */
  tabTo(name: string | RegExp, most?: number): Promise<void>;
  /** The accessible name of what has the focus. */
  focused(): Promise<string>;
  reset(): void;
}

const chinese = /(\p{Script=Han}+)/u;

/** What it takes to type a text: every Latin key, and for Chinese the pinyin and a space. */
export function keystrokesOf(text: string): number {
  let keystrokes = 0;
  for (const part of text.split(chinese)) {
    keystrokes += chinese.test(part) ? lettersOf(part).length + 1 : [...part].length;
  }
  return keystrokes;
}

function lettersOf(text: string): string {
  return pinyin(text, { toneType: 'none', separator: '', v: true });
}

/** The keyboard of a page. */
export function keysOf(page: Page): Keys {
  let count = 0;
  const cdp = page.context().newCDPSession(page);
  const composed = async (text: string, commit: 'Enter' | 'Space') => {
    const session = await cdp;
    const letters = lettersOf(text);
    const caret = { selectionStart: letters.length, selectionEnd: letters.length };
    await session.send('Input.imeSetComposition', { text: letters, ...caret });
    // During a composition every key is 229, whatever its name.
    const key = { key: commit === 'Space' ? ' ' : commit, code: commit };
    const seen = { ...key, windowsVirtualKeyCode: 229 };
    await session.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...seen });
    await session.send('Input.insertText', { text });
    await session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...seen });
    count += letters.length + 1;
  };
  const press = async (chord: string) => {
    await page.keyboard.press(chord);
    count += 1;
  };
  return {
    get count() {
      return count;
    },
    async type(text) {
      for (const part of text.split(chinese)) {
        if (chinese.test(part)) await composed(part, 'Space');
        else if (part !== '') {
          await page.keyboard.type(part);
          count += [...part].length;
        }
      }
    },
    async press(...chords) {
      for (const chord of chords) await press(chord);
    },
    compose: (text, commit = 'Enter') => composed(text, commit),
    async tabTo(name, most = 60) {
      const seen: string[] = [];
      for (let tabs = 0; tabs < most; tabs += 1) {
        await press('Tab');
        const focused = await nameOfFocus(page);
        if (typeof name === 'string' ? focused === name : name.test(focused)) return;
        seen.push(focused);
      }
      throw new Error(`Tab does not reach ${name}, but: ${seen.join(' · ')}`);
    },
    focused: () => nameOfFocus(page),
    reset() {
      count = 0;
    },
  };
}

/** The accessible name of what has the focus, as the browser tells a screen reader. */
export async function nameOfFocus(page: Page): Promise<string> {
  const snapshot = await page.locator(':focus').first().ariaSnapshot({ timeout: 2000 });
  return /"((?:[^"\\]|\\.)*)"/.exec(snapshot)?.[1] ?? snapshot;
}
