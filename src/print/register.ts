import type { Json } from '../core/canonical-json.ts';
import type { Instant } from '../core/clock.ts';
import { localMinuteOf } from '../core/month.ts';
import type { TypesetResult } from './press-orders.ts';
import type { Printer } from './printer.ts';

/** A column: its head, its share of the width, and how its cells stand. */
export interface RegisterColumn {
  readonly title: string;
  /** Millimetres; a column without a width shares what the others leave. */
  readonly width?: number;
  readonly align?: 'start' | 'center' | 'end';
}

/** One row; texts in the order of the columns. */
export interface RegisterRow {
  readonly cells: readonly string[];
  /** 作废 and its like: the row is struck through and the word stands under its last cell. */
  readonly struck?: boolean;
  /** A row that asks for attention, such as a gap: bold, with a bar at its left. */
  readonly flagged?: boolean;
}

/** Rows under a heading of their own; the first group may go without one. */
export interface RegisterGroup {
  readonly title?: string;
  readonly rows: readonly RegisterRow[];
  /** A closing line, such as 小计 12 单. */
  readonly summary?: string;
}

/** A titled table report: dispatch register, access log, month overview. */
export interface RegisterInput {
  readonly company: string;
  readonly site: string;
  readonly title: string;
  /** Such as 2026 年 10 月. */
  readonly subtitle: string;
  /** Facts above the table, as label and value. */
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly columns: readonly RegisterColumn[];
  readonly groups: readonly RegisterGroup[];
  /** Numbered notes after the table, such as the gap report; a title of their own. */
  readonly notes: readonly { readonly title: string; readonly lines: readonly string[] }[];
  /** What stands in place of an empty table. */
  readonly emptyWords?: string;
  readonly landscape?: boolean;
  readonly createdAt: Instant;
  readonly zone: string;
  /** At the left of the foot of every page, such as 指纹 62d7a6b1. */
  readonly footer?: string;
}

/** Typesets a register; an empty one says so. */
export function typesetRegister(printer: Printer, input: RegisterInput): Promise<TypesetResult> {
  const data: Json = {
    company: input.company,
    site: input.site,
    title: input.title,
    subtitle: input.subtitle,
    facts: input.facts.map(({ label, value }) => ({ label, value })),
    columns: input.columns.map(({ title, width, align }) => ({
      title,
      width: width ?? null,
      align: align ?? 'start',
    })),
    groups: input.groups.map(({ title, rows, summary }) => ({
      title: title ?? null,
      summary: summary ?? null,
      rows: rows.map(({ cells, struck, flagged }) => ({
        cells: input.columns.map((_, index) => cells[index] ?? ''),
        struck: struck === true,
        flagged: flagged === true,
      })),
    })),
    notes: input.notes.map(({ title, lines }) => ({ title, lines: [...lines] })),
    emptyWords: input.emptyWords ?? '本期无记录',
    landscape: input.landscape === true,
    madeWords: localMinuteOf(input.createdAt, input.zone),
    footer: input.footer ?? '',
  };
  return printer.typeset({
    template: 'register',
    title: `${input.site} ${input.title} ${input.subtitle}`,
    createdAt: input.createdAt,
    data,
  });
}
