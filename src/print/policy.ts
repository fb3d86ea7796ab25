import type { Json } from '../core/canonical-json.ts';
import type { SiteCharts } from '../core/chart/site-chart.ts';
import type { Instant } from '../core/clock.ts';
import type { LocalDate } from '../core/month.ts';
import { parseMarkdown } from './markdown.ts';
import type { TypesetResult } from './press-orders.ts';
import type { Printer } from './printer.ts';

/** A policy's text with what its title block says. */
export interface PolicyInput {
  readonly company: string;
  readonly site: string;
  /** Such as ZD-03. */
  readonly code: string;
  readonly title: string;
  /** Such as 2 or 2.1. */
  readonly version: string;
  /** ※ */
  readonly important: boolean;
  readonly department: string;
  /** The date from which it is in force; null while it is not published. */
  readonly inForceFrom: LocalDate | null;
  /** The first day on which it is in force no more; null while none is set. */
  readonly inForceUntil?: LocalDate | null;
  /** Who wrote it. */
  readonly writer?: string;
  readonly writtenOn?: LocalDate | null;
  /** Who approved it; null while nobody has. */
  readonly approver: string | null;
  readonly approvedOn: LocalDate | null;
  /** A stamp for what is not in force, such as 草案 or 已废止. */
  readonly stamp?: string;
  /** Digest of the text, printed short at the foot and whole at the end. */
  readonly digest: string;
  /** The text in Markdown. */
  readonly text: string;
  /** The charts of the settings, for a text that refers to them. */
  readonly charts?: SiteCharts;
  readonly createdAt: Instant;
}

/** Typesets a policy. */
export function typesetPolicy(printer: Printer, input: PolicyInput): Promise<TypesetResult> {
  const { company, site, code, title, version, important, department } = input;
  const blocks = parseMarkdown(input.text, input.charts);
  const data: Json = {
    company,
    site,
    code,
    title,
    version,
    important,
    department,
    inForceFrom: input.inForceFrom,
    inForceUntil: input.inForceUntil ?? null,
    writer: input.writer ?? '—',
    writtenOn: input.writtenOn ?? '—',
    approver: input.approver ?? '未批准',
    approvedOn: input.approvedOn ?? '—',
    stamp: input.stamp ?? null,
    digest: input.digest.replace(/^sha256:/, ''),
    digestStart: input.digest.replace(/^sha256:/, '').slice(0, 12),
    blocks: withoutTitle(blocks, title) as unknown as Json,
  };
  return printer.typeset({
    template: 'policy',
    title: `${code} ${title} 第 ${version} 版`,
    createdAt: input.createdAt,
    data,
  });
}

/** The title block already carries the title, so a first heading that repeats it is left out. */
export function withoutTitle(
  blocks: ReturnType<typeof parseMarkdown>,
  title: string,
): ReturnType<typeof parseMarkdown> {
  const [first, ...rest] = blocks;
  if (first?.kind !== 'heading') return blocks;
  const words = first.spans.map(({ text }) => text).join('');
  return words.trim() === title.trim() ? rest : blocks;
}
