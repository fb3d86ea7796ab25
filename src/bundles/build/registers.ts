import type { Json } from '../../core/canonical-json.ts';
import { localMinuteOf } from '../../core/month.ts';
import { copyTitles, type OrderCopy } from '../../dispatch/model.ts';
import { type RegisterInput, typesetRegister } from '../../print/register.ts';
import { monthWords } from '../../print/volume.ts';
import { defusedCsvText } from '../../registers/csv-text.ts';
import type { BoundAccess } from '../data/access-log.ts';
import { accountOf, type BoundOrder, gapText } from '../data/orders.ts';
import type { BoundSignOff } from '../data/sign-offs.ts';
import { stepDetails, stepTitle } from './access-words.ts';
import type { BuildContext } from './context.ts';
import { provenJson } from './record-line.ts';
import { accessSchema, orderSchema, signOffSchema } from './register-schemas.ts';
import type { WorkFolder } from './work-folder.ts';

const orderWords = { issued: '未收回', returned: '已收回', void: '作废' } as const;

/** A register of the month, with the fingerprint at the foot of each page. */
async function putRegister(
  context: BuildContext,
  folder: WorkFolder,
  file: string,
  input: Pick<RegisterInput, 'title' | 'facts' | 'columns' | 'groups' | 'notes'> &
    Partial<RegisterInput>,
): Promise<{ file: string; pages: number }> {
  const { document, plan } = context;
  const result = await typesetRegister(context.printer, {
    company: document.company,
    site: context.siteName,
    subtitle: monthTitle(context),
    createdAt: plan.sealedAt,
    zone: document.timeZone,
    footer: `指纹 ${context.fingerprint.slice(0, 12)}`,
    ...input,
  });
  await folder.put(file, result.pdf);
  return { file, pages: result.pages };
}

/** `2026 年 10 月`, and which supplement of it. */
export function monthTitle({ plan }: Pick<BuildContext, 'plan'>): string {
  return monthWords(plan.month, plan.supplement);
}

/** The dispatch orders: register, data, and every number accounted for. Source: C-2.7. */
export async function putOrders(
  context: BuildContext,
  folder: WorkFolder,
  orders: readonly BoundOrder[],
) {
  const { nameOf, plan } = context;
  const zone = context.document.timeZone;
  const account = accountOf(orders, plan.supplement === 0 ? 1 : Number.POSITIVE_INFINITY);
  await folder.putLines(
    'dispatch/orders.jsonl',
    orders.map((order) => JSON.stringify(orderLine(order, nameOf))),
  );
  const report = {
    site: plan.site,
    month: plan.month,
    supplement: plan.supplement,
    first: account.first,
    last: account.last,
    issued: account.issued,
    returned: account.returned,
    void: account.void,
    notReturned: account.notReturned,
    gaps: account.gaps,
  };
  await folder.put('schema/order.schema.json', jsonText(orderSchema));
  await folder.put('dispatch/gap-report.json', jsonText(report as unknown as Json));
  await folder.put(
    'dispatch/gap-report.csv',
    defusedCsvText([
      ['起号', '止号', '个数', '情况'],
      ...account.gaps.map((gap) => [gap.first, gap.last, gap.count, '缺号，无说明']),
      ...account.notReturned.map((number) => [number, number, 1, '客服联未收回']),
    ]),
  );
  return putRegister(context, folder, 'dispatch/register.pdf', {
    title: '派工单登记簿',
    facts: [
      { label: '派出', value: `${account.issued} 单` },
      { label: '收回', value: `${account.returned} 单` },
      { label: '作废', value: `${account.void} 单` },
      { label: '缺号', value: `${account.gaps.reduce((sum, gap) => sum + gap.count, 0)} 个` },
    ],
    columns: [
      { title: '单号', width: 32 },
      { title: '派出时间', width: 29 },
      { title: '房号', width: 20 },
      { title: '事项' },
      { title: '接单人', width: 18 },
      { title: '登记编号', width: 30 },
      { title: '收回联次', width: 26 },
      { title: '情况', width: 15 },
    ],
    landscape: true,
    groups: [{ rows: orders.map((order) => orderRow(order, zone)) }],
    notes: [{ title: '缺号', lines: account.gaps.length > 0 ? account.gaps.map(gapText) : ['无'] }],
    emptyWords: '本月没有派工单',
  });
}

