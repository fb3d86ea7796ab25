import { normalForm } from './normal-form.ts';

/** How many characters a token spans within a run of Chinese, kana or hangul. Units: characters. */
const ideographSpan = 2;

/** How many characters a token spans within a run of letters and digits. Units: characters. */
const wordSpan = 6;

/** Ends a token whose run is followed by a gap. It is no word character, so no text holds it. */
const gapMark = '_';

const ideographs =
  '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}\\p{Script=Bopomofo}';
const run = new RegExp(`([${ideographs}]+)|[^ ${ideographs}]+`, 'gu');

/** A phrase as tokens that must stand side by side; the last may be the beginning of a token. */
export interface PhraseTokens {
  readonly tokens: readonly string[];
  readonly open: boolean;
}

interface Run {
  readonly text: string;
  /** Where each character begins, and where the last one ends. Units: code units. */
  readonly bounds: readonly number[];
  readonly span: number;
  readonly beforeGap: boolean;
}

/**
 * The tokens of a text, one for each character, in order: each starts at its character and reaches
 * to the end of its span or of its run, whichever is nearer. Chinese becomes overlapping pairs,
 * letters and digits overlapping groups of six, so a part of a word is found like a whole one.
 *
 * Shape: `电梯困人，3-12` gives `电梯 梯困 困人 人_ 3_ 12 2`.
 */
export function documentTokens(text: string): string[] {
  return runsOf(normalForm(text)).flatMap(tokensOfRun);
}

/**
 * The tokens that stand side by side in exactly those texts whose normal form holds the normal
 * form of `phrase`. None when the phrase holds no word character.
 */
export function phraseTokens(phrase: string): PhraseTokens {
  const runs = runsOf(normalForm(phrase));
  const last = runs.pop();
  if (last === undefined) return { tokens: [], open: false };
  const before = runs.flatMap(tokensOfRun);
  const { text, bounds, span } = last;
  const length = bounds.length - 1;
  // The text may go on where the phrase ends: only spans that the phrase fills are known whole.
  if (length < span) return { tokens: [...before, text], open: true };
  const filled = tokensOfRun(last).slice(0, length - span + 1);
  return { tokens: [...before, ...filled], open: false };
}

function tokensOfRun({ text, bounds, span, beforeGap }: Run): string[] {
  const length = bounds.length - 1;
  const tokens: string[] = [];
  for (let index = 0; index < length; index += 1) {
    // Past the last bound there is none, and the slice goes to the end of the run.
    const token = text.slice(bounds[index], bounds[index + span]);
    tokens.push(beforeGap && index + span > length ? token + gapMark : token);
  }
  return tokens;
}

/** A normal form as runs of one kind of character. */
function runsOf(form: string): Run[] {
  return Array.from(form.matchAll(run), ({ 0: found, 1: ideographRun, index }) => ({
    text: found,
    bounds: boundsOf(found),
    span: ideographRun === undefined ? wordSpan : ideographSpan,
    beforeGap: form[index + found.length] === ' ',
  }));
}

function boundsOf(text: string): number[] {
  const bounds = [0];
  for (let at = 0; at < text.length; bounds.push(at)) {
    at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
  }
  return bounds;
}
