/** A character between words: white space, punctuation, symbols. */
const gap = ' ';

/** What composes with the character before it: marks, and the half-width kana sound marks. */
const cluster = /[^\p{M}ﾞﾟ][\p{M}ﾞﾟ]*|[\p{M}ﾞﾟ]+/gsu;
const ignorable = /\p{Default_Ignorable_Code_Point}/gu;
const wordCharacter = /[\p{L}\p{N}\p{M}]/u;

/** The text in its normal form, and where each code unit of that form stands in the original. */
export interface MappedForm {
  readonly form: string;
  /** First original code unit behind each code unit of the form. */
  readonly starts: readonly number[];
  /** One past the last original code unit behind each code unit of the form. */
  readonly ends: readonly number[];
}

/**
 * The one spelling in which texts and queries are compared: compatibility forms folded (NFKC),
 * lower case, invisible characters gone, and whatever lies between words as a single space.
 *
 * Shape: `Ａ座３－２，电梯 ` becomes `a座3 2 电梯`.
 */
export function normalForm(text: string): string {
  return mappedForm(text).form;
}

/** The normal form of `text` with the way back to the original, for marking hits. */
export function mappedForm(text: string): MappedForm {
  const starts: number[] = [];
  const ends: number[] = [];
  let form = '';
  let gapPending = false;
  for (const match of text.toWellFormed().matchAll(cluster)) {
    const start = match.index;
    const end = start + match[0].length;
    for (const character of foldCluster(match[0])) {
      if (character === gap) {
        gapPending = form !== '';
        continue;
      }
      if (gapPending) {
        form += gap;
        // A gap stands for everything between the words on its two sides.
        starts.push(ends.at(-1) ?? 0);
        ends.push(start);
        gapPending = false;
      }
      form += character;
      for (let unit = 0; unit < character.length; unit += 1) {
        starts.push(start);
        ends.push(end);
      }
    }
  }
  return { form, starts, ends };
}

/** One cluster as the characters that it counts as; what is no word character is a gap. */
function foldCluster(text: string): Iterable<string> {
  // The common Chinese characters and lower-case words fold to themselves.
  if (/^[\u4e00-\u9fffa-z0-9]$/.test(text)) return text;
  // Letters are lowered one by one, so that no letter's neighbours decide about it (final sigma).
  const lowered = Array.from(text.normalize('NFKC').replace(ignorable, ''), (letter) =>
    letter.toLowerCase(),
  ).join('');
  return Array.from(lowered.normalize('NFKC'), (character) =>
    wordCharacter.test(character) ? character : gap,
  );
}
