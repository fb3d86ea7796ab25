import { foldTyped } from '../../registers/fold-text.ts';

/** A title in both languages, by which something is found. */
export interface Titled {
  readonly zh: string;
  readonly en: string;
  /** Another name, such as a code. */
  readonly code?: string | undefined;
}

interface Read {
  readonly full: string;
  readonly initials: string;
}

const readings = new Map<string, Read>();
const mostReadings = 5_000;

/** The pinyin of a Chinese title, in full and by initials. */
async function readingOf(title: string): Promise<Read> {
  const known = readings.get(title);
  if (known !== undefined) return known;
  const { pinyin } = await import('pinyin-pro');
  const syllables = pinyin(title, { toneType: 'none', type: 'array', nonZh: 'removed' });
  const read = {
    full: syllables.join('').toLowerCase(),
    initials: syllables
      .map((syllable) => syllable[0] ?? '')
      .join('')
      .toLowerCase(),
  };
  if (readings.size >= mostReadings) readings.clear();
  readings.set(title, read);
  return read;
}

/** How well what was typed names a title: 0 not at all, more is better. */
async function closeness(typed: string, title: Titled): Promise<number> {
  const words = foldTyped(typed).toLowerCase();
  if (words === '') return 1;
  const [zh, en, code = ''] = [title.zh, title.en, title.code ?? ''].map((one) =>
    one.toLowerCase(),
  );
  if ([zh, en, code].includes(words)) return 5;
  if (zh?.startsWith(words) || en?.startsWith(words)) return 4;
  if (zh?.includes(words)) return 3;
  if (!/^[a-z]/.test(words)) return 0;
  const letters = words.replace(/\s/g, '');
  const { full, initials } = await readingOf(title.zh);
  if (initials.startsWith(letters) || full.startsWith(letters)) return 4;
  if (initials.includes(letters)) return 3;
  if (letters.length > 1 && (full.includes(letters) || code.startsWith(letters))) return 2;
  return ` ${en}`.includes(` ${words}`) ? 2 : 0;
}

/** Those that what was typed names, the closest first. */
export async function named<One>(
  typed: string,
  all: readonly One[],
  titleOf: (one: One) => Titled,
): Promise<One[]> {
  const measured = await Promise.all(
    all.map(async (one) => ({ one, close: await closeness(typed, titleOf(one)) })),
  );
  return measured
    .filter(({ close }) => close > 0)
    .toSorted((a, b) => b.close - a.close)
    .map(({ one }) => one);
}
