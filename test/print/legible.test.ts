import { describe, expect, it } from 'vitest';
import { legible, legibleJson } from '../../src/print/legible.ts';
import { loadTypeface } from '../../src/print/typeface.ts';

const { covers } = loadTypeface();

function shown(text: string): { text: string; missing: string[] } {
  const missing = new Set<string>();
  return { text: legible(text, covers, missing), missing: [...missing] };
}

describe('text made legible', () => {
  it('leaves rare names, punctuation and units as they are', () => {
    const text = '䶮昇祎喆龘，“引号”——……①②㎡℃Ω±≥※';
    expect(shown(text)).toEqual({ text, missing: [] });
  });

  it('shows a character without a glyph as a box that names it', () => {
    expect(shown('谢谢😀')).toEqual({ text: '谢谢［U+1F600］', missing: ['U+1F600'] });
  });

  it('shows what would turn the direction of the text instead of obeying it', () => {
    expect(shown('a\u202eb').text).toBe('a［U+202E］b');
  });

  it('shows control characters and lone surrogates', () => {
    expect(shown('a\u0007b\ud83d').text).toBe('a［U+0007］b［U+D83D］');
  });

  it('drops marks that are unseen by design without a finding', () => {
    expect(shown('葛\u{e0100}a\u200db\ufeff')).toEqual({ text: '葛ab', missing: [] });
  });

  it('makes every line end a line feed and every strange space a space', () => {
    expect(shown('a\r\nb\rc\u2028d\te\u202ff').text).toBe('a\nb\nc\nd e f');
  });

  it('joins a letter and its accent when only the joined letter has a glyph', () => {
    expect(shown('cafe\u0301').text).toBe('caf\u00e9');
  });

  it('gives long Latin runs places to break and loses no character of them', () => {
    const text = `https://example.com/${'a'.repeat(50)}`;
    expect(shown(text).text).toContain('\u200b');
    expect(shown(text).text.replaceAll('\u200b', '')).toBe(text);
  });

  it('goes through every text of a value and keeps the rest', () => {
    const missing = new Set<string>();
    const value = { a: ['😀', 1, null, { b: true, c: '好' }] };
    expect(legibleJson(value, covers, missing)).toEqual({
      a: ['［U+1F600］', 1, null, { b: true, c: '好' }],
    });
    expect([...missing]).toEqual(['U+1F600']);
  });
});
