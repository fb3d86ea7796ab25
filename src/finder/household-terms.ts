import { pinyin } from 'pinyin-pro';
import { roomKey } from './room-key.ts';

/** What the finder knows of a household: just what a clerk types to get to its archive. */
export interface HouseholdHeader {
  readonly id: string;
  readonly site: string;
  /** The room in its canonical spelling. */
  readonly room: string;
  readonly names: readonly string[];
  readonly plates: readonly string[];
}

/** The parts of a header that are searched, each under rights of its own. */
export type HeaderField = 'room' | 'name' | 'pinyin' | 'plate';

export type HouseholdTerms = Readonly<Record<HeaderField, readonly string[]>>;

/** How far into a long name (a company's) its parts are found. Units: characters. */
const nameLength = 16;

/** Marks a room's key where the room begins, so that its beginning can be told from its middle. */
export const roomStart = '^';

/** The terms under which a household is found. Every part of a name or plate begins one. */
export function termsOf({ room, names, plates }: HouseholdHeader): HouseholdTerms {
  const key = roomKey(room);
  const parts = key.split('-');
  const joined = room.normalize('NFKC').replace(/[^\p{L}\p{N}]/gu, '');
  const ends = parts.slice(1).map((_, index) => parts.slice(index + 1).join('-'));
  const words = names.flatMap(wordsOf);
  return {
    room: unique([roomStart + key, ...ends, parts.join(''), joined.toLowerCase()]),
    name: unique(words.flatMap(endsOf)),
    pinyin: unique(words.flatMap(readingsOf)),
    plate: unique(plates.map(plateKey).flatMap(endsOf)),
  };
}

/** A plate as it is compared: no dot, no space, one width and case. */
export function plateKey(plate: string): string {
  return plate
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/** The Chinese and the other words of a name, in order. */
export function wordsOf(name: string): string[] {
  const text = name.normalize('NFKC').toLowerCase();
  return text.match(/\p{Script=Han}+|[^\p{Script=Han}\P{L}]+/gu) ?? [];
}

/**
 * A Chinese word in full pinyin, as a surname first and as plain text second; `ü` is `v`.
 *
 * Shape: `曾伟` gives `[['zeng', 'wei'], ['ceng', 'wei']]`.
 */
export function syllablesOf(word: string): string[][] {
  const options = { toneType: 'none', type: 'array', v: true, nonZh: 'removed' } as const;
  return [pinyin(word, { ...options, surname: 'head' }), pinyin(word, options)];
}

function readingsOf(word: string): string[] {
  if (!/^\p{Script=Han}/u.test(word)) return [];
  return syllablesOf(word.slice(0, nameLength)).flatMap((syllables) =>
    syllables.flatMap((_, start) => {
      const rest = syllables.slice(start);
      return [rest.join(''), rest.map((syllable) => syllable.charAt(0)).join('')];
    }),
  );
}

/** A word from each of its characters on. */
function endsOf(word: string): string[] {
  const characters = Array.from(word).slice(0, nameLength);
  return characters.map((_, start) => characters.slice(start).join(''));
}

function unique(terms: readonly string[]): string[] {
  return [...new Set(terms)].filter((term) => term !== '');
}
