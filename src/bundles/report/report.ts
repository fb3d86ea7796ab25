import type { Json } from '../../core/canonical-json.ts';
import { typesetReport } from '../../print/report.ts';
import type { BuildContext } from '../build/context.ts';
import { jsonText, monthTitle } from '../build/registers.ts';
import type { WorkFolder } from '../build/work-folder.ts';
import { classTitles } from '../model.ts';
import { authenticityChecks } from './authenticity.ts';
import { type Check, type CheckedRow, type Property, propertyTitles, runCheck } from './check.ts';
import type { BagEvidence } from './evidence.ts';
import { integrityChecks } from './integrity.ts';
import { securityChecks } from './security.ts';
import { usabilityChecks } from './usability.ts';

/** Every check, in the order of the report. */
export const fourPropertyChecks: readonly Check[] = [
  ...authenticityChecks,
  ...integrityChecks,
  ...usabilityChecks,
  ...securityChecks,
];

/** Runs every check on a bag's payload. Source: DA/T 70 (four-property detection, 四性检测). */
export async function checkFourProperties(evidence: BagEvidence): Promise<CheckedRow[]> {
  const rows: CheckedRow[] = [];
  for (const check of fourPropertyChecks) rows.push(await runCheck(check, evidence));
  return rows;
}

/** The rows that keep a bag from being sealed. */
export function blockingFaults(rows: readonly CheckedRow[]): CheckedRow[] {
  return rows.filter((row) => row.blocking && row.passed === false);
}

/** Checks the payload as it lies on disk and puts the report beside it, as JSON and PDF. */
export async function putReport(
  context: BuildContext,
  folder: WorkFolder,
  evidence: BagEvidence,
): Promise<CheckedRow[]> {
  const rows = await checkFourProperties(evidence);
  const { plan, document } = context;
  const report: Json = {
    format: 'anjuan-four-properties/1',
    standard: 'DA/T 70',
    site: plan.site,
    month: plan.month,
    supplement: plan.supplement,
    class: evidence.class,
    checkedAt: plan.sealedAt,
    passed: rows.every((row) => row.passed !== false),
    rows: rows as unknown as Json,
  };
  await folder.put('report/four-properties.json', jsonText(report));
  const properties = Object.keys(propertyTitles) as Property[];
  const failed = rows.filter((row) => row.passed === false);
  const excepted = rows.filter((row) => row.excepted.length > 0).length;
  const result = await typesetReport(context.printer, {
    company: document.company,
    site: context.siteName,
    title: '四性检测报告',
    subject: `${monthTitle(context)} ${classTitles[evidence.class]}类档案包`,
    facts: [
      { label: '记录', value: `${evidence.known.length} 条` },
      { label: '文件', value: `${evidence.files.length} 个` },
      { label: '封卷例外', value: `${evidence.exceptions.length} 项` },
    ],
    sections: properties.map((property) => ({
      title: propertyTitles[property],
      checks: rows.filter((row) => row.property === property).map(reportRow),
    })),
    conclusion:
      failed.length === 0
        ? `各项检测均合格${excepted > 0 ? `，其中 ${excepted} 项按封卷例外` : ''}。`
        : `不合格：${failed.map((row) => `${row.code} ${row.name}`).join('、')}。`,
    notes: ['附件按原样保存，不改内容；检测只列出所见。'],
    signatures: ['检测人', '复核人'],
    createdAt: plan.sealedAt,
    zone: document.timeZone,
    footer: `指纹 ${context.fingerprint.slice(0, 12)}`,
  });
  await folder.put('report/four-properties.pdf', result.pdf);
  return rows;
}

const shownFaults = 5;

function reportRow(row: CheckedRow) {
  const { code, name, how, checked, passed, faults, excepted } = row;
  const shown = faults.slice(0, shownFaults).join('；');
  const more = faults.length > shownFaults ? `……共 ${faults.length} 处` : '';
  const except = excepted.length > 0 ? `；按封卷例外 ${excepted.length} 项` : '';
  const measured =
    passed === null ? '本包不适用' : `核对 ${checked} 项${except}${shown && `；${shown}${more}`}`;
  return { code, name, checked: how, measured, passed };
}
