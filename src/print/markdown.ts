import type { SiteCharts } from '../core/chart/site-chart.ts';
import { type ChartBlock, chartBlock } from './chart-block.ts';
import { type PricesBlock, pricesBlock } from './price-block.ts';

/** A stretch of text in one style. */
export interface Span {
  readonly text: string;
  readonly bold: boolean;
  readonly italic: boolean;
  readonly code: boolean;
  readonly struck: boolean;
}

/** A block of a policy text, as the template takes it. */
export type Block =
  | { readonly kind: 'heading'; readonly level: number; readonly spans: readonly Span[] }
  | { readonly kind: 'paragraph'; readonly spans: readonly Span[] }
  | { readonly kind: 'list'; readonly clauses: readonly Clause[] }
  | { readonly kind: 'quote'; readonly blocks: readonly Block[] }
  | { readonly kind: 'code'; readonly text: string }
  | ChartBlock
  | PricesBlock
  | { readonly kind: 'rule' }
  | {
      readonly kind: 'table';
      readonly align: readonly ('start' | 'center' | 'end')[];
      readonly head: readonly (readonly Span[])[];
      readonly rows: readonly (readonly (readonly Span[])[])[];
    };

/** A numbered clause or a point of a list; its number stays as it was written. */
export interface Clause {
  readonly marker: string;
  readonly blocks: readonly Block[];
}

const heading = /^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$/;
const rule = /^ {0,3}([-*_])(?:\s*\1){2,}\s*$/;
const fence = /^ {0,3}(`{3,}|~{3,})\s*([^\s`]*)/;
const quote = /^ {0,3}> ?/;
const item = /^( {0,3})([-*+]|\d{1,4}[.)、．])(\s+|(?<=[、．])|$)(.*)$/;
const tableLine = /^ {0,3}\|?[\s:|-]*-[\s:|-]*$/;

/**
 * Reads the Markdown that policies are written in: headings, paragraphs, numbered and plain lists
 * (nested by indent), tables, quotes, code, charts, prices, rules; bold, italic, struck and code inside
 * a line.
 *
 * Whatever it does not know stays as text, so that no word of a policy is ever lost. `charts` are
 * those of the settings, for blocks that refer to them.
 * Source: CommonMark and its tables extension, the part named above.
 */
export function parseMarkdown(text: string, charts: SiteCharts = {}): Block[] {
  const unfronted = text.replace(/^\ufeff?---\r?\n[\s\S]*?\r?\n---\r?\n/, '');
  const lines = unfronted.replace(/\r\n?/g, '\n').replace(/\t/g, '    ').split('\n');
  return blocksOf(lines, charts);
}

function blocksOf(lines: readonly string[], charts: SiteCharts): Block[] {
  const blocks: Block[] = [];
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] ?? '';
    if (line.trim() === '') {
      at += 1;
      continue;
    }
    const [block, next] =
      headingAt(lines, at) ??
      ruleAt(lines, at) ??
      codeAt(lines, at, charts) ??
      quoteAt(lines, at, charts) ??
      listAt(lines, at, charts) ??
      tableAt(lines, at) ??
      paragraphAt(lines, at);
    blocks.push(block);
    at = next;
  }
  return blocks;
}

type Found = readonly [block: Block, next: number];

function headingAt(lines: readonly string[], at: number): Found | undefined {
  const found = heading.exec(lines[at] ?? '');
  if (found === null) return undefined;
  const [, signs = '', words = ''] = found;
  return [{ kind: 'heading', level: signs.length, spans: spansOf(words) }, at + 1];
}

function ruleAt(lines: readonly string[], at: number): Found | undefined {
  return rule.test(lines[at] ?? '') ? [{ kind: 'rule' }, at + 1] : undefined;
}

function codeAt(lines: readonly string[], at: number, charts: SiteCharts): Found | undefined {
  const [, opening, language] = fence.exec(lines[at] ?? '') ?? [];
  if (opening === undefined) return undefined;
  let end = at + 1;
  while (end < lines.length && !(lines[end] ?? '').trim().startsWith(opening)) end += 1;
  const text = lines.slice(at + 1, end).join('\n');
  const drawn =
    language === 'chart'
      ? chartBlock(text, charts)
      : language === 'prices'
        ? pricesBlock(text)
        : undefined;
  return [drawn ?? { kind: 'code', text }, end + 1];
}

function quoteAt(lines: readonly string[], at: number, charts: SiteCharts): Found | undefined {
  let end = at;
  while (quote.test(lines[end] ?? '')) end += 1;
  if (end === at) return undefined;
  const inner = lines.slice(at, end).map((line) => line.replace(quote, ''));
  return [{ kind: 'quote', blocks: blocksOf(inner, charts) }, end];
}

