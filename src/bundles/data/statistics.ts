import type { Category, DeadlineRule } from '../../catalogue/model.ts';
import { instantOf } from '../../core/month.ts';
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
    deadlines: (category.deadlines ?? []).map((deadline) => count(deadline, standing, zone)),
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

function count(rule: DeadlineRule, records: readonly CountedRecord[], zone: string): DeadlineCount {
  const due = records.filter(({ fields }) => {
    const concerned = rule.when === undefined || holds(rule.when, fields);
    return concerned && typeof fields[rule.from] === 'string';
  });
  const kept = due.filter(({ fields }) => isKept(rule, fields, zone));
  const { code, title, source } = rule;
  return { code, title, source, kept: kept.length, due: due.length };
}

/** An end that is missing, or stands before its start, keeps no promise. */
function isKept(rule: DeadlineRule, fields: Readonly<Fields>, zone: string): boolean {
  const [from, to] = [fields[rule.from], fields[rule.to]];
  if (typeof from !== 'string' || typeof to !== 'string') return false;
  const start = Date.parse(instantOf(from, zone));
  const end = Date.parse(instantOf(to, zone));
  if (end < start) return false;
  if ('sameDay' in rule.within) return from.slice(0, 10) === to.slice(0, 10);
  return end - start <= rule.within.minutes * 60_000;
}
