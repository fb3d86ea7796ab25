import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { create } from '@cantoo/fontkit';
import { AppError } from '../core/app-error.ts';

/** The family's name while we print: a name no machine has, so that no installed font steps in. */
const family = 'Anjuan Print';

const ownName = 'Noto Sans SC';
const files = [
  '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
  '@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf',
] as const;

/** The fonts everything is printed in, and which characters they can show. */
export interface Typeface {
  readonly fonts: readonly Buffer[];
  covers(codePoint: number): boolean;
}

/** Reads the two weights; a character counts as covered only if both have it. */
export function loadTypeface(): Typeface {
  const fonts = files.map((file) => readFileSync(fileURLToPath(import.meta.resolve(file))));
  const [regular, bold] = fonts.map((font) => new Set(codePointsOf(font)));
  return {
    fonts: fonts.map(renamed),
    covers: (codePoint) => regular?.has(codePoint) === true && bold?.has(codePoint) === true,
  };
}

function codePointsOf(font: Buffer): number[] {
  const opened = create(font);
  if (!('characterSet' in opened)) throw new AppError('unavailable', '打印字体文件不是单一字体。');
  return opened.characterSet;
}

/** The same font under `family`: the name keeps its length, so only the `name` table changes. */
function renamed(font: Buffer): Buffer {
  const copy = Buffer.from(font);
  const [start, length] = tableOf(copy, 'name');
  const names = copy.subarray(start, start + length);
  const from = Buffer.from(ownName, 'utf16le').swap16();
  const to = Buffer.from(family, 'utf16le').swap16();
  for (let at = names.indexOf(from); at >= 0; at = names.indexOf(from, at + to.length)) {
    to.copy(names, at);
  }
  return copy;
}

/** Where a table of a TrueType file stands. Source: OpenType, the table directory. */
function tableOf(font: Buffer, tag: string): [start: number, length: number] {
  for (let table = 0; table < font.readUInt16BE(4); table += 1) {
    const entry = 12 + 16 * table;
    if (font.toString('latin1', entry, entry + 4) === tag) {
      return [font.readUInt32BE(entry + 8), font.readUInt32BE(entry + 12)];
    }
  }
  throw new AppError('unavailable', `打印字体缺少 ${tag} 表。`);
}
