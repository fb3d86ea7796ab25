import type { Category } from '../catalogue/model.ts';
import type { Finding } from './finding.ts';
import { cleanText, clipped } from './fold-text.ts';
import { extraHead, ignoredColumns } from './table.ts';

/** Which field each head of a file stands for, and what is to be said once about the file. */
export interface HeadMatch {
  /** File head → field name; heads that stand for no field are left out. */
  readonly fieldOf: Readonly<Record<string, string>>;
  /** Required fields for which the file has no column. */
  readonly missing: readonly string[];
  readonly findings: readonly Finding[];
}

/** What offices also call a column. Only used where the category has no column of that very name. */
const aliases: Readonly<Record<string, readonly string[]>> = {
  房号: ['房间号', '房间', '房屋', '房屋号', '户号', '门牌号', '室号', '楼房号', '业主房号'],
  到访房号: ['房号', '到访房间', '拜访房号', '被访房号'],
  联系电话: ['电话', '手机', '手机号', '手机号码', '电话号码', '联系方式', '业主电话'],
  派工单号: ['派工号', '派工单编号', '工单号', '派单号'],
  登记时间: ['报修时间', '受理时间', '接报时间'],
  登记日期: ['日期', '登记时间'],
  咨询时间: ['登记时间', '受理时间'],
  投诉时间: ['登记时间', '受理时间'],
  接报时间: ['报告时间', '登记时间'],
  回访日期: ['日期', '回访时间'],
  巡视日期: ['日期', '巡检日期'],
  发出日期: ['日期'],
  统计日期: ['日期'],
  首问责任人: ['首问人', '首问', '首接人', '首问负责人'],
  故障现象: ['报修内容', '故障描述', '报修事项'],
  报修人: ['业主姓名', '业主'],
  投诉人: ['业主姓名', '业主'],
  有偿金额元: ['有偿金额', '金额元', '收费金额'],
  经办人: ['经手人'],
  经手人: ['经办人'],
  记录人: ['登记人'],
  登记人: ['记录人'],
  车牌号: ['车牌', '车牌号码', '车号'],
  证件号: ['证件号码', '身份证号', '身份证号码'],
  审阅主管: ['审阅人', '审核人'],
};

/** A head without width, blanks, brackets and marks, by which spellings of one head are one. */
export function headKey(head: string): string {
  return cleanText(head)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s()[\]{}<>〔〕【】「」『』《》〈〉*※:：_"'“”]/gu, '')
    .replace(/(?:必填|选填)$/u, '');
}

/**
 * Finds the field of each column: its own head, the head in another spelling, the English name, or
 * a known alias. Columns without a field and required fields without a column are named once.
 */
export function matchHeads(category: Category, heads: readonly string[]): HeadMatch {
  const byKey = new Map<string, string>();
  for (const { name, en } of category.fields) {
    byKey.set(headKey(name), name);
    if (!byKey.has(headKey(en))) byKey.set(headKey(en), name);
  }
  const fieldOf = new Map<string, string>();
  const taken = new Set<string>();
  const findings: Finding[] = [];
  const take = (head: string, field: string | undefined): boolean => {
    if (field === undefined || taken.has(field)) return false;
    fieldOf.set(head, field);
    taken.add(field);
    return true;
  };
  const left = heads.filter((head) => !take(head, byKey.get(headKey(head))));
  for (const head of left) {
    const base = head.replace(/〔\d+〕$/u, '');
    if (ignoredColumns.has(headKey(base)) || /^第 \d+ 列$/.test(base) || extraHead.test(base))
      continue;
    const alias = byKey.has(headKey(base)) ? undefined : aliasOf(headKey(base), category, taken);
    if (take(head, alias)) findings.push(said(head, 'put-right', `按“${alias}”一栏读入`));
    else findings.push(leftOver(head, base, category, byKey.has(headKey(base))));
  }
  const missing = category.fields
    .filter(({ name, required }) => required === true && !taken.has(name))
    .map(({ name }) => name);
  for (const name of missing) {
    const message = `文件里没有必填的“${name}”一栏，请补上这一栏再导入`;
    findings.push({ column: name, value: '', rule: 'required', severity: 'rejected', message });
  }
  return { fieldOf: Object.fromEntries(fieldOf), missing, findings };
}

/** The cells of a row by field name, ready to be checked. */
export function cellsByField(
  cells: Readonly<Record<string, string>>,
  { fieldOf }: HeadMatch,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fieldOf).map(([head, field]) => [field, cells[head] ?? '']),
  );
}

function aliasOf(key: string, category: Category, taken: ReadonlySet<string>): string | undefined {
  const meant = category.fields.filter(
    ({ name }) => !taken.has(name) && (aliases[name] ?? []).some((alias) => headKey(alias) === key),
  );
  return meant.length === 1 ? meant[0]?.name : undefined;
}

function leftOver(head: string, base: string, category: Category, isCopy: boolean): Finding {
  if (isCopy) {
    const message = `“${base}”出现不止一次，只读第一个，这一栏没有读入`;
    return { column: head, value: head, rule: 'duplicate-column', severity: 'warning', message };
  }
  const message = `“${category.title}”没有“${clipped(head)}”这一栏，没有读入`;
  return { column: head, value: head, rule: 'unknown-column', severity: 'warning', message };
}

function said(head: string, severity: Finding['severity'], message: string): Finding {
  return { column: head, value: head, rule: 'normalised', severity, message };
}
