// Zero-width and direction marks, soft hyphens and byte-order marks: never part of what was meant,
// but for the joiner that makes one picture (a family, a fireman) of several.
const looseJoiner =
  /(?<!\p{Extended_Pictographic}\ufe0f?|\p{Emoji_Modifier})\u200d|\u200d(?!\p{Extended_Pictographic})/gu;
const invisible = /[\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\u00ad]/gu;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it removes
const control = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f]/gu;
const dashes = /[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]/gu;
const lineBreak = /[ \t]*(?:\r\n|[\n\r\v\f\u2028\u2029])[ \t]*/gu;
const wide = /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f]|[\u{20000}-\u{3ffff}]/u;

/** Text without invisible and control characters and without a broken half of a character. */
export function cleanText(text: string): string {
  return text.toWellFormed().replace(invisible, '').replace(control, '').replace(looseJoiner, '');
}

/** A typed value in half-width characters with plain hyphens, without outer white space. */
export function foldTyped(text: string): string {
  return cleanText(text).normalize('NFKC').replace(dashes, '-').replace(lineBreak, ' ').trim();
}

/** Lines joined into one: without a gap between Chinese characters, with a space elsewhere. */
export function joinLines(text: string): string {
  return cleanText(text)
    .trim()
    .replace(lineBreak, (_break, offset: number, whole: string) => {
      const before = whole.slice(0, offset).at(-1) ?? '';
      const after = whole.slice(offset).trimStart()[0] ?? '';
      return wide.test(before) || wide.test(after) ? '' : ' ';
    })
    .replaceAll('\t', ' ');
}

/** Text of several lines with one kind of line break, otherwise as typed. */
export function keepLines(text: string): string {
  return cleanText(text)
    .replace(/\r\n|[\r\u2028\u2029]/gu, '\n')
    .trim();
}

/** The longest value that a sentence quotes whole. Units: UTF-16 code units. */
const longestQuoted = 60;

/** A value short enough to stand in a sentence. */
export function clipped(text: string): string {
  return text.length > longestQuoted ? `${text.slice(0, longestQuoted).toWellFormed()}…` : text;
}
