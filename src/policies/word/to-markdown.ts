import { type Losses, lose, marks } from './body.ts';

/** An element or a text of the reader's HTML. */
type Node = { readonly tag: string; readonly children: Node[] } | string;

/** A part of the text: a point of a list, or anything else. */
interface Block {
  readonly text: string;
  /** How deep the point stands; undefined where it is none. */
  readonly depth?: number;
}

/**
 * Turns the HTML that the reader of Word files makes into the Markdown of policies: headings,
 * paragraphs, points, tables and bold words. Of anything else its words stay.
 */
export function markdownOf(html: string, losses: Losses): string {
  const lines: string[] = [];
  /** How many lists the last point stands in. */
  let open = 0;
  for (const { text, depth } of blocksOf(treeOf(html), losses)) {
    if (text === '') continue;
    const isNext = depth !== undefined && open > 0;
    if (lines.length > 0) lines.push(isNext ? '\n' : '\n\n');
    // A point in no list stands at the margin, whatever Word says: further in it would be code.
    const level = Math.min(depth ?? 0, open);
    const indent = '   '.repeat(level);
    lines.push(
      `${indent}${text.replaceAll('\n', `\n${indent}${depth === undefined ? '' : '   '}`)}`,
    );
    open = depth === undefined ? 0 : level + 1;
  }
  return `${lines.join('')}\n`;
}

const piece = /<(\/?)([a-z0-9]+)[^>]*?(\/?)>|([^<]+)/g;
const empty = new Set(['br', 'img', 'hr', 'input']);
const entities = new Map([
  ['&lt;', '<'],
  ['&gt;', '>'],
  ['&quot;', '"'],
  ['&amp;', '&'],
]);

function treeOf(html: string): Node[] {
  const root: Node[] = [];
  const open: { tag: string; children: Node[] }[] = [];
  for (const [, slash, tag = '', closed, words] of html.matchAll(piece)) {
    const into = open.at(-1)?.children ?? root;
    if (words !== undefined) {
      into.push(words.replace(/&(?:lt|gt|quot|amp);/g, (one) => entities.get(one) ?? one));
    } else if (slash === '/') {
      const at = open.findLastIndex((one) => one.tag === tag);
      if (at >= 0) open.length = at;
    } else {
      const element = { tag, children: [] };
      into.push(element);
      if (closed !== '/' && !empty.has(tag)) open.push(element);
    }
  }
  return root;
}

function blocksOf(nodes: readonly Node[], losses: Losses): Block[] {
  return nodes.flatMap((node) => {
    if (typeof node === 'string') return { text: plainBlock(escaped(node).trim()) };
    if (node.tag === 'table') return { text: tableOf(node.children, losses) };
    if (/^(p|h[1-6]|li)$/.test(node.tag)) return paragraph(inlineOf(node.children));
    return blocksOf(node.children, losses);
  });
}

const marked = new RegExp(
  `^([${marks.heading}${marks.point}])(\\d)([^${marks.end}]*)${marks.end}([\\s\\S]*)$`,
);

/** A paragraph by what its mark says it is. */
function paragraph(words: string): Block {
  const [, mark, rank = '1', number = '', rest = ''] = marked.exec(words) ?? [];
  const said = (mark === undefined ? words : rest).trim();
  if (said === '') return { text: '' };
  if (mark === undefined) return { text: plainBlock(said) };
  const sign = escaped(number).trim();
  if (mark === marks.heading) {
    const title = [sign, said.replaceAll('**', '').replace(/\s*\n\s*/g, ' ')].filter(Boolean);
    return { text: `${'#'.repeat(Number(rank))} ${title.join(' ')}` };
  }
  const depth = Number(rank);
  if (sign === '•') return { text: `- ${said}`, depth };
  // Numbers that Markdown knows make a point; 第一条 and （一） are words at its head.
  return /^\d{1,9}[.)]$/.test(sign)
    ? { text: `${sign} ${said}`, depth }
    : { text: `${sign} ${said}` };
}

/** What would be read as a heading, a rule, a quote or a fence begins with a backslash. */
function plainBlock(words: string): string {
  return words.replace(/^(#{1,6}\s|>|```|~~~|\||=+\s*$|-+\s*$|(?:[*_] *){3,}$)/gm, '\\$1');
}

function inlineOf(nodes: readonly Node[]): string {
  return nodes
    .map((node) => {
      if (typeof node === 'string') return escaped(node);
      if (node.tag === 'br') return '\n';
      const inner = inlineOf(node.children);
      return node.tag === 'strong' || node.tag === 'b' ? bold(inner) : inner;
    })
    .join('')
    .replaceAll('****', '')
    .replace(/[ \t]*\n/g, '  \n');
}

/** Signs that Markdown would take for its own are words here. */
function escaped(words: string): string {
  return words
    .replace(/[\t ]+/g, ' ')
    .replace(/[\\`*_]|~~|<(?=https?:)|\[(?=[^\]]*\]\()|&(?=#?\w+;)/g, '\\$&');
}

const edge = /^([\s\p{P}\p{S}]*)([\s\S]*?)([\s\p{P}\p{S}]*)$/u;

/** Blanks and signs at its ends stay outside, where Markdown takes the stars for stars otherwise. */
function bold(words: string): string {
  const [, before = '', inner = '', after = ''] = edge.exec(words) ?? [];
  if (inner === '' || inner.includes('\n')) return words;
  return `${before}**${inner.replaceAll('**', '')}**${after}`;
}

/** A table, its first row the head; a cell is one line. */
function tableOf(nodes: readonly Node[], losses: Losses): string {
  const rows = rowsOf(nodes).map((cells) => cells.map((cell) => cellOf(cell, losses)));
  const width = Math.max(0, ...rows.map((row) => row.length));
  if (width === 0) return '';
  const line = (cells: readonly string[]) =>
    `| ${Array.from({ length: width }, (_, at) => cells[at] ?? '').join(' | ')} |`;
  const [head = [], ...body] = rows;
  const wall = line(Array.from({ length: width }, () => '---'));
  return [line(head), wall, ...body.map(line)].join('\n');
}

function rowsOf(nodes: readonly Node[]): Node[][][] {
  return nodes.flatMap((node) => {
    if (typeof node === 'string') return [];
    if (node.tag !== 'tr') return rowsOf(node.children);
    return [node.children.flatMap((cell) => (typeof cell === 'string' ? [] : [cell.children]))];
  });
}

function cellOf(nodes: readonly Node[], losses: Losses): string {
  const lines = blocksOf(nodes, losses)
    .map(({ text }) =>
      text
        .replace(/^(#{1,6}|-) /, '')
        .replace(/\s*\n\s*/g, ' ')
        .trim(),
    )
    .filter((line) => line !== '');
  lose(losses, 'cell-breaks', lines.length - 1);
  return lines.join(' ').replaceAll('|', '\\|');
}
