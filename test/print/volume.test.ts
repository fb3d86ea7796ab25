import { PDFDocument } from 'pdf-lib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPrinter, type Printer } from '../../src/print/printer.ts';
import { bindVolume } from '../../src/print/volume.ts';
import type { BoundVolume } from '../../src/print/volume-model.ts';
import { attachment, foreignPdf, picture, record, volume } from './samples.ts';
import { blankCharacters, checkPdf, encryptPdf, renderPage, textOf, wordsOf } from './tools.ts';

let printer: Printer;
beforeAll(() => {
  printer = openPrinter();
});
afterAll(() => printer.close());

const records = (count: number) => Array.from({ length: count }, (_, index) => record(index + 1));

/** What the catalogue says: number of a record, the page it starts on, how many it takes. */
function catalogueOf(pages: readonly string[]): Map<string, [first: number, count: number]> {
  const rows = pages
    .filter((page) => page.includes('档号') || page.includes('责任者'))
    .flatMap((page) =>
      Array.from(
        page.matchAll(/^ *\d+ +(BX-\d{6}-\d{4}).*(?:内部|机密) +(\d+) +(\d+)/gm),
        ([, number = '', first, count]): [string, [number, number]] => [
          number,
          [Number(first), Number(count)],
        ],
      ),
    );
  return new Map(rows);
}

/** The page whose form shows a record's head, told by its number in bold above its digest. */
function pagesWith(pages: readonly string[], number: string): number[] {
  return pages.flatMap((page, index) =>
    page.includes(number) && !page.includes('责任者') ? [index + 1] : [],
  );
}

function footNumbers(pages: readonly string[]): number[] {
  return pages.map((page) => Number([...page.matchAll(/第\s*(\d+)\s*页/g)].at(-1)?.[1]));
}

async function rich(): Promise<BoundVolume> {
  const list = records(12);
  list[1] = record(2, {
    corrections: [
      {
        at: '2026-10-06 10:12',
        by: '王芳',
        reason: '录入时抄错房号',
        changes: [{ label: '房号', from: '3-2-0301', to: '3-2-0501' }],
      },
    ],
  });
  list[2] = record(3, { stamp: '作废', note: '作废' });
  list[4] = record(5, {
    attachments: [
      attachment('现场照片.jpg', 'image/jpeg', await picture(1200, 900)),
      attachment('三页合同.pdf', 'application/pdf', await foreignPdf(3)),
      { name: '录音.m4a', mediaType: 'audio/mp4', sizeBytes: 1_834_022, sha256: 'ab'.repeat(32) },
    ],
  });
  list[6] = record(7, {
    attachments: [
      attachment(
        '横向图纸.pdf',
        'application/pdf',
        await foreignPdf(1, { width: 842, height: 595, words: 'PLAN' }),
      ),
    ],
  });
  return bindVolume(printer, volume({ records: list }));
}

