import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
  /** Whether a pixel is clearly darker than paper, by its darkest channel. */
  inked(left: number, top: number, right: number, bottom: number): number;
}

const scale = 100 / 72;

/** Renders one page; boxes are asked for in points, and the answer counts inked pixels. */
export async function renderPage(pdf: Uint8Array, page: number): Promise<Raster> {
  const png = withFile(pdf, (path, folder) => {
    const name = join(folder, 'page');
    run(
      'pdftoppm',
      '-r',
      '100',
      '-f',
      `${page}`,
      '-l',
      `${page}`,
      '-singlefile',
      '-png',
      path,
      name,
    );
    return readFileSync(`${name}.png`);
  });
  const { data, info } = await sharp(png).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return {
    width: info.width,
    height: info.height,
    inked(left, top, right, bottom) {
      let count = 0;
      const [firstRow, lastRow] = [Math.max(0, Math.floor(top * scale)), Math.ceil(bottom * scale)];
      for (let y = firstRow; y < Math.min(lastRow, info.height); y += 1) {
        for (let x = Math.floor(left * scale); x < Math.ceil(right * scale); x += 1) {
          const at = (y * info.width + x) * info.channels;
          const darkest = Math.min(data[at] ?? 255, data[at + 1] ?? 255, data[at + 2] ?? 255);
          if (darkest < 170) count += 1;
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
  const words = known.filter((word) => word.page === page);
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
