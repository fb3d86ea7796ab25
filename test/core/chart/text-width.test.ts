import fc from 'fast-check';
import { expect, it } from 'vitest';
import { widthOf, wrap } from '../../../src/core/chart/text-width.ts';

it('lines hold the whole text and are no wider than they may be', () => {
  const texts = fc.string({ unit: fc.constantFrom(...'登记、，。（）ab12 '), maxLength: 40 });
  fc.assert(
    fc.property(texts, fc.integer({ min: 28, max: 200 }), (text, width) => {
      const lines = wrap(text, width, 14);
      expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
      for (const line of lines) expect(widthOf(line, 14)).toBeLessThanOrEqual(width);
    }),
  );
});

it('breaks after a mark rather than inside a phrase, and keeps numbers whole', () => {
  expect(wrap('登记房号、部位、现象、电话', 112, 14)).toEqual(['登记房号、部位、', '现象、电话']);
  expect(wrap('拨打119或者120', 56, 14)).toEqual(['拨打119', '或者120']);
  for (const line of wrap('甲乙丙丁，戊己（庚辛）壬癸。', 56, 14)) {
    expect(line).not.toMatch(/^[，。）]|（$/);
  }
});
