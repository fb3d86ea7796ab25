import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PDFDocument } from 'pdf-lib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { code128 } from '../../src/print/code-128.ts';
import { openPrinter, type Printer } from '../../src/print/printer.ts';
import { type SlipInput, typesetSlip } from '../../src/print/slip.ts';
import { blankCharacters, checkPdf, textOf, wordsOf } from './tools.ts';

let printer: Printer;
beforeAll(() => {
  printer = openPrinter();
});
afterAll(() => printer.close());

const slip: SlipInput = {
  company: '安居物业服务有限公司',
  site: '锦绣花园',
  number: 'PG-202611-0007',
  profile: 'a4',
  room: '3-2-0602',
  contact: { name: '贾芳芳', phone: '13900001234' },
  matter: '厨房水管漏水，业主要求当天处理',
  department: '工程部',
  engineer: '刘志',
  record: 'BX-202611-0003',
  takenAt: '2026-11-03T02:00:00.000Z',
  takenBy: '王芳',
  voided: false,
  print: 1,
  printedBy: '王芳',
  createdAt: '2026-11-03T02:01:00.000Z',
  zone: 'Asia/Shanghai',
};

const names = ['业主联', '财务或相关人员联', '客服部存联', '工程部存联'];

function run(tool: string, words: readonly string[], deb: string): string {
  try {
    return execFileSync(tool, words, { encoding: 'utf8', stdio: 'pipe' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new Error(`${tool} is missing: apt-get install -y ${deb}`);
  }
}

/** At this resolution A4 is 2,339 pixels high. Units: dots per inch. */
const resolution = '200';

/** What a scanner reads of each page, or of each half page, since it tells the same code but once. */
function scanned(pdf: Uint8Array, tops: readonly number[]): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'slip-'));
  try {
    const path = join(folder, 'in.pdf');
    writeFileSync(path, pdf);
    for (const [at, top] of tops.entries()) {
      const cut = tops.length === 1 ? [] : ['-x', '0', '-y', `${top}`, '-W', '1654', '-H', '1169'];
      const made = ['-r', resolution, ...cut, '-png', path, join(folder, `part${at}`)];
      run('pdftoppm', made, 'poppler-utils');
    }
    return readdirSync(folder)
      .filter((name) => name.endsWith('.png'))
      .flatMap((name) => {
        const words = ['-q', '--raw', '-Sdisable', '-Scode128.enable', join(folder, name)];
        return run('zbarimg', words, 'zbar-tools').trim().split('\n');
      });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('Code 128', () => {
  it('begins with a start, ends with a stop, and every symbol is eleven modules wide', () => {
    const widths = code128('PG-202611-0007');
    expect(widths.slice(0, 6)).toEqual([2, 1, 1, 2, 1, 4]);
    expect(widths.slice(-7)).toEqual([2, 3, 3, 1, 1, 1, 2]);
    expect(widths.reduce((sum, width) => sum + width, 0)).toBe(11 * 16 + 13);
  });

  it('refuses what no scanner could give back', () => {
    for (const text of ['', '派工', 'PG\n1']) {
      expect(() => code128(text)).toThrow(expect.objectContaining({ code: 'invalid' }));
    }
  });
});

describe('the dispatch slip', () => {
  it('prints four named copies on A4 as two halves a sheet, each with number and code', async () => {
    const { pdf, pages, missingGlyphs } = await typesetSlip(printer, slip);
    expect([pages, missingGlyphs]).toEqual([2, []]);
    checkPdf(pdf);
    const document = await PDFDocument.load(pdf);
    expect(document.getPage(0).getWidth()).toBeCloseTo((210 / 25.4) * 72, 0);
    const text = textOf(pdf);
    for (const [at, name] of names.entries()) expect(text[Math.floor(at / 2)]).toContain(name);
    for (const page of text) {
      expect(page.match(/No\. ?PG-202611-0007/g)).toHaveLength(2);
      for (const words of ['数量', '金额（元）', '到场时间', '完工时间', '维修签字']) {
        expect(page.match(new RegExp(words, 'g'))).toHaveLength(2);
      }
    }
    expect(scanned(pdf, [0, 1170])).toEqual(Array.from({ length: 4 }, () => 'PG-202611-0007'));
    expect(await blankCharacters(pdf, 1)).toEqual([]);
  });

  it('prints 241 × 140 mm with the tractor strips free and nothing under 10.5 points', async () => {
    const long = { ...slip, profile: 'carbonless', matter: '漏水'.repeat(400) } as const;
    const { pdf, pages } = await typesetSlip(printer, long);
    expect(pages).toBe(4);
    checkPdf(pdf);
    const document = await PDFDocument.load(pdf);
    const page = document.getPage(0);
    expect(page.getWidth()).toBeCloseTo((241 / 25.4) * 72, 0);
    expect(page.getHeight()).toBeCloseTo((140 / 25.4) * 72, 0);
    const strip = (12.7 / 25.4) * 72;
    for (const word of wordsOf(pdf)) {
      expect(word.left).toBeGreaterThan(strip);
      expect(word.right).toBeLessThan(page.getWidth() - strip);
      expect(word.bottom).toBeLessThan(page.getHeight());
    }
    expect(textOf(pdf).map((text) => names.filter((name) => text.includes(name)))).toEqual(
      names.map((name) => [name]),
    );
    expect(scanned(pdf, [0])).toEqual(Array.from({ length: 4 }, () => 'PG-202611-0007'));
  });

  it('leaves the phone off the finance copy', async () => {
    const { pdf } = await typesetSlip(printer, { ...slip, profile: 'carbonless' });
    expect(textOf(pdf).map((text) => text.includes('13900001234'))).toEqual([
      true,
      false,
      true,
      true,
    ]);
  });

  it('says on paper that it is printed again, void, or a look beforehand', async () => {
    const again = await typesetSlip(printer, { ...slip, print: 2 });
    expect(textOf(again.pdf)[0]).toContain('补打第 2 次');
    const first = await typesetSlip(printer, slip);
    expect(textOf(first.pdf)[0]).not.toMatch(/补打|[作废预览]/);
    const voided = await typesetSlip(printer, { ...slip, voided: true });
    expect(textOf(voided.pdf)[1]?.match(/[作废]/g)).toHaveLength(4);
    const seen = await typesetSlip(printer, { ...slip, print: 0 });
    expect(textOf(seen.pdf)[1]?.match(/[预览]/g)).toHaveLength(4);
  });
});