describe('a bound volume', () => {
  it('names in its catalogue the very page on which each of 260 records starts', async () => {
    const bound = await bindVolume(printer, volume({ records: records(260) }));
    const pages = textOf(bound.parts[0]!.pdf);
    const catalogue = catalogueOf(pages);
    expect(catalogue.size).toBe(260);
    for (const [number, [first]] of catalogue) expect(pagesWith(pages, number)[0]).toBe(first);
    expect(footNumbers(pages)).toEqual(pages.map((_, index) => index + 1));
  });

  it('numbers its pages through forms, pictures and foreign pages', async () => {
    const bound = await rich();
    const pdf = bound.parts[0]!.pdf;
    const pages = textOf(pdf);
    expect(bound.parts[0]!.pages).toBe(pages.length);
    expect(footNumbers(pages)).toEqual(pages.map((_, index) => index + 1));
    const catalogue = catalogueOf(pages);
    for (const [number, [first, count]] of catalogue) {
      const found = pagesWith(pages, number);
      expect([found[0], found.length], number).toEqual([first, count]);
    }
    expect(catalogue.get('BX-202610-0005')?.[1]).toBe(5);
    expect(pages.filter((page) => /FOREIGN \d of 3/.test(page))).toHaveLength(3);
    expect(pages.find((page) => page.includes('PLAN 1 of 1'))).toContain('横向图纸.pdf');
    checkPdf(pdf);
  });

  it('shows every title, correction and attachment in its text', async () => {
    const bound = await rich();
    const text = textOf(bound.parts[0]!.pdf).join('').replace(/\s/g, '');
    for (const { title } of records(12)) expect(text).toContain(title.replace(/\s/g, ''));
    for (const words of ['录入时抄错房号', '录音.m4a', '随附电子文件', '作废', '※十年']) {
      expect(text).toContain(words);
    }
  });

  it('leaves no character of any page without ink', async () => {
    const bound = await rich();
    const pdf = bound.parts[0]!.pdf;
    for (let page = 1; page <= bound.parts[0]!.pages; page += 1) {
      expect(await blankCharacters(pdf, page), `page ${page}`).toEqual([]);
    }
  });

  it('puts a foreign page upright into its frame, whatever way it is turned', async () => {
    for (const turn of [0, 90, 180, 270]) {
      const pdf = await foreignPdf(1, { turn, width: 400, height: 600 });
      const list = [record(1, { attachments: [attachment('a.pdf', 'application/pdf', pdf)] })];
      const bound = await bindVolume(printer, volume({ records: list }));
      const part = bound.parts[0]!;
      const page = (await PDFDocument.load(part.pdf)).getPage(part.pages - 1);
      const raster = await renderPage(part.pdf, part.pages);
      const wide = turn % 180 !== 0;
      expect(page.getWidth() > page.getHeight(), `${turn}`).toBe(wide);
      // The black bar stands where the turn puts the top edge of the foreign page.
      const [width, height] = [page.getWidth(), page.getHeight()];
      const top = raster.inked(width / 2 - 20, 100, width / 2 + 20, 118);
      const bottom = raster.inked(width / 2 - 20, height - 80, width / 2 + 20, height - 62);
      const black = 0.9 * 40 * 18 * (100 / 72) ** 2;
      expect(top > black, `top ${turn}`).toBe(turn === 0);
      expect(bottom > black, `bottom ${turn}`).toBe(turn === 180);
    }
  });

  it('is the same bytes for the same input, from another process too', async () => {
    const first = await rich();
    const other = openPrinter();
    const kept = printer;
    printer = other;
    const second = await rich();
    printer = kept;
    await other.close();
    expect(Buffer.compare(first.parts[0]!.pdf, second.parts[0]!.pdf)).toBe(0);
    const plain = async () => bindVolume(printer, volume({ records: records(3) }));
    const [one, two] = [await plain(), await plain()];
    expect(Buffer.compare(one.parts[0]!.pdf, two.parts[0]!.pdf)).toBe(0);
    expect(Buffer.from(one.parts[0]!.pdf).includes('2026-11-05')).toBe(true);
  });

  it('prints a character without a glyph as a named box and reports it', async () => {
    const list = [record(1, { title: '谢谢😀', responsible: '䶮昇祎喆' })];
    const bound = await bindVolume(printer, volume({ records: list }));
    expect(bound.missingGlyphs).toEqual(['U+1F600']);
    const text = textOf(bound.parts[0]!.pdf).join('');
    expect(text).toContain('［U+1F600］');
    expect(text.replace(/\s/g, '')).toContain('䶮昇祎喆');
  });

  it('names damaged and encrypted attachments on a page of their own', async () => {
    const whole = await foreignPdf(2);
    const files = [
      attachment('截断.pdf', 'application/pdf', whole.slice(0, 700)),
      attachment('加密.pdf', 'application/pdf', encryptPdf(whole, 'secret')),
      attachment('坏图.jpg', 'image/jpeg', (await picture(800, 600)).slice(0, -40)),
    ];
    const list = [record(1, { attachments: files })];
    const bound = await bindVolume(printer, volume({ records: list }));
    const pages = textOf(bound.parts[0]!.pdf);
    for (const { name } of files) {
      const page = pages.find((text) => text.includes('未能排入本册') && text.includes(name));
      expect(page, name).toBeDefined();
    }
    expect(bound.unreadable).toHaveLength(3);
    expect(bound.unreadable.join()).toContain('已加密');
  });

  it('says so when the month has no record', async () => {
    const bound = await bindVolume(printer, volume({ statistics: [] }));
    expect(bound.parts[0]!.pages).toBe(2);
    expect(textOf(bound.parts[0]!.pdf)[1]).toContain('本月无记录');
  });

  it('cuts a long volume into parts whose page numbers go on', async () => {
    const list = records(40);
    list[9] = record(10, {
      attachments: [attachment('长.pdf', 'application/pdf', await foreignPdf(15))],
    });
    const limit = 10;
    const bound = await bindVolume(printer, volume({ records: list }), limit);
    expect(bound.parts.length).toBeGreaterThan(3);
    const seen: string[] = [];
    let next = 1;
    for (const [index, part] of bound.parts.entries()) {
      const pages = textOf(part.pdf);
      expect(part.pages).toBeLessThanOrEqual(limit);
      expect(part.firstPage).toBe(next);
      expect(footNumbers(pages)).toEqual(pages.map((_, page) => next + page));
      expect(pages[0]).toContain(`第 ${index + 1} 册／共 ${bound.parts.length} 册`);
      for (const [number, [first]] of catalogueOf(pages)) {
        expect(pagesWith(pages, number)[0]).toBe(first - next + 1);
        seen.push(number);
      }
      next += part.pages;
    }
    expect([...new Set(seen)]).toEqual(list.map(({ number }) => number));
    const sheets = bound.parts.flatMap((part) => wordsOf(part.pdf));
    expect(sheets.filter(({ text }) => text === 'FOREIGN')).toHaveLength(15);
  });

  it('names the right number of parts though one came out longer than was foreseen', async () => {
    const rows = Array.from({ length: 700 }, (_, at) => ({ label: `类型 ${at}`, value: '1' }));
    const limit = 12;
    const statistics = [{ title: '按类型', rows }];
    const list = records(36);
    const bound = await bindVolume(printer, volume({ records: list, statistics }), limit);
    const plain = await bindVolume(printer, volume({ records: list }), limit);
    expect(bound.parts.length).toBeGreaterThan(plain.parts.length);
    let next = 1;
    for (const [index, part] of bound.parts.entries()) {
      const pages = textOf(part.pdf);
      expect(part.pages).toBeLessThanOrEqual(limit);
      expect(part.firstPage).toBe(next);
      expect(pages[0]).toContain(`第 ${index + 1} 册／共 ${bound.parts.length} 册`);
      next += part.pages;
    }
    const text = bound.parts.flatMap((part) => textOf(part.pdf)).join('');
    for (const { digest } of list) expect(text).toContain(digest.slice(-8));
  });

  it('never reads the text of a record as markup', async () => {
    const nasty = '#panic("x") $x^2$ *a* _b_ `c` <l> @r \\ // /* [d] #{1+1} = 标题';
    const bound = await bindVolume(printer, volume({ records: [record(1, { title: nasty })] }));
    const text = textOf(bound.parts[0]!.pdf).join('').replace(/\s/g, '');
    expect(text).toContain(nasty.replace(/\s/g, ''));
  });

  it('keeps every line of a text that is longer than a page', async () => {
    const value = Array.from({ length: 200 }, (_, index) => `第${index + 1}次巡视`).join('\n');
    const base = record(1);
    const list = [record(1, { lines: [...base.lines, { label: '记录', value, wide: true }] })];
    const bound = await bindVolume(printer, volume({ records: list }));
    const text = textOf(bound.parts[0]!.pdf).join('\n').replace(/ /g, '');
    for (const line of value.split('\n')) expect(text).toContain(line);
  });

  it('lets no word leave the type area, however tall one narrow field is', async () => {
    const value = Array.from({ length: 45 }, (_, index) => `巡视${index}`).join('\n');
    const long = `https://example.com/${'path'.repeat(60)}`;
    for (const columns of [1, 2, 3, 4]) {
      const list = records(8).map((one, index) => ({
        ...one,
        lines: one.lines.map((line, place) =>
          place === index ? { ...line, value: index % 2 === 0 ? value : long } : line,
        ),
      }));
      const bound = await bindVolume(printer, volume({ records: list, columns }));
      const millimetre = 72 / 25.4;
      const outside = wordsOf(bound.parts[0]!.pdf).filter(
        ({ left, right, bottom }) =>
          left < 24 * millimetre || right > 192.5 * millimetre || bottom > 290 * millimetre,
      );
      expect(outside, `${columns}`).toEqual([]);
      const below = wordsOf(bound.parts[0]!.pdf).filter(
        ({ bottom, text }) => bottom > 278 * millimetre && text.startsWith('巡视'),
      );
      expect(below, `${columns}`).toEqual([]);
    }
  });
});