function listAt(lines: readonly string[], at: number, charts: SiteCharts): Found | undefined {
  const first = item.exec(lines[at] ?? '');
  if (first === null) return undefined;
  const numbered = /\d/.test(first[2] ?? '');
  const clauses: Clause[] = [];
  let next = at;
  for (;;) {
    const found = item.exec(lines[next] ?? '');
    if (found === null || /\d/.test(found[2] ?? '') !== numbered) break;
    const [, lead = '', marker = '', gap = '', words = ''] = found;
    const body = [words];
    const indent = lead.length + marker.length + Math.min(Math.max(gap.length, 1), 4);
    next += 1;
    while (next < lines.length && belongs(lines, next, indent)) {
      body.push((lines[next] ?? '').replace(new RegExp(`^ {0,${indent}}`), ''));
      next += 1;
    }
    clauses.push({ marker: numbered ? marker : '•', blocks: blocksOf(body, charts) });
    while ((lines[next] ?? 'end').trim() === '') next += 1;
  }
  return [{ kind: 'list', clauses }, next];
}

/** Whether a line continues the point above it: indented, or the rest of its paragraph. */
function belongs(lines: readonly string[], at: number, indent: number): boolean {
  const line = lines[at] ?? '';
  const depth = line.length - line.trimStart().length;
  if (line.trim() === '') {
    const following = lines.slice(at).find((later) => later.trim() !== '');
    return following !== undefined && following.length - following.trimStart().length >= indent;
  }
  if (depth >= Math.min(indent, 2)) return true;
  const continues = (lines[at - 1] ?? '').trim() !== '';
  return continues && !item.test(line) && !startsBlock(lines, at);
}

function startsBlock(lines: readonly string[], at: number): boolean {
  const line = lines[at] ?? '';
  return heading.test(line) || rule.test(line) || fence.test(line) || quote.test(line);
}

function tableAt(lines: readonly string[], at: number): Found | undefined {
  const head = lines[at] ?? '';
  const under = lines[at + 1] ?? '';
  if (!head.includes('|') || !under.includes('|') || !tableLine.test(under)) return undefined;
  const align = cellsOf(under).map((cell) => {
    if (cell.startsWith(':') && cell.endsWith(':')) return 'center';
    return cell.endsWith(':') ? 'end' : 'start';
  });
  let end = at + 2;
  while ((lines[end] ?? '').includes('|')) end += 1;
  const rows = lines.slice(at + 2, end).map(cellsOf);
  const width = Math.max(align.length, ...rows.map((row) => row.length), cellsOf(head).length);
  const filled = (cells: readonly string[]) =>
    Array.from({ length: width }, (_, index) => spansOf(cells[index] ?? ''));
  const block: Block = {
    kind: 'table',
    align: Array.from({ length: width }, (_, index) => align[index] ?? 'start'),
    head: filled(cellsOf(head)),
    rows: rows.map(filled),
  };
  return [block, end];
}

function cellsOf(line: string): string[] {
  const inner = line
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '');
  return inner.split(/(?<!\\)\|/).map((cell) => cell.trim().replace(/\\\|/g, '|'));
}

function paragraphAt(lines: readonly string[], at: number): Found {
  let end = at + 1;
  while (
    end < lines.length &&
    (lines[end] ?? '').trim() !== '' &&
    !startsBlock(lines, end) &&
    !item.test(lines[end] ?? '')
  ) {
    end += 1;
  }
  return [{ kind: 'paragraph', spans: spansOf(joined(lines.slice(at, end))) }, end];
}

/** Lines of one paragraph: no space between Chinese lines, and two spaces at an end break it. */
function joined(lines: readonly string[]): string {
  return lines.reduce((text, line, index) => {
    if (index === 0) return line.trimStart();
    if (/( {2}|\\)$/.test(text)) return `${text.replace(/( {2,}|\\)$/, '')}\n${line.trimStart()}`;
    const space = /[!-~]\s*$/.test(text) && /^\s*[!-~]/.test(line) ? ' ' : '';
    return `${text.trimEnd()}${space}${line.trimStart()}`;
  }, '');
}

const style =
  /\\([!-/:-@[-`{-~])|`([^`]+)`|\*\*(?=\S)([\s\S]+?)\*\*(?!\*)|~~(?=\S)([\s\S]+?)~~|\*(?=\S)([^*]+?)\*|!?\[([^\]]*)\]\(([^)\s]*)[^)]*\)|<(https?:[^>\s]+)>/g;

const plain = { bold: false, italic: false, code: false, struck: false };

/** Cuts a line into stretches of one style. */
function spansOf(text: string, base: Omit<Span, 'text'> = plain): Span[] {
  const spans: Span[] = [];
  const add = (words: string, mode: Omit<Span, 'text'> = base) => {
    if (words !== '') spans.push({ text: words, ...mode });
  };
  let from = 0;
  for (const found of text.matchAll(style)) {
    add(text.slice(from, found.index));
    from = found.index + found[0].length;
    const [, escaped, code, bold, struck, italic, label, target, address] = found;
    if (escaped !== undefined) add(escaped);
    else if (code !== undefined) add(code, { ...base, code: true });
    else if (bold !== undefined) spans.push(...spansOf(bold, { ...base, bold: true }));
    else if (struck !== undefined) spans.push(...spansOf(struck, { ...base, struck: true }));
    else if (italic !== undefined) spans.push(...spansOf(italic, { ...base, italic: true }));
    else if (address !== undefined) add(address);
    else add(label === target || target === '' ? (label ?? '') : `${label}（${target}）`);
  }
  add(text.slice(from));
  return spans;
}
