/** A character between words: white space, punctuation, symbols. */
const gap = ' ';

/**
 * What composes with the character before it: marks, and the half-width kana sound marks; with them
 * what is invisible, since a mark may stand behind it.
 */
const mark = /^[\p{M}\p{Default_Ignorable_Code_Point}ﾞﾟ]/u;
const ignorable = /\p{Default_Ignorable_Code_Point}/gu;
const wordCharacter = /[\p{L}\p{N}\p{M}]/u;

/** The text in its normal form, and where each code unit of that form stands in the original. */
export interface MappedForm {
  readonly form: string;
  /** The first original code unit behind a code unit of the form. */
  startOf(at: number): number;
  /** One past the last original code unit behind a code unit of the form. */
  endOf(at: number): number;
}

/**
 * The one spelling in which texts and queries are compared: compatibility forms folded (NFKC),
 * lower case, invisible characters gone, and whatever lies between words as a single space.
 *
 * Shape: `Ａ座３－２，电梯 ` becomes `a座3 2 电梯`.
 */
export function normalForm(text: string): string {
  let form = '';
  foldPieces(text, (folded) => {
    form += folded;
  });
  return form;
}

/** The normal form of `text` with the way back to the original, for marking hits. */
export function mappedForm(text: string): MappedForm {
  const pieces: Piece[] = [];
  let form = '';
  foldPieces(text, (folded, start, end, even) => {
    pieces.push({ at: form.length, start, end, even });
    form += folded;
  });
  return {
    form,
    startOf(at) {
      const { at: first, start, even } = pieceAt(pieces, at);
      return even ? start + at - first : start;
    },
    endOf(at) {
      const { at: first, start, end, even } = pieceAt(pieces, at);
      return even ? start + at - first + 1 : end;
    },
  };
}

/** A part of a form, from `at` on, and the original it comes from. */
interface Piece {
  readonly at: number;
  readonly start: number;
  readonly end: number;
  /** Whether each code unit comes from one of its own; else all of them come from all. */
  readonly even: boolean;
}

/** The piece that holds a code unit of the form: the last that does not begin after it. */
function pieceAt(pieces: readonly Piece[], at: number): Piece {
  let low = 0;
  let high = pieces.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((pieces[middle]?.at ?? 0) <= at) low = middle;
    else high = middle;
  }
  return pieces[low] ?? { at: 0, start: 0, end: 0, even: false };
}

/**
 * Hands over the normal form of a text piece by piece, each with the original it comes from. Every
 * filing and every snippet goes through here, so runs that fold to themselves are taken whole.
 */
function foldPieces(
  text: string,
  visit: (folded: string, start: number, end: number, even: boolean) => void,
): void {
  const whole = text.toWellFormed();
  let last = 0;
  let gapPending = false;
  const add = (folded: string, start: number, end: number, even: boolean) => {
    // A gap stands for everything between the words on its two sides; of ½ there is nothing.
    if (gapPending) visit(gap, Math.min(last, start), start, false);
    gapPending = false;
    visit(folded, start, end, even);
    last = end;
  };
  for (let at = 0; at < whole.length; ) {
    const plainEnd = endOfPlain(whole, at);
    if (plainEnd > at) {
      add(whole.slice(at, plainEnd), at, plainEnd, true);
      at = plainEnd;
      continue;
    }
    const end = endOfCluster(whole, at);
    for (const character of foldedAt(whole, at, end)) {
      if (character !== gap) add(character, at, end, false);
      else gapPending = last > 0;
    }
    at = end;
  }
}

/** The common Chinese characters, digits and lower-case letters: each folds to itself. */
function isPlain(code: number): boolean {
  return (
    (code >= 0x4e00 && code <= 0x9fff) ||
    (code >= 0x61 && code <= 0x7a) ||
    (code >= 0x30 && code <= 0x39)
  );
}

/** Where the plain characters from `start` on end; one with a mark upon it is none of them. */
function endOfPlain(text: string, start: number): number {
  let end = start;
  while (end < text.length && isPlain(text.charCodeAt(end))) end += 1;
  return end > start && isMark(text, end) ? end - 1 : end;
}

/** Where the character at `start` ends, with the marks upon it. */
function endOfCluster(text: string, start: number): number {
  let end = start;
  do end += (text.codePointAt(end) ?? 0) > 0xffff ? 2 : 1;
  while (isMark(text, end));
  return end;
}

function isMark(text: string, at: number): boolean {
  const code = text.codePointAt(at) ?? 0;
  // But for the soft hyphen none stands before U+0300.
  const may = code >= 0x300 || code === 0xad;
  return may && !isPlain(code) && mark.test(String.fromCodePoint(code));
}

/** How many characters are remembered: those of a language are few, those that exist are not. */
const rememberedCharacters = 4096;
/** By code unit, for the clusters of one: punctuation, white space, capital letters. */
const foldedBefore = new Map<number, readonly string[]>();

function foldedAt(text: string, start: number, end: number): readonly string[] {
  if (end - start > 1) return foldCluster(text.slice(start, end));
  const code = text.charCodeAt(start);
  const known = foldedBefore.get(code);
  if (known !== undefined) return known;
  const folded = foldCluster(text.slice(start, end));
  if (foldedBefore.size >= rememberedCharacters) foldedBefore.clear();
  foldedBefore.set(code, folded);
  return folded;
}

/** One cluster as the characters that it counts as; what is no word character is a gap. */
function foldCluster(cluster: string): readonly string[] {
  // Letters are lowered one by one, so that no letter's neighbours decide about it (final sigma).
  const lowered = Array.from(cluster.normalize('NFKC').replace(ignorable, ''), (letter) =>
    letter.toLowerCase(),
  ).join('');
  return Array.from(lowered.normalize('NFKC'), (character) =>
    wordCharacter.test(character) ? character : gap,
  );
}
