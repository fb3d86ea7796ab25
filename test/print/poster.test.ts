import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { siteChartsOf } from '../../src/catalogue/charts.ts';
import { initialSiteDocument } from '../../src/catalogue/pack.ts';
import { readLibrary } from '../../src/policies/commands/seed-policies.ts';
import {
  fitPosters,
  type PosterInput,
  type PosterText,
  smallestText,
  typesetPoster,
  typesetPosters,
} from '../../src/print/poster.ts';
import { openPrinter, type Printer } from '../../src/print/printer.ts';
import { requireTool } from '../kit/outside-tools.ts';
import { blankByPage, textOf } from './tools.ts';

let printer: Printer;
beforeAll(() => {
  printer = openPrinter(undefined, 1);
});
afterAll(() => printer.close());

const address = 'https://anjuan.example/p/K7QM2H9TABCDEFGHJKMN';
const document = initialSiteDocument();

const plain: PosterText = {
  company: '安居物业服务有限公司',
  site: '锦绣花园',
  code: 'ZD-04',
  title: '首问负责制',
  version: 2,
  posted: true,
  department: '客服部',
  approver: '何光',
  inForceFrom: '2026-11-03',
  place: '前台墙',
  text: '## 目的\n\n业主只把事情说一遍。\n\n1. 当面的，以先与业主搭话的客服人员为准。\n',
};

function sheet(text: PosterText, size: PosterInput['size']): PosterInput {
  const createdAt = '2026-11-03T02:00:00.000Z';
  return { ...text, address, humanCode: 'K7QM-2H9T', size, createdAt };
}

/** The first page as a picture at some dots an inch. */
function pictured(pdf: Uint8Array, dpi: number): Buffer {
  return inFolder((folder) => {
    const [path, page] = [join(folder, 'poster.pdf'), join(folder, 'page')];
    writeFileSync(path, pdf);
    const look = ['-r', `${dpi}`, '-gray', '-png', '-f', '1', '-l', '1', '-singlefile'];
    execFileSync(requireTool('pdftoppm'), [...look, path, page]);
    return readFileSync(`${page}.png`);
  });
}

/** What a scanner reads of a picture; nothing where it reads none. */
function scanned(png: Buffer): string {
  return inFolder((folder) => {
    const path = join(folder, 'page.png');
    writeFileSync(path, png);
    try {
      const stdio: ['ignore', 'pipe', 'ignore'] = ['ignore', 'pipe', 'ignore'];
      const words = ['-q', '--raw', '-Sdisable', '-Sqrcode.enable', path];
      return execFileSync(requireTool('zbarimg'), words, { stdio }).toString().trim();
    } catch (error) {
      if ((error as { status?: number }).status === 4) return ''; // no code was found
      throw error;
    }
  });
}

