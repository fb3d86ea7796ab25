import mammoth from 'mammoth';
import { AppError } from '../../core/app-error.ts';
import { type Losses, lose, wordsOnly } from './body.ts';
import { notTaken, openWord, type WordParts, zipOf } from './container.ts';
import { type WordText, wordLosses } from './model.ts';
import { numberingOf } from './numbers.ts';
import { attributeOf, elementsOf, tagsOf } from './tags.ts';
import { markdownOf } from './to-markdown.ts';

const spaces = 'http://schemas.openxmlformats.org';
/** What the reader needs beside the body: which part is the body, and nothing that leads elsewhere. */
const around = {
  '[Content_Types].xml': `<Types xmlns="${spaces}/package/2006/content-types"/>`,
  '_rels/.rels':
    `<Relationships xmlns="${spaces}/package/2006/relationships">` +
    `<Relationship Id="r1" Target="word/document.xml" Type="${spaces}/officeDocument/2006/relationships/officeDocument"/>` +
    '</Relationships>',
};

/**
 * Reads a Word file as the text of a policy. Nothing in it is run or fetched: the reader is handed
 * the words of the body alone. Tracked changes are taken as accepted.
 *
 * Errors: `invalid`, saying what the file is and what to do.
 */
export async function readWord(bytes: Uint8Array): Promise<WordText> {
  const parts = openWord(bytes);
  const losses: Losses = new Map();
  const main = mainPart(parts);
  const body = partText(parts, main);
  if (body === undefined) {
    throw notTaken('这个文件里没有 Word 正文。', '请在 Word 里打开，另存为 .docx，再选一次');
  }
  const folder = main.slice(0, main.lastIndexOf('/') + 1);
  const numbering = numberingOf(
    partText(parts, `${folder}styles.xml`),
    partText(parts, `${folder}numbering.xml`),
  );
  countParts(parts, folder, losses);
  const words = wordsOnly(body, numbering, losses);
  const text = legible(markdownOf(await htmlOf(words), losses));
  if (text.trim() === '') {
    throw notTaken('这个文件里没有文字。', '正文若是图片或在文本框里，请把文字打出来再选');
  }
  const counted = wordLosses.map((what) => ({ what, count: losses.get(what) ?? 0 }));
  return { text, losses: counted.filter(({ count }) => count > 0) };
}

/** A text without signs that no version may hold: a file can spell what nobody can type. */
function legible(text: string): string {
  return text.toWellFormed().replace(/(?![\n\t])\p{Cc}/gu, '');
}

/** The words of a body as HTML. Errors: `invalid`, for a body that is none. */
async function htmlOf(words: string): Promise<string> {
  const buffer = zipOf({ ...around, 'word/document.xml': words });
  try {
    const { value } = await mammoth.convertToHtml(
      { buffer },
      {
        includeDefaultStyleMap: false,
        includeEmbeddedStyleMap: false,
        ignoreEmptyParagraphs: true,
      },
    );
    return value;
  } catch (cause) {
    const { message, problems } = notTaken(
      '这个 Word 文件的正文读不出来。',
      '请在 Word 里打开，另存为 .docx，再选一次',
    );
    throw new AppError('invalid', message, { problems, cause });
  }
}

/** Where the body lies. */
function mainPart(parts: WordParts): string {
  const ways = elementsOf(tagsOf(partText(parts, '_rels/.rels') ?? ''), 'Relationship').flat();
  const way = ways.find((one) => attributeOf(one, 'Type')?.endsWith('/officeDocument'));
  const target = (way && attributeOf(way, 'Target')) ?? 'word/document.xml';
  return target.replace(/^\//, '');
}

/** A part as text. Errors: `invalid`, where it declares signs of its own: no Word file does. */
function partText(parts: WordParts, name: string): string | undefined {
  const text = parts.text(name);
  if (text === undefined || !/<!(DOCTYPE|ENTITY|\[CDATA)/i.test(text)) return text;
  throw notTaken('这个文件不像是 Word 写出来的。', '请在 Word 里打开，另存为 .docx，再选一次');
}

/** What lies beside the body. */
function countParts(parts: WordParts, folder: string, losses: Losses): void {
  const { names } = parts;
  lose(losses, 'macros', names.filter((name) => /(^|\/)vbaProject\.bin$/i.test(name)).length);
  const margins = names.filter(
    (name) => name.startsWith(folder) && /\/(header|footer)\d*\.xml$/i.test(name),
  );
  const said = margins.filter((name) => /<\w+:t[ >]/.test(parts.text(name) ?? ''));
  lose(losses, 'headers', said.length);
}
