/** One price: what is done, by which measure, for how much, and what that holds. */
export interface Price {
  readonly name: string;
  readonly unit: string;
  /** Units: yuan, with at most two decimals; null is agreed case by case (面议). */
  readonly price: number | null;
  readonly includes: string;
}

/** Prices under one heading, which may be empty. */
export interface PriceGroup {
  readonly title: string;
  readonly prices: readonly Price[];
}

/** A price list as a policy's text holds it. */
export interface PriceList {
  readonly groups: readonly PriceGroup[];
}

/** What is wrong with a line of a text, counted from 1. */
export interface PriceProblem {
  readonly line: number;
  readonly reason: string;
}

/** The words for a price that is agreed case by case. */
const negotiable = '面议';

/** Where the block of prices stands in a text. */
interface PriceBlock {
  /** The line after the opening fence, counted from 1. */
  readonly firstLine: number;
  readonly lines: readonly string[];
  /** The place of the opening fence and of what follows the closing one, in characters. */
  readonly start: number;
  readonly end: number;
  readonly isClosed: boolean;
}

interface ReadBlock {
  readonly groups: { title: string; prices: Price[] }[];
  readonly problems: PriceProblem[];
}

/**
 * The price list in a policy's text; undefined where it holds none, or one that cannot be read.
 *
 * Shape: a block fenced by ```` ```prices ````; `# 组名` begins a group, every other line reads
 * `项目 | 单位 | 价格 | 含什么`.
 */
export function priceListOf(text: string): PriceList | undefined {
  const [block] = blocksIn(text);
  if (block === undefined || priceProblems(text).length > 0) return undefined;
  return { groups: readBlock(block).groups.filter(({ prices }) => prices.length > 0) };
}

/** What is wrong with the price list of a text, by line; nothing, where it holds none. */
export function priceProblems(text: string): PriceProblem[] {
  const [block, second] = blocksIn(text);
  if (block === undefined) return [];
  const { groups, problems } = readBlock(block);
  const opening = block.firstLine - 1;
  const isEmpty = groups.every(({ prices }) => prices.length === 0) && problems.length === 0;
  return [
    ...problems,
    ...(isEmpty ? [{ line: opening, reason: '价目是空的，请至少写一行' }] : []),
    ...(block.isClosed ? [] : [{ line: opening, reason: '价目没有以 ``` 结束' }]),
    ...(second === undefined
      ? []
      : [{ line: second.firstLine - 1, reason: '一项制度只能有一份价目，请并到前面那一份' }]),
  ];
}

/** The groups that the inside of a block holds; undefined where it cannot be read. */
export function pricesInBlock(source: string): PriceList | undefined {
  return priceListOf(`\`\`\`prices\n${source.replace(/\n$/, '')}\n\`\`\``);
}

/** The text with its price list replaced; where it holds none, the list follows at its end. */
export function withPrices(text: string, list: PriceList): string {
  const [block] = blocksIn(text);
  const fenced = `\`\`\`prices\n${linesOf(list).join('\n')}\n\`\`\``;
  if (block === undefined) return `${text.trimEnd()}\n\n${fenced}\n`;
  return `${text.slice(0, block.start)}${fenced}${text.slice(block.end)}`;
}

/** A price as people read it: `30`, `0.5`, `面议`. */
export function priceText(price: number | null): string {
  return price === null ? negotiable : String(price);
}

/** What a typed price stands for; undefined where it is none. */
export function priceFrom(typed: string): number | null | undefined {
  const words = typed.normalize('NFKC').trim();
  if (words === negotiable) return null;
  return /^\d{1,8}(\.\d{1,2})?$/.test(words) ? Number(words) : undefined;
}

/** What to type where a price cannot be read. */
export const priceRule = '价格写成不小于 0、最多两位小数的数，例如 30 或 0.5；定不下来的写“面议”';

function linesOf(list: PriceList): string[] {
  return list.groups.flatMap(({ title, prices }, index) => [
    ...(index > 0 ? [''] : []),
    ...(title === '' ? [] : [`# ${title}`]),
    ...prices.map(({ name, unit, price, includes }) =>
      [name, unit, priceText(price), includes].join(' | ').trimEnd(),
    ),
  ]);
}

const anyFence = /^ {0,3}(`{3,}|~{3,})\s*([^\s`]*)/;

/** The blocks of prices in a text; what another block holds as an example is none. */
function blocksIn(text: string): PriceBlock[] {
  const blocks: PriceBlock[] = [];
  let open: { mark: string; isPrices: boolean; from: number; start: number } | undefined;
  const lines: { text: string; start: number }[] = [];
  const close = (next: number, end: number, isClosed: boolean) => {
    if (open?.isPrices === true) {
      const inside = lines.slice(open.from, next).map((line) => line.text);
      blocks.push({ firstLine: open.from + 1, lines: inside, start: open.start, end, isClosed });
    }
    open = undefined;
  };
  for (const found of text.matchAll(/([^\r\n]*)(\r\n?|\n|$)/g)) {
    const [, line = ''] = found;
    if (found.index === text.length && lines.length > 0 && line === '') break;
    lines.push({ text: line, start: found.index });
    const at = lines.length - 1;
    if (open !== undefined) {
      if (line.trim().startsWith(open.mark)) close(at, found.index + line.length, true);
      continue;
    }
    const [, mark, language] = anyFence.exec(line) ?? [];
    if (mark === undefined) continue;
    open = { mark, isPrices: language === 'prices', from: at + 1, start: found.index };
  }
  if (open !== undefined) close(lines.length, text.length, false);
  return blocks;
}

/** The line of headings that people may leave above their prices. */
const headings = /^项目\s*\|\s*单位\s*\|\s*价格/;

function readBlock({ firstLine, lines }: PriceBlock): ReadBlock {
  const groups: ReadBlock['groups'] = [];
  const problems: PriceProblem[] = [];
  for (const [index, line] of lines.entries()) {
    const words = line.trim();
    const refuse = (reason: string) => problems.push({ line: firstLine + index, reason });
    if (words === '' || headings.test(words)) continue;
    if (words.startsWith('#')) {
      const title = words.replace(/^#+\s*/, '').trim();
      if (title === '') refuse('组名是空的');
      else if (groups.some((group) => group.title === title)) refuse(`“${title}”这一组前面已有`);
      groups.push({ title, prices: [] });
      continue;
    }
    const read = priceOn(words);
    if (typeof read === 'string') {
      refuse(read);
      continue;
    }
    if (groups.length === 0) groups.push({ title: '', prices: [] });
    const group = groups.at(-1);
    if (group?.prices.some(({ name }) => name === read.name)) {
      refuse(`“${read.name}”在这一组里已有一行`);
    } else group?.prices.push(read);
  }
  return { groups, problems };
}

/** The price on a line, or what is wrong with it. */
function priceOn(line: string): Price | string {
  // Rows as people know them from tables begin and end with the mark.
  const cells = line
    .replace(/^\|(.*)\|$/, '$1')
    .split('|')
    .map((cell) => cell.trim());
  if (cells.length < 3 || cells.length > 4) {
    const isWide = line.includes('｜');
    return `要写成“项目 | 单位 | 价格 | 含什么”${isWide ? '，竖线用半角的 |' : ''}`;
  }
  const [name = '', unit = '', typed = '', includes = ''] = cells;
  if (!/[\p{L}\p{N}\p{P}\p{S}]/u.test(name)) return '没有写项目';
  if (unit === '') return `“${name}”没有写单位`;
  const price = priceFrom(typed);
  if (price === undefined) return `“${name}”的${priceRule}，这里是“${typed}”`;
  return { name, unit, price, includes };
}