function inFolder<Result>(use: (folder: string) => Result): Result {
  const folder = mkdtempSync(join(tmpdir(), 'anjuan-poster-'));
  try {
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Where the code stands on a page: its dark square in the upper right. Units: pixels. */
async function codeOn(png: Buffer): Promise<{ left: number; top: number; side: number }> {
  const { data, info } = await sharp(png).raw().toBuffer({ resolveWithObject: true });
  const isDark = (x: number, y: number) =>
    (data[(y * info.width + x) * info.channels] ?? 255) < 128;
  const from = Math.floor(info.width * 0.7);
  const columns = Array.from({ length: info.width - from }, (_, index) => from + index);
  const top = Array.from({ length: info.height }, (_, y) => y).find((y) =>
    columns.some((x) => isDark(x, y)),
  );
  if (top === undefined) throw new Error('there is no code on the page');
  // Its first row begins with one finder and ends with another.
  const dark = columns.filter((x) => isDark(x, top + 1));
  const [left = 0, right = 0] = [dark[0], dark.at(-1)];
  return { left, top, side: right - left + 1 };
}

/** Parts of the code's square, together 15 % of it: stains and tears that leave its finders in sight. */
const blots: Readonly<Record<string, readonly (readonly [x: number, y: number, side: number])[]>> =
  {
    'in the middle': [[0.307, 0.307, 0.387]],
    'at the corner without a finder': [[0.613, 0.613, 0.387]],
    'at the right edge': [[0.613, 0.3, 0.387]],
    'at the lower edge': [[0.3, 0.613, 0.387]],
    'in two places': [
      [0.33, 0.25, 0.274],
      [0.72, 0.7, 0.274],
    ],
    'above and below the middle': [
      [0.36, 0.19, 0.274],
      [0.36, 0.6, 0.274],
    ],
  };

describe('the code on a poster', () => {
  it('is read at 25 mm and 300 dots an inch, also with 15 % of it stained or torn off', async () => {
    const { pdf } = await typesetPoster(printer, sheet(plain, 'a4'));
    const large = await codeOn(pictured(pdf, 300));
    const millimetres = (large.side / 300) * 25.4;
    expect(millimetres).toBeGreaterThanOrEqual(25);
    // The page made smaller until the code is 25 mm wide.
    const page = pictured(pdf, Math.floor((300 * 25) / millimetres));
    const code = await codeOn(page);
    expect((code.side / 300) * 25.4).toBeLessThanOrEqual(25.1);
    expect(scanned(page)).toBe(address);
    for (const [where, parts] of Object.entries(blots)) {
      const share = parts.reduce((sum, [, , side]) => sum + side * side, 0);
      expect(share, where).toBeGreaterThanOrEqual(0.149);
      for (const [shade, background] of Object.entries({ dirt: '#000', tear: '#fff' })) {
        const layers = parts.map(([x, y, side]) => {
          const size = Math.ceil(side * code.side);
          return {
            input: { create: { width: size, height: size, channels: 3 as const, background } },
            left: code.left + Math.floor(x * code.side),
            top: code.top + Math.floor(y * code.side),
          };
        });
        const blotted = await sharp(page).composite(layers).png().toBuffer();
        expect(scanned(blotted), `${shade} ${where}`).toBe(address);
      }
    }
  }, 60_000);
});

describe('a poster', () => {
  it('takes the smallest paper on which its text is one sheet, and the largest type on it', async () => {
    const long = { ...plain, text: `${plain.text}\n${'每一条都要照办，不得拖延。'.repeat(200)}` };
    const longest = {
      ...plain,
      text: `${plain.text}\n${'每一条都要照办，不得拖延。'.repeat(2_500)}`,
    };
    const fits = await fitPosters(printer, [plain, long, longest]);
    expect(fits.map(({ paper, fits: isOne }) => [paper, isOne])).toEqual([
      ['a4', true],
      ['a3', true],
      ['a2', false],
    ]);
    expect(fits[0]?.textSize).toBeGreaterThan(20);
    expect(fits[2]?.textSize).toBe(smallestText);
    const sheets = fits.map(({ paper }, at) => sheet([plain, long, longest][at] ?? plain, paper));
    const pressed = await typesetPosters(printer, sheets);
    const pages = pressed.sheets.map((one) => one.pages);
    expect(pages.slice(0, 2)).toEqual([1, 1]);
    expect(pages[2]).toBeGreaterThan(1);
    expect(pressed.pages).toBe(pages.reduce((sum, count) => sum + count, 0));
    expect(textOf(pressed.pdf)[2]).toContain(`第 1 张，共 ${pages[2]} 张`);
  }, 60_000);

  it('may hold the price list alone', async () => {
    const text = '## 目的\n\n明码标价。\n\n```prices\n# 文印\n打字 | 页 | 5 | 一次校改\n```\n';
    const { pdf } = await typesetPoster(printer, sheet({ ...plain, text, part: 'prices' }, 'a4'));
    const [page = ''] = textOf(pdf);
    expect(page).toContain('一次校改');
    expect(page).not.toContain('明码标价');
  }, 60_000);

  it('of every ※ policy of the library at each of its places is one sheet, legible, with ink for every letter', async () => {
    const charts = siteChartsOf(document);
    const texts = readLibrary()
      .filter(({ posted }) => posted)
      .flatMap((policy) =>
        policy.places.map((place): PosterText => {
          const { code, title, department, text } = policy;
          const wall = document.places.find((one) => one.code === place)?.title ?? '';
          return { ...plain, code, title, department, text, place: wall, charts };
        }),
      );
    expect(new Set(texts.map(({ code }) => code)).size).toBe(15);
    expect(texts.every(({ place }) => place !== '')).toBe(true);
    // A place is one word beside a text, and changes nothing of its paper.
    const once = [...new Map(texts.map((text) => [text.code, text])).values()];
    const fits = await fitPosters(printer, once);
    expect(fits.filter((fit) => !fit.fits)).toEqual([]);
    const paper = new Map(once.map(({ code }, index) => [code, fits[index]?.paper ?? 'a4']));
    const sheets = texts.map((text) => sheet(text, paper.get(text.code) ?? 'a4'));
    const pressed = await typesetPosters(printer, sheets);
    expect(pressed.sheets.filter(({ pages }) => pages !== 1)).toEqual([]);
    expect(Math.min(...pressed.sheets.map(({ textSize }) => textSize))).toBeGreaterThanOrEqual(
      10.5,
    );
    expect(pressed.pages).toBe(texts.length);
    expect(pressed.missingGlyphs).toEqual([]);
    const blank = blankByPage(pressed.pdf, 72).filter((page) => page.blank.length > 0);
    expect(blank).toEqual([]);
  }, 120_000);
});
