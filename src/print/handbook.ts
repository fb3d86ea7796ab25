import type { Json } from '../core/canonical-json.ts';
import type { Chart } from '../core/chart/model.ts';
import type { SiteCharts } from '../core/chart/site-chart.ts';
import type { Instant } from '../core/clock.ts';
import type { LocalDate } from '../core/month.ts';
import { layChart } from './chart-block.ts';
import { piecesOf } from './handbook-pieces.ts';
import { parseMarkdown } from './markdown.ts';
import { withoutTitle } from './policy.ts';
import type { TypesetResult } from './press-orders.ts';
import type { Printer } from './printer.ts';

/** A chapter of the handbook: a policy in force, or a chart that no policy carries. */
export interface HandbookChapter {
  readonly code: string;
  readonly title: string;
  /** ※ */
  readonly posted: boolean;
  /** Such as 第 2 版. */
  readonly versionWords: string;
  /** The day from which it is in force; — for a chart of the settings. */
  readonly from: string;
  /** The line below the title. */
  readonly factWords: string;
  readonly sha256: string;
  /** The text in Markdown, or the chart alone. */
  readonly body: { readonly text: string } | { readonly chart: Chart };
}

/** The handbook as it is bound. */
export interface HandbookInput {
  readonly company: string;
  readonly site: string;
  readonly edition: number;
  readonly asOf: LocalDate;
  readonly countWords: string;
  readonly builtWords: string;
  readonly builtBy: string;
  /** Digest of the contents. */
  readonly digest: string;
  readonly parts: readonly {
    readonly title: string;
    readonly chapters: readonly HandbookChapter[];
  }[];
  readonly missing: readonly {
    readonly code: string;
    readonly title: string;
    readonly why: string;
  }[];
  readonly charts: SiteCharts;
  readonly createdAt: Instant;
}

/** A bound handbook: `chapterPages` are the pages on which its chapters begin, in their order. */
export interface BoundHandbook extends TypesetResult {
  readonly chapterPages: readonly number[];
}

/** Typesets the handbook. */
export async function typesetHandbook(
  printer: Printer,
  input: HandbookInput,
): Promise<BoundHandbook> {
  const { company, site, edition, asOf, countWords, builtWords, builtBy, missing } = input;
  let index = 0;
  const parts = input.parts.map(({ title, chapters }) => ({
    title,
    chapters: chapters.map(({ body, sha256, ...chapter }) => {
      const blocks =
        'chart' in body
          ? [layChart(body.chart)]
          : withoutTitle(parseMarkdown(body.text, input.charts), chapter.title);
      index += 1;
      return {
        ...chapter,
        index,
        sha256Groups: sha256.replace(/^sha256:/, '').match(/.{1,16}/g) ?? [],
        pieces: piecesOf(blocks),
      };
    }),
  }));
  const data = {
    company,
    site,
    edition,
    asOf,
    countWords,
    builtWords,
    builtBy,
    digestGroups: input.digest.replace(/^sha256:/, '').match(/.{8}/g) ?? [],
    parts,
    missing,
  };
  const result = await printer.typeset({
    template: 'handbook',
    title: `${company} 工作手册 第 ${edition} 版`,
    createdAt: input.createdAt,
    data: data as unknown as Json,
  });
  const chapterPages = result.marks
    .filter(({ kind }) => kind === 'chapter')
    .toSorted((a, b) => Number(a.index) - Number(b.index))
    .map(({ page }) => page);
  return { ...result, chapterPages };
}
