import type { Json } from '../core/canonical-json.ts';

const marksOnLetter = /\P{M}\p{M}+/gu;
const turnsText = /[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]/u;
const unseen = /\p{Default_Ignorable_Code_Point}/u;
const space = /\p{Zs}|\t/u;
const lineEnd = /\r\n?|[\u2028\u2029\u0085]/g;

/** Latin text of this length may overflow a narrow cell, so it gets places to break. */
const longRun = /[!-~]{20,}/g;
const breakEvery = /.{1,4}/g;
const zeroWidthSpace = '\u200b';

/** A character as people can look it up, such as `U+1F600`. */
function codePointName(codePoint: number): string {
  return `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`;
}

/**
 * The text as the typeface can show it.
 *
 * A character without a glyph, and one that would turn the direction of the text, becomes a visible
 * box such as `［U+1F600］` and is added to `missing`; marks that are unseen by design fall away.
 */
export function legible(
  text: string,
  covers: (codePoint: number) => boolean,
  missing: Set<string>,
): string {
  const composed = text
    .replace(lineEnd, '\n')
    .replace(marksOnLetter, (letter) => letter.normalize('NFC'));
  let shown = '';
  for (const character of composed) {
    const codePoint = character.codePointAt(0) ?? 0;
    if (character === '\n') shown += character;
    else if (turnsText.test(character)) shown += boxed(codePoint, missing);
    else if (unseen.test(character)) continue;
    else if (covers(codePoint)) shown += character;
    else if (space.test(character)) shown += ' ';
    else shown += boxed(codePoint, missing);
  }
  return shown.replace(longRun, (run) => (run.match(breakEvery) ?? []).join(zeroWidthSpace));
}

function boxed(codePoint: number, missing: Set<string>): string {
  missing.add(codePointName(codePoint));
  return `［${codePointName(codePoint)}］`;
}

/** `legible` for every text inside a JSON value; keys stay as they are. */
export function legibleJson(
  value: Json,
  covers: (codePoint: number) => boolean,
  missing: Set<string>,
): Json {
  if (typeof value === 'string') return legible(value, covers, missing);
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((member) => legibleJson(member, covers, missing));
  const members = Object.entries(value as { readonly [key: string]: Json | undefined });
  return Object.fromEntries(
    members.flatMap(([key, member]) =>
      member === undefined ? [] : [[key, legibleJson(member, covers, missing)]],
    ),
  );
}
