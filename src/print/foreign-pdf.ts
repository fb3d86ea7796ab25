import { inflateSync } from 'node:zlib';
import {
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFName,
  type PDFObject,
  type PDFPage,
  PDFRawStream,
  PDFRef,
  PDFStream,
} from 'pdf-lib';
import { drawAnnotations } from './annotations.ts';

/** The size of a foreign page as a reader sees it, its own rotation applied. Units: points. */
export interface Sheet {
  readonly width: number;
  readonly height: number;
}

/** What an attached PDF turned out to be: its pages, or why it cannot be bound. */
export type PdfInspection =
  | { readonly sheets: readonly Sheet[]; readonly problem: null }
  | { readonly sheets: readonly []; readonly problem: string };

/** A stream that unfolds to more than this is taken for an attack. Units: bytes. */
const largestStream = 256 * 1024 * 1024;
/** How far from its end a whole PDF still says `%%EOF`. Units: bytes. */
const tail = 2048;

/** Looks an attached PDF through; never throws, since evidence may be broken. */
export async function inspectPdf(bytes: Uint8Array): Promise<PdfInspection> {
  try {
    const opened = await openPdf(bytes);
    if (typeof opened === 'string') return { sheets: [], problem: opened };
    const sheets = opened.getPages().map((page) => {
      const { width, height, turn } = viewOf(page);
      return turn % 180 === 0 ? { width, height } : { width: height, height: width };
    });
    const wrong = sheets.findIndex(({ width, height }) => !(width >= 1 && height >= 1));
    if (wrong >= 0) return { sheets: [], problem: `文件已损坏：第 ${wrong + 1} 页没有尺寸` };
    // A trial embedding shows now what drawing would meet later.
    const scratch = await PDFDocument.create({ updateMetadata: false });
    await scratch.embedPages(opened.getPages().map(prepared));
    await scratch.flush();
    return { sheets, problem: null };
  } catch {
    return { sheets: [], problem: '文件已损坏，无法读取其页面' };
  }
}

const encrypted = /\/Encrypt\s+\d+\s+\d+\s+R/;
const reading = { throwOnInvalidObject: true, updateMetadata: false } as const;

/** A PDF that anybody may read but not change is locked with an empty password. */
async function unlocked(bytes: Uint8Array): Promise<PDFDocument | undefined> {
  try {
    // Before it is unlocked nothing in it parses, so that alone is no sign of damage.
    return await PDFDocument.load(bytes, { ...reading, throwOnInvalidObject: false, password: '' });
  } catch {
    return undefined; // it takes a real password, or a cipher the reader does not know
  }
}

/** Opens a PDF that can be trusted to show what it holds, or says what is wrong with it. */
export async function openPdf(bytes: Uint8Array): Promise<PDFDocument | string> {
  const end = Buffer.from(bytes.subarray(Math.max(0, bytes.length - tail))).toString('latin1');
  if (!end.includes('%%EOF')) return '文件已损坏：结尾不完整';
  const parsed = encrypted.test(Buffer.from(bytes).toString('latin1'))
    ? await unlocked(bytes)
    : await PDFDocument.load(bytes, reading);
  if (parsed === undefined) return '文件已加密，需要密码才能读取';
  const pages = parsed.getPages();
  if (pages.length === 0) return '文件已损坏：一页也没有';
  const count = parsed.catalog.Pages().Count().asNumber();
  if (count !== pages.length) {
    return `文件已损坏：应有 ${count} 页，只找到 ${pages.length} 页`;
  }
  const seen = new Set<PDFObject>();
  for (const [index, page] of pages.entries()) {
    const parts = [page.node.get(PDFName.of('Contents')), page.node.Resources()];
    if (!parts.every((part) => part === undefined || isWhole(part, parsed, seen))) {
      return `文件已损坏：第 ${index + 1} 页的内容读不出来`;
    }
  }
  return parsed;
}

/** Whether everything reachable from `start` is there and unfolds without an error. */
function isWhole(start: PDFObject, pdf: PDFDocument, seen: Set<PDFObject>): boolean {
  const open = [start];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const object = next instanceof PDFRef ? pdf.context.lookup(next) : next;
    if (object === undefined) return false;
    if (seen.has(object)) continue;
    seen.add(object);
    if (object instanceof PDFArray) open.push(...object.asArray());
    if (object instanceof PDFDict) open.push(...branches(object));
    if (object instanceof PDFStream) {
      if (object instanceof PDFRawStream && !unfolds(object)) return false;
      open.push(...branches(object.dict));
    }
  }
  return true;
}

/** What a page needs to be shown; ways back up the tree are not followed. */
function branches(dict: PDFDict): PDFObject[] {
  return dict.entries().flatMap(([name, value]) => {
    const key = name.decodeText();
    return ['Parent', 'StructParents', 'Metadata', 'PieceInfo', 'OC'].includes(key) ? [] : [value];
  });
}

function unfolds(stream: PDFRawStream): boolean {
  const filter = stream.dict.lookup(PDFName.of('Filter'));
  const first = filter instanceof PDFArray ? filter.lookup(0) : filter;
  const name = first instanceof PDFName ? first.decodeText() : '';
  const bytes = stream.getContents();
  if (name === 'DCTDecode') return bytes[0] === 0xff && bytes[1] === 0xd8;
  if (name !== 'FlateDecode') return true;
  try {
    inflateSync(bytes, { maxOutputLength: largestStream });
    return true;
  } catch {
    return false; // cut off or altered: the reader would see a part or nothing
  }
}

/** The part of a page that is shown and how far it is turned. Units: points, degrees. */
export function viewOf(page: PDFPage): {
  left: number;
  bottom: number;
  width: number;
  height: number;
  turn: number;
} {
  const media = page.getMediaBox();
  const crop = page.getCropBox();
  const left = Math.max(media.x, crop.x);
  const bottom = Math.max(media.y, crop.y);
  const width = Math.min(media.x + media.width, crop.x + crop.width) - left;
  const height = Math.min(media.y + media.height, crop.y + crop.height) - bottom;
  const turn = ((page.getRotation().angle % 360) + 360) % 360;
  return { left, bottom, width, height, turn };
}

/** The page ready to be embedded: it has contents, and its annotations are part of them. */
export function prepared(page: PDFPage): PDFPage {
  if (page.node.Contents() === undefined) {
    const empty = page.doc.context.flateStream('');
    page.node.set(PDFName.of('Contents'), page.doc.context.register(empty));
  }
  drawAnnotations(page);
  return page;
}
