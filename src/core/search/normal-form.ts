/** A character between words: white space, punctuation, symbols. */
const gap = ' ';

/** What composes with the character before it: marks, and the half-width kana sound marks. */
const cluster = '[^\\p{M}ﾞﾟ][\\p{M}ﾞﾟ]*|[\\p{M}ﾞﾟ]+';
/** The common Chinese characters, digits and lower-case letters: each folds to itself. */
const plain = '[\\u4e00-\\u9fffa-z0-9]';
const piece = new RegExp(`(${plain}+)(?![\\p{M}ﾞﾟ])|${cluster}`, 'gsu');
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
  let gapPending = false;
  for (const { 0: found, 1: plainRun } of text.toWellFormed().matchAll(piece)) {
    if (plainRun !== undefined) {
      form += gapPending ? gap + found : found;
      gapPending = false;
      continue;
    }
    for (const character of folded(found)) {
      if (character === gap) gapPending = form !== '';
      else {
        form += gapPending ? gap + character : character;
        gapPending = false;
      }
    }
  }
  return form;
}

/** The normal form of `text` with the way back to the original, for marking hits. */
export function mappedForm(text: string): MappedForm {
  const pieces: Piece[] = [];
  let form = '';
  let gapPending = false;
  const add = (found: string, start: number, end: number, even: boolean) => {
    if (gapPending) {
      // A gap stands for everything between the words on its two sides; of ½ there is nothing.
      const { end: before = 0 } = pieces.at(-1) ?? {};
      pieces.push({ at: form.length, start: Math.min(before, start), end: start, even: false });
      form += gap;
      gapPending = false;
    }
    pieces.push({ at: form.length, start, end, even });
    form += found;
  };
  for (const { 0: found, 1: plainRun, index } of text.toWellFormed().matchAll(piece)) {
    const end = index + found.length;
    if (plainRun !== undefined) {
      add(found, index, end, true);
      continue;
    }
    for (const character of folded(found)) {
      if (character !== gap) add(character, index, end, false);
      else gapPending = form !== '';
    }
  }
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

/** How many clusters are remembered: those of a language are few, those that exist are not. */
const rememberedClusters = 4096;
const foldedBefore = new Map<string, readonly string[]>();

/** One cluster as the characters that it counts as; what is no word character is a gap. */
function folded(cluster: string): readonly string[] {
  const known = foldedBefore.get(cluster);
  if (known !== undefined) return known;
  const characters = foldCluster(cluster);
  if (foldedBefore.size >= rememberedClusters) foldedBefore.clear();
  foldedBefore.set(cluster, characters);
  return characters;
}

function foldCluster(text: string): readonly string[] {
  // Letters are lowered one by one, so that no letter's neighbours decide about it (final sigma).
  const lowered = Array.from(text.normalize('NFKC').replace(ignorable, ''), (letter) =>
    letter.toLowerCase(),
  ).join('');
  return Array.from(lowered.normalize('NFKC'), (character) =>
    wordCharacter.test(character) ? character : gap,
  );
}
