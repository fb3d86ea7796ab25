import MarkdownIt from 'markdown-it';
import { AppError } from '../../core/app-error.ts';
import { chartSvg } from '../../core/chart/chart-svg.ts';
import type { SiteCharts } from '../../core/chart/site-chart.ts';
import { priceTables } from './price-table.ts';

/** A heading of a policy's text, to which its table of contents leads. */
export interface TextHeading {
  readonly id: string;
  readonly words: string;
  readonly level: number;
}

/** A policy's text as a part of a page. */
export interface ReadText {
  readonly html: string;
  readonly headings: readonly TextHeading[];
}

/** Tags in a text are words, not tags; links lead only where people may follow them. */
const reader = new MarkdownIt({ html: false, linkify: false, breaks: false });

type Token = ReturnType<typeof reader.parse>[number];

reader.renderer.rules.fence = (tokens, index, _options, env) => {
  const { content = '', info = '' } = tokens[index] ?? {};
  const prices =
    info.trim() === 'prices' ? priceTables(content, reader.utils.escapeHtml) : undefined;
  if (prices !== undefined) return prices;
  const chart = info.trim() === 'chart' ? drawn(content, chartsIn(env)) : undefined;
  if (chart === undefined) return `<pre><code>${reader.utils.escapeHtml(content)}</code></pre>`;
  return `<figure class="policy-chart" tabindex="0" role="group">${chart}</figure>`;
};
reader.renderer.rules.table_open = () => '<div class="policy-table"><table>';
reader.renderer.rules.table_close = () => '</table></div>';
reader.renderer.rules.th_open = (tokens, index, options, _env, self) => {
  tokens[index]?.attrSet('scope', 'col');
  return self.renderToken(tokens, index, options);
};
reader.renderer.rules.td_open = (tokens, index, options, _env, self) => {
  if (isShort(wordsOf(tokens[index + 1]))) tokens[index]?.attrJoin('class', 'short');
  return self.renderToken(tokens, index, options);
};
// The text's own address may be anywhere; a picture from there would tell who reads it.
reader.renderer.rules.image = (tokens, index) =>
  reader.utils.escapeHtml(tokens[index]?.content ?? '');

/** The charts of the settings, as the reader carries them beside a text. */
function chartsIn(env: Parameters<typeof reader.parse>[1] | undefined): SiteCharts {
  return (env?.charts ?? {}) as SiteCharts;
}

function drawn(source: string, charts: SiteCharts): string | undefined {
  try {
    return chartSvg(source, charts).svg;
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  }
}

/**
 * Reads a policy's Markdown for a page: headings from the second rank on, each with an id; charts
 * drawn, those of the settings from `charts`; a first heading that repeats `title` left out, since
 * the page says it already.
 */
export function readText(
  text: string,
  title: string,
  { prefix = 't', charts = {} }: { prefix?: string | undefined; charts?: SiteCharts } = {},
): ReadText {
  const env = { charts };
  const tokens = withoutTitle(reader.parse(text, env), title);
  const top = Math.min(...tokens.flatMap((token) => (isHeading(token) ? [rankOf(token)] : [])));
  const headings: TextHeading[] = [];
  let level = 2;
  for (const [index, token] of tokens.entries()) {
    if (!isHeading(token)) continue;
    if (token.type === 'heading_open') {
      // No rank is left out on the way down, whatever the writer did.
      level = Math.min(6, 2 + rankOf(token) - top, headings.length === 0 ? 2 : level + 1);
      const id = `${prefix}-${headings.length + 1}`;
      token.attrSet('id', id);
      headings.push({ id, words: wordsOf(tokens[index + 1]), level });
    }
    token.tag = `h${level}`;
  }
  return { html: reader.renderer.render(tokens, reader.options, env), headings };
}

/** The longest words that a table's cell keeps on one line. Units: characters. */
const longestShort = 6;

function isShort(words: string): boolean {
  return words.length > 0 && words.length <= longestShort;
}

function isHeading({ type }: Token): boolean {
  return type === 'heading_open' || type === 'heading_close';
}

function rankOf({ tag }: Token): number {
  return Number(tag.slice(1));
}

function withoutTitle(tokens: Token[], title: string): Token[] {
  const [first, inline] = tokens;
  const repeats = first?.type === 'heading_open' && wordsOf(inline).trim() === title.trim();
  return repeats ? tokens.slice(3) : tokens;
}

function wordsOf(token: Token | undefined): string {
  return (token?.children ?? []).map(({ content }) => content).join('');
}
