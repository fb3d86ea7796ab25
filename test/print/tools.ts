import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';

const packages = {
  pdffonts: 'poppler-utils',
  pdftotext: 'poppler-utils',
  pdftoppm: 'poppler-utils',
  qpdf: 'qpdf',
};

/** Runs an outside tool; a missing one fails the test with the line that installs it. */
function run(tool: keyof typeof packages, ...words: string[]): string {
  try {
    return execFileSync(tool, words, { encoding: 'utf8', stdio: 'pipe', maxBuffer: 2 ** 28 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new Error(`${tool} is missing: apt-get install -y ${packages[tool]}`);
  }
}

function withFile<Result>(pdf: Uint8Array, use: (path: string, folder: string) => Result): Result {
  const folder = mkdtempSync(join(tmpdir(), 'print-'));
  try {
    const path = join(folder, 'in.pdf');
    writeFileSync(path, pdf);
    return use(path, folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The text of every page, places to break left out. */
export function textOf(pdf: Uint8Array): string[] {
  const text = withFile(pdf, (path) => run('pdftotext', '-layout', path, '-'));
  return text.replaceAll('\u200b', '').split('\f').slice(0, -1);
}

/** Throws if qpdf finds anything wrong. */
export function checkPdf(pdf: Uint8Array): void {
  withFile(pdf, (path) => run('qpdf', '--check', path));
}

/** Every font of a PDF, and whether its letters lie in the file. */
export function fontsOf(pdf: Uint8Array): { name: string; isEmbedded: boolean }[] {
  const lines = withFile(pdf, (path) => run('pdffonts', path))
    .trim()
    .split('\n')
    .slice(2);
  return lines.map((line) => {
    const [name = '', embedded] =
      /^(\S+) .*? (yes|no) +(?:yes|no) +(?:yes|no) /.exec(line)?.slice(1) ?? [];
    return { name, isEmbedded: embedded === 'yes' };
  });
}

/** A bookmark of a PDF, with the page it leads to. */
export interface Bookmark {
  readonly title: string;
  readonly page: number;
  readonly below: readonly Bookmark[];
}

/** The bookmarks of a PDF. */
export function bookmarksOf(pdf: Uint8Array): Bookmark[] {
  interface Outline {
    readonly title: string;
    readonly destpageposfrom1: number;
    readonly kids: readonly Outline[];
  }
  const json = withFile(pdf, (path) => run('qpdf', '--json', '--json-key=outlines', path));
  const read = ({ title, destpageposfrom1: page, kids }: Outline): Bookmark => {
    return { title, page, below: kids.map(read) };
  };
  return (JSON.parse(json).outlines as Outline[]).map(read);
}

/** The same PDF under a password. */
export function encryptPdf(pdf: Uint8Array, userPassword: string): Uint8Array {
  return withFile(pdf, (path, folder) => {
    const locked = join(folder, 'locked.pdf');
    run('qpdf', '--encrypt', userPassword, 'owner', '256', '--', path, locked);
    return new Uint8Array(readFileSync(locked));
  });
}

export interface Word {
  readonly page: number;
  readonly text: string;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const entities: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&amp;': '&' };

/** Every word with its box. Units: points from the top left of its page. */
export function wordsOf(pdf: Uint8Array): Word[] {
  const html = withFile(pdf, (path) => run('pdftotext', '-bbox', path, '-'));
  return html
    .split('<page ')
    .slice(1)
    .flatMap((page, index) =>
      Array.from(
        page.matchAll(
          /<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)<\/word>/g,
        ),
        ([, left, top, right, bottom, text = '']) => ({
          page: index + 1,
          text: text.replace(/&\w+;/g, (entity) => entities[entity] ?? entity),
          left: Number(left),
          top: Number(top),
          right: Number(right),
          bottom: Number(bottom),
        }),
      ),
    );
}

export interface Raster {
  readonly width: number;
  readonly height: number;
  /** How many pixels of a box are clearly darker than paper, by their darkest channel. */
  inked(left: number, top: number, right: number, bottom: number): number;
}

/** What pixels are counted of: `channels` bytes each, row by row. */
interface Pixels {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  /** Dots an inch. */
  readonly dpi: number;
}

/** Renders one page; boxes are asked for in points, and the answer counts inked pixels. */
export async function renderPage(pdf: Uint8Array, page: number): Promise<Raster> {
  const one = ['-f', `${page}`, '-l', `${page}`, '-singlefile'];
  const png = withFile(pdf, (path, folder) => {
    run('pdftoppm', '-r', '100', ...one, '-png', path, join(folder, 'page'));
    return readFileSync(join(folder, 'page.png'));
  });
  const { data, info } = await sharp(png).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return rasterOf({ data, ...info, dpi: 100 });
}

/** Renders every page in greys, in one go and without packing the pictures: for large sheets. */
function renderGrey(pdf: Uint8Array, dpi: number): Raster[] {
  return withFile(pdf, (path, folder) => {
    run('pdftoppm', '-r', `${dpi}`, '-gray', path, join(folder, 'page'));
    const names = readdirSync(folder).filter((name) => name.endsWith('.pgm'));
    return names.toSorted().map((name) => {
      const bytes = readFileSync(join(folder, name));
      const head = /^P5\s(\d+)\s(\d+)\s255\s/.exec(bytes.subarray(0, 40).toString('latin1'));
      if (head === null) throw new Error(`${name} is no PGM`);
      const [width, height] = [Number(head[1]), Number(head[2])];
      const data = bytes.subarray(head[0].length);
      return rasterOf({ data, width, height, channels: 1, dpi });
    });
  });
}

function rasterOf({ data, width, height, channels, dpi }: Pixels): Raster {
  const scale = dpi / 72;
  return {
    width,
    height,
    inked(left, top, right, bottom) {
      let count = 0;
      const [firstRow, lastRow] = [Math.max(0, Math.floor(top * scale)), Math.ceil(bottom * scale)];
      for (let y = firstRow; y < Math.min(lastRow, height); y += 1) {
        for (let x = Math.floor(left * scale); x < Math.ceil(right * scale); x += 1) {
          const at = (y * width + x) * channels;
          const all = data.subarray(at, at + channels);
          if (Math.min(255, ...all) < 170) count += 1;
        }
      }
      return count;
    },
  };
}

/** Characters on a page whose box holds no ink, though the text layer has them. */
export async function blankCharacters(
  pdf: Uint8Array,
  page: number,
  known: readonly Word[] = wordsOf(pdf),
): Promise<string[]> {
  const raster = await renderPage(pdf, page);
  return blankAmong(
    known.filter((word) => word.page === page),
    raster,
  );
}

/** The same of every page of large type, at so many dots an inch, in one go. */
export function blankByPage(pdf: Uint8Array, dpi: number): { page: number; blank: string[] }[] {
  const words = Map.groupBy(wordsOf(pdf), ({ page }) => page);
  return renderGrey(pdf, dpi).map((raster, index) => {
    const own = words.get(index + 1) ?? [];
    return { page: index + 1, blank: blankAmong(own, raster) };
  });
}

function blankAmong(words: readonly Word[], raster: Raster): string[] {
  return words.flatMap((word) => {
    const characters = [...word.text].filter((character) => character !== '\u200b');
    const wide = characters.every((character) => /\p{Script=Han}/u.test(character));
    const boxes = wide ? characters : [characters.join('')];
    const step = (word.right - word.left) / boxes.length;
    // A hair is left out at every side, so that neither rules nor neighbours count as ink.
    return boxes.filter((_, index) => {
      const left = word.left + step * index;
      return (
        raster.inked(left + 0.1 * step, word.top + 2, left + 0.9 * step, word.bottom - 2) === 0
      );
    });
  });
}
