import { create } from '@cantoo/fontkit';
import { describe, expect, it } from 'vitest';
import { createCompositor } from '../../src/print/compositor.ts';
import { loadTypeface, type Typeface } from '../../src/print/typeface.ts';
import { blankByPage, blankCharacters, textOf } from './tools.ts';

const job = {
  template: 'register',
  title: '登记簿',
  createdAt: '2026-11-05T02:30:00.000Z',
  data: {
    company: '安居物业',
    site: '锦绣花园',
    title: '派工单登记簿',
    subtitle: '2026 年 10 月',
    facts: [],
    columns: [{ title: '事项', width: null, align: 'start' }],
    groups: [{ title: null, summary: null, rows: [] }],
    notes: [],
    emptyWords: '本期无记录',
    landscape: false,
    madeWords: '2026-11-05 10:30',
    footer: '',
  },
} as const;

/** The typeface with one character's outline taken away, as a broken subset would. */
function without(typeface: Typeface, character: string): Typeface {
  const fonts = typeface.fonts.map((font) => {
    const opened = create(font);
    if (!('glyphForCodePoint' in opened)) throw new Error('not a single font');
    const glyph = opened.glyphForCodePoint(character.codePointAt(0)!)!.id;
    const copy = Buffer.from(font);
    for (let table = 0; table < copy.readUInt16BE(4); table += 1) {
      const entry = 12 + 16 * table;
      if (copy.toString('latin1', entry, entry + 4) !== 'loca') continue;
      const at = copy.readUInt32BE(entry + 8) + 4 * glyph;
      copy.writeUInt32BE(copy.readUInt32BE(at + 4), at);
    }
    return copy;
  });
  return { fonts, covers: typeface.covers };
}

describe('the ink on the page', () => {
  it('is there for every character of a sound font', async () => {
    const { pdf } = await createCompositor().typeset(job);
    expect(await blankCharacters(pdf, 1)).toEqual([]);
    expect(blankByPage(pdf, 72)).toEqual([{ page: 1, blank: [] }]);
  });

  it('is missed when a glyph is blank though the text layer looks right', async () => {
    const broken = without(loadTypeface(), '簿');
    const { pdf } = await createCompositor(broken).typeset(job);
    expect(textOf(pdf)[0]).toContain('派工单登记簿');
    expect(new Set(await blankCharacters(pdf, 1))).toEqual(new Set(['簿']));
    const [page] = blankByPage(pdf, 72);
    expect(new Set(page?.blank)).toEqual(new Set(['簿']));
  });
});
