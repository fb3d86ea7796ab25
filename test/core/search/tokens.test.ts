import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mappedForm, normalForm } from '../../../src/core/search/normal-form.ts';
import { documentTokens, phraseTokens } from '../../../src/core/search/tokens.ts';

/** Texts in which everything that decides about a token occurs often. */
const alphabet = Array.from('电梯困人𠮷㐂ガカﾞa1bＡ２é́·，- \u{fe0f}\u200b️ΣÅ½㎡ß');
const text = fc.string({ unit: fc.constantFrom(...alphabet), maxLength: 24 });

describe('the normal form', () => {
  test.each([
    ['Ａ座３－２，电梯 ', 'a座3 2 电梯'],
    ['  《派工单》：PG-202610-0021。', '派工单 pg 202610 0021'],
    ['㎡①', 'm21'],
    ['葛\u{e0100}飾\u200b区', '葛飾区'],
    ['ｶﾞレージ', 'ガレージ'],
    ['Ａ\u200b\u0301a\u00ad\u0301', 'áá'],
    ['。！', ''],
    ['\ud800电', '电'],
  ])('of %j is %j', (given, form) => {
    expect(normalForm(given)).toBe(form);
  });

  test('is its own normal form, and maps each unit to where it came from', () => {
    fc.assert(
      fc.property(fc.oneof(text, fc.string({ unit: 'binary' })), (given) => {
        const { form, startOf, endOf } = mappedForm(given);
        expect(normalForm(given)).toBe(form);
        expect(normalForm(form)).toBe(form);
        for (let at = 0; at < form.length; at += 1) {
          const original = given.slice(startOf(at), endOf(at));
          expect(startOf(at)).toBeLessThanOrEqual(endOf(at));
          expect(startOf(at)).toBeGreaterThanOrEqual(at === 0 ? 0 : startOf(at - 1));
          expect(endOf(at)).toBeLessThanOrEqual(given.length);
          if (form[at] !== ' ') expect(normalForm(original)).toContain(form[at]);
        }
      }),
    );
  });
});

describe('tokens', () => {
  test('are one a character, and say where a run ends at a gap', () => {
    expect(documentTokens('电梯困人，3-12')).toEqual('电梯 梯困 困人 人_ 3_ 12 2'.split(' '));
    expect(documentTokens('粤B12345')).toEqual('粤 b12345 12345 2345 345 45 5'.split(' '));
    expect(documentTokens('𠮷祥2026100')).toEqual(
      '𠮷祥 祥 202610 026100 26100 6100 100 00 0'.split(' '),
    );
  });

  test('of a phrase leave open how its last short run goes on', () => {
    expect(phraseTokens('电')).toEqual({ tokens: ['电'], open: true });
    expect(phraseTokens('电梯困')).toEqual({ tokens: ['电梯', '梯困'], open: false });
    expect(phraseTokens('3-2-05')).toEqual({ tokens: ['3_', '2_', '05'], open: true });
    expect(phraseTokens('1234567')).toEqual({ tokens: ['123456', '234567'], open: false });
    expect(phraseTokens('，')).toEqual({ tokens: [], open: false });
  });

  test('stand side by side in exactly the texts that hold the phrase', () => {
    const cut = fc.tuple(text, fc.nat(24), fc.integer({ min: 1, max: 9 }));
    const phrase = fc.oneof(text, cut);
    let held = 0;
    fc.assert(
      fc.property(text, phrase, fc.boolean(), (given, other, own) => {
        const source = own && typeof other !== 'string' ? given : (other[0] ?? '');
        const wanted =
          typeof other === 'string'
            ? other
            : source.slice(other[1] % 12, (other[1] % 12) + other[2]);
        const form = normalForm(wanted);
        if (form === '') return;
        const expected = normalForm(given).includes(form);
        if (expected) held += 1;
        expect(standIn(documentTokens(given), wanted)).toBe(expected);
      }),
      { numRuns: 5_000 },
    );
    expect(held).toBeGreaterThan(200);
  });
});

function standIn(tokens: readonly string[], wanted: string): boolean {
  const phrase = phraseTokens(wanted);
  const last = phrase.tokens.length - 1;
  return tokens.some((_, start) =>
    phrase.tokens.every((token, at) =>
      phrase.open && at === last
        ? tokens[start + at]?.startsWith(token)
        : tokens[start + at] === token,
    ),
  );
}
