import type { Json } from '../core/canonical-json.ts';
import type { Instant } from '../core/clock.ts';
import { localMinuteOf } from '../core/month.ts';
import type { TypesetResult } from './press-orders.ts';
import type { Printer } from './printer.ts';

/** One thing that was checked; `passed: null` means it does not apply or was not checked. */
export interface ReportCheck {
  /** Such as 1.1, or the standard's own number. */
  readonly code: string;
  readonly name: string;
  /** What was checked, and how. */
  readonly checked: string;
  /** What was measured. */
  readonly measured: string;
  readonly passed: boolean | null;
}

/** One of the four properties (真实性, 完整性, 可用性, 安全性) with its checks. */
export interface ReportSection {
  readonly title: string;
  readonly checks: readonly ReportCheck[];
}

/** A four-property report (四性检测) or another report of checks. */
export interface ReportInput {
  readonly company: string;
  readonly site: string;
  readonly title: string;
  /** What the report is about, such as 2026 年 10 月 十年类档案包. */
  readonly subject: string;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly sections: readonly ReportSection[];
  /** The finding in a sentence. */
  readonly conclusion: string;
  readonly notes: readonly string[];
  /** Roles that sign on paper, such as 检测人. */
  readonly signatures: readonly string[];
  readonly createdAt: Instant;
  readonly zone: string;
  readonly footer?: string;
}

/** Typesets a report; it is 合格 only if something was checked and nothing failed. */
export function typesetReport(printer: Printer, input: ReportInput): Promise<TypesetResult> {
  const checks = input.sections.flatMap((section) => section.checks);
  const failed = checks.filter((check) => check.passed === false).length;
  const passed = checks.filter((check) => check.passed === true).length;
  const data: Json = {
    company: input.company,
    site: input.site,
    title: input.title,
    subject: input.subject,
    facts: input.facts.map(({ label, value }) => ({ label, value })),
    sections: input.sections.map((section) => ({
      title: section.title,
      checks: section.checks.map(({ code, name, checked, measured, passed: verdict }) => ({
        code,
        name,
        checked,
        measured,
        passed: verdict,
      })),
    })),
    passed: failed === 0 && passed > 0,
    counts: `共 ${checks.length} 项：合格 ${passed}，不合格 ${failed}，不适用 ${checks.length - passed - failed}`,
    conclusion: input.conclusion,
    notes: [...input.notes],
    signatures: [...input.signatures],
    madeWords: localMinuteOf(input.createdAt, input.zone),
    footer: input.footer ?? '',
  };
  return printer.typeset({
    template: 'report',
    title: `${input.site} ${input.title} ${input.subject}`,
    createdAt: input.createdAt,
    data,
  });
}
