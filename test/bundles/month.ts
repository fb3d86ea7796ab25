import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { attachFile } from '../../src/records/commands/attach-file.ts';
import { correctRecord } from '../../src/records/commands/correct-record.ts';
import { fileRecord } from '../../src/records/commands/file-record.ts';
import { signOffDay } from '../../src/records/commands/sign-off-day.ts';
import { voidRecord } from '../../src/records/commands/void-record.ts';
import { requireTool } from '../kit/outside-tools.ts';
import { foreignPdf, picture } from '../print/samples.ts';
import { type Office, repair } from '../records/commands/office.ts';

/** Bytes as a stream, the way an upload brings them. */
async function* stream(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** A repair with its order; `order` is the last part of the order's number. */
export function dispatched(order: number, more: Record<string, string> = {}) {
  const day = String((order % 28) + 1).padStart(2, '0');
  return repair({
    登记时间: `2026-10-${day} 09:00`,
    派工时间: `2026-10-${day} 09:04`,
    派工单号: `PG-202610-${String(order).padStart(4, '0')}`,
    派往部门: '工程部',
    接单人: '周师傅',
    业主签字: '是',
    回复业主时间: `2026-10-${day} 12:00`,
    ...more,
  });
}

/**
 * A small month, filed by commands: repairs with orders (0003 is missing, 0004 not returned, its
 * matter open), a correction, a void, two attachments, an unsigned survey, a formula, one signed day.
 */
export async function fileMonth(office: Office): Promise<void> {
  const { home, operator } = office;
  const file = (category: string, fields: Record<string, string>) =>
    fileRecord(home, operator, { category, fields });
  await file('01', dispatched(1));
  await file('01', dispatched(2, { 派工时间: '2026-10-03 09:20' }));
  await file('01', { ...dispatched(4, { 业主签字: '否' }), 回复业主时间: '' });
  await file('01', dispatched(5));
  await file('18', { 发放日期: '2026-10-08', 房号: '3-2-0602', 调查人: '王芳', 业主签字: '否' });
  await file('29', { 日期: '2026-10-09', 事件: '=1+1 不是公式', 经办人: '王芳' });
  const number = 'BX-202610-0001';
  const image = await picture(300, 200);
  await attachFile(home, operator, { number, name: '现场 1.jpg', bytes: stream(image) });
  await attachFile(home, operator, {
    number,
    name: '报价.pdf',
    bytes: stream(await foreignPdf(2)),
  });
  await correctRecord(home, operator, {
    number: 'BX-202610-0002',
    changes: { 故障现象: '窗扇脱落' },
    reason: '听错了',
  });
  const supervisor = await office.person('heguang');
  await voidRecord(home, await office.person('wangfang'), {
    number: 'BX-202610-0004',
    reason: '重复登记',
    approver: supervisor,
  });
  await signOffDay(home, supervisor, { day: '2026-10-02', remark: '已阅' });
}

/** Plain SHA-256, in hexadecimal. */
export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** A file out of a bag's ZIP, as text, read by a tool that is not ours. */
export function readData(zip: string, name: string): string {
  return execFileSync(requireTool('unzip'), ['-p', zip, name], {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
}