function orderRow(order: BoundOrder, zone: string) {
  const content = order.proven.value as Record<string, Json>;
  const copies = order.copies.map((copy) => copyTitles[copy.copy as OrderCopy] ?? copy.copy);
  return {
    cells: [
      order.row.number,
      localMinuteOf(order.row.taken_at, zone),
      order.row.room ?? '',
      String(content.matter ?? ''),
      String(content.engineer ?? ''),
      order.row.record ?? '',
      copies.join('、'),
      orderWords[order.status],
    ],
    struck: order.status === 'void',
    flagged: order.status === 'issued',
  };
}

function orderLine(order: BoundOrder, nameOf: (actor: string) => string): Json {
  const { row, voided } = order;
  return {
    number: row.number,
    site: row.site,
    month: row.month,
    takenAt: row.taken_at,
    taker: nameOf(row.taken_by),
    room: row.room,
    record: row.record,
    source: row.source,
    status: order.status,
    copies: order.copies.map((copy) => ({
      copy: copy.copy,
      at: copy.at,
      by: nameOf(copy.by_actor),
      how: copy.how,
      seq: copy.entry_seq,
    })),
    filing: provenJson(order.proven),
    voided: voided ? { proved: [provenJson(voided)] } : null,
  };
}

/** The supervisors' signatures under the days. */
export async function putSignOffs(
  context: BuildContext,
  folder: WorkFolder,
  signOffs: readonly BoundSignOff[],
): Promise<void> {
  await folder.put('schema/sign-off.schema.json', jsonText(signOffSchema));
  await folder.putLines(
    'sign-offs.jsonl',
    signOffs.map(({ row, proven }) =>
      JSON.stringify({
        day: row.day,
        by: context.nameOf(`person:${row.person_id}`),
        at: row.at,
        proved: [provenJson(proven)],
      }),
    ),
  );
}

/** The log of asks and decisions, or of looks: lines and a readable register. */
export async function putAccessLog(
  context: BuildContext,
  folder: WorkFolder,
  steps: readonly BoundAccess[],
  words: { readonly file: string; readonly title: string },
) {
  const zone = context.document.timeZone;
  await folder.put('schema/access.schema.json', jsonText(accessSchema));
  await folder.putLines(
    `${words.file}.jsonl`,
    steps.map((step) =>
      JSON.stringify({
        seq: step.entry.seq,
        at: step.entry.at,
        kind: step.entry.kind,
        subject: step.entry.subject,
        by: context.nameOf(step.actor),
        facts: step.facts,
        proved: step.proven === undefined ? [] : [provenJson(step.proven)],
      }),
    ),
  );
  return putRegister(context, folder, `${words.file}.pdf`, {
    title: words.title,
    facts: [{ label: '条数', value: String(steps.length) }],
    columns: [
      { title: '日志序号', width: 18, align: 'end' },
      { title: '时间', width: 30 },
      { title: '步骤', width: 24 },
      { title: '房号、月份或单号', width: 28 },
      { title: '办理人', width: 24 },
      { title: '内容' },
    ],
    landscape: true,
    groups: [
      {
        rows: steps.map((step) => ({
          cells: [
            String(step.entry.seq),
            localMinuteOf(step.entry.at, zone),
            stepTitle(step),
            step.entry.subject.replace(`${context.plan.site}/`, ''),
            context.nameOf(step.actor),
            stepDetails(step),
          ],
        })),
      },
    ],
    notes: [],
    emptyWords: '本月无查档',
  });
}

/** JSON as a text file that people can read and that ends in a line feed. */
export function jsonText(value: Json): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
