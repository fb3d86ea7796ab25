import type { Json } from '../../core/canonical-json.ts';
import { count, day, dialect, maybeText, object, proof, said, text, time } from './json-schema.ts';

const proved: Json = { type: 'array', items: object(proof) };

function schema(title: string, description: string, properties: Record<string, Json>): Json {
  return {
    $schema: dialect,
    title,
    description,
    ...(object(properties) as { readonly [name: string]: Json }),
  };
}

/** What every line of `dispatch/orders.jsonl` looks like. */
export const orderSchema = schema(
  'dispatch order',
  '派工单一张。 One dispatch order; entry `filing.seq` proves it.',
  {
    number: said('单号 its number', {
      type: 'string',
      pattern: '^[A-Z0-9]+(-[A-Z0-9]+)*-\\d{4,}$',
    }),
    site: said('项目代码 site', text),
    month: said('取号的月份 month in which the number was taken', text),
    takenAt: said('派出时间 when it was sent out (UTC)', time),
    taker: said('开单人 who took the number', text),
    room: said('房号 room', maybeText),
    record: said('所属记录的编号 the record it belongs to', maybeText),
    source: said('desk 当时登记，import 由旧登记簿转录 how it came in', text),
    status: said('issued 未收回，returned 客服联已收回，void 作废', {
      enum: ['issued', 'returned', 'void'],
    }),
    copies: said('收回的联次 copies that are back', {
      type: 'array',
      items: object({
        copy: said('owner 业主联，finance 财务联，service 客服联，engineering 工程联', text),
        at: time,
        by: text,
        how: said('checked-in 收回，transcribed 由旧登记簿转录', text),
        seq: said('日志序号 entry that proves it', count),
      }),
    }),
    filing: object(proof),
    voided: said('作废 reason and approver of a void', {
      anyOf: [{ type: 'null' }, object({ proved })],
    }),
  },
);

/** What every line of `sign-offs.jsonl` looks like. */
export const signOffSchema = schema(
  'sign-off',
  '主管以上对一天的审阅签字。 A supervisor’s signature under one day.',
  {
    day: said('所签的日子（当地） the day that was signed for', { type: 'string', pattern: day }),
    by: said('签字人 who signed', text),
    at: said('签字时间 when (UTC)', time),
    proved,
  },
);

/** What every line of `access-log.jsonl` and `look-log.jsonl` looks like. */
export const accessSchema = schema(
  'access',
  '查档的一步。 One step of access to an archive; lines with the same facts.request belong together.',
  {
    seq: said('日志序号 place in the log', count),
    at: said('时间 when (UTC)', time),
    kind: said(
      'archive.asked 申请，.approved 批准，.refused 不批准，.looked 查看，.look-refused 查看未准，' +
        '.decision-refused 审批未准，.relayed 转告，.heard 申请人看转告，.relay-refused 转告未准，' +
        'bundle.downloaded 下载档案包，order.contact-opened 派工单上看联系方式',
      text,
    ),
    subject: said('项目/房号、项目/月份或派工单号 site and room or month, or the order', text),
    by: said('办理人 who did it', text),
    facts: said(
      'fields 栏目，minutes 时限（分钟），request 申请号，household 户，refusal 未准的缘故；' +
        'what the log itself says: columns, minutes, request, household, refusal',
      { type: 'object' },
    ),
    proved: said('用途（purpose）、原因（reason） purpose and reason, with proof', proved),
  },
);

/** What every line of `later.jsonl` looks like; an attachment also says where its file lies. */
export const laterSchema: Json = {
  $schema: dialect,
  title: 'later event',
  description:
    '已封卷的记录、派工单、审阅签字在本月的后续。 What happened to something bound before.',
  type: 'object',
  properties: {
    number: said('记录或派工单的编号；审阅签字为所签的日子 number, or the day signed for', text),
    boundIn: said('所在的月份档案 month whose bag holds the record', text),
    kind: said('更正、作废、附件、收回一联、派工单作废、补签', {
      enum: ['correction', 'void', 'attachment', 'order-copy', 'order-void', 'sign-off'],
    }),
    at: said('时间 when (UTC)', time),
    by: said('办理人 who did it', text),
    seq: said('日志序号 place in the log', count),
    copy: said('收回的联次 copy that came back', text),
    path: said('附件在包内的位置 where the file lies', text),
    proved,
  },
  required: ['number', 'boundIn', 'kind', 'at', 'by', 'seq', 'proved'],
  additionalProperties: false,
};
