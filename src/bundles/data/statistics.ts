import type { Category } from '../../catalogue/model.ts';
import type { Instant } from '../../core/clock.ts';
import { deadlinesFor } from '../../deadlines/rules.ts';
import { type Fields, holds } from '../../records/rules/fields.ts';

/** A promised time: how many records it concerned, and how many kept it. */
export interface DeadlineCount {
  readonly code: string;
  readonly title: string;
  readonly source: string;
  readonly kept: number;
  readonly due: number;
}

/** A category's month in figures. Voided records are counted as such and nowhere else. */
export interface CategoryStatistics {
  readonly code: string;
  readonly title: string;
  readonly records: number;
  readonly void: number;
  readonly open: number;
  /** By the category's kind field, most frequent first; without one there is none. */
  readonly kinds: readonly { readonly kind: string; readonly count: number }[];
  readonly deadlines: readonly DeadlineCount[];
  /** Where a category counts only some (a signed survey): how many count, how many do not. */
  readonly counted: { readonly yes: number; readonly no: number; readonly why: string } | null;
}

/** What statistics need of a record. */
export interface CountedRecord {
  readonly fields: Readonly<Fields>;
  readonly status: 'open' | 'closed' | 'void';
  readonly heading: { readonly kind: string };
  /** When the first standing dispatch order was taken for it. */
  readonly dispatchedAt?: Instant | undefined;
}

/** Counts a category's records of a month. Source: C-6.6 (statistics by kind), SLA-07. */
export function statisticsOf(
  category: Category,
  records: readonly CountedRecord[],
  zone: string,
): CategoryStatistics {
  const standing = records.filter((record) => record.status !== 'void');
  const rule = category.counted;
  const yes = standing.filter((record) => rule && holds(rule.when, record.fields)).length;
  return {
    code: category.code,
    title: category.title,
    records: records.length,
    void: records.length - standing.length,
    open: standing.filter((record) => record.status === 'open').length,
    kinds: category.kind === undefined ? [] : countKinds(standing),
    deadlines: countKept(category, standing, zone),
    counted: rule ? { yes, no: standing.length - yes, why: rule.otherwise } : null,
  };
}

/** A share as people read it: `49／51（96.1%）`. */
export function shareText({ kept, due }: { kept: number; due: number }): string {
  if (due === 0) return '本月无此项';
  return `${kept}／${due}（${((100 * kept) / due).toFixed(1)}%）`;
}

function countKinds(records: readonly CountedRecord[]): CategoryStatistics['kinds'] {
  const groups = Map.groupBy(records, (record) => record.heading.kind || '未填');
  return [...groups]
    .map(([kind, of]) => ({ kind, count: of.length }))
    .sort((one, other) => other.count - one.count || (one.kind < other.kind ? -1 : 1));
}

/** No promise runs on past this: what has no end was not kept when its month was bound. */
const endOfTime: Instant = '9999-12-31T23:59:59.000Z';

function countKept(
  category: Category,
  records: readonly CountedRecord[],
  zone: string,
): DeadlineCount[] {
  const promises = records.flatMap(({ fields, dispatchedAt }) =>
    deadlinesFor(category, fields, { now: endOfTime, zone, dispatchedAt }),
  );
  return (category.deadlines ?? []).map(({ code, title, source }) => {
    const due = promises.filter(({ rule, prompt }) => rule === code && !prompt);
    const kept = due.filter(({ state }) => state === 'met').length;
    return { code, title, source, kept, due: due.length };
  });
}
