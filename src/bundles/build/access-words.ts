import { purposeTitles } from '../../archives/model.ts';
import type { Json } from '../../core/canonical-json.ts';
import type { BoundAccess } from '../data/access-log.ts';
import { type BagClass, classTitles } from '../model.ts';

const stepWords: Readonly<Record<string, string>> = {
  'archive.asked': '申请',
  'archive.approved': '批准',
  'archive.refused': '不批准',
  'archive.looked': '查看',
  'archive.relayed': '转告',
  'archive.heard': '申请人看转告',
  'archive.look-refused': '查看未准',
  'archive.decision-refused': '审批未准',
  'archive.relay-refused': '转告未准',
  'bundle.downloaded': '下载档案包',
  'order.contact-opened': '派工单上看联系方式',
};

const refusalWords: Readonly<Record<string, string>> = {
  forbidden: '无权',
  conflict: '已处理、已用过或已过时限',
  'not-found': '没有',
};

/** What somebody did, as the printed register names it. */
export function stepTitle({ entry }: BoundAccess): string {
  return stepWords[entry.kind] ?? entry.kind;
}

/**
 * What a step was about, in words: columns, purpose, reason, and the end of the request's number,
 * by which asking, approval and look are found together. Ids stand in the lines of the data.
 */
export function stepDetails({ facts, proven }: BoundAccess): string {
  const said = { ...membersOf(facts), ...membersOf(proven?.value ?? null) };
  const text = (key: string) => (typeof said[key] === 'string' ? said[key] : undefined);
  const [purpose, request, refusal, bag] = ['purpose', 'request', 'refusal', 'class'].map(text);
  const titles: Readonly<Record<string, string>> = purposeTitles;
  const labelled: readonly (readonly [label: string, words: string | undefined])[] = [
    ['栏目', Array.isArray(said.fields) ? said.fields.join('、') : undefined],
    ['保管类别', bag && (classTitles[bag as BagClass] ?? bag)],
    ['补卷', said.supplement ? String(said.supplement) : undefined],
    ['用途', purpose && (titles[purpose] ?? purpose)],
    ['事项', text('matter')],
    ['原因', text('reason')],
    ['时限', typeof said.minutes === 'number' ? `${said.minutes} 分钟` : undefined],
    ['未准原因', refusal && (refusalWords[refusal] ?? refusal)],
    ['申请号', request && `…${request.slice(-8)}`],
  ];
  return labelled.flatMap(([label, words]) => (words ? [`${label}：${words}`] : [])).join('；');
}

function membersOf(value: Json): { readonly [key: string]: Json | undefined } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as { readonly [key: string]: Json | undefined })
    : {};
}
