import { z } from 'zod';

/** A value of a field: a number for integer and decimal fields, text for all others. */
const RecordField = z
  .union([z.string(), z.number()])
  .meta({ title: '栏目值', description: '整数、小数栏为数字，其余为文字' });

const RecordNumber = z
  .string()
  .min(1)
  .max(40)
  .meta({ title: '登记编号', description: '类别前缀-年月-流水号', example: 'BX-202610-0001' });
const SiteCode = z.string().meta({ title: '项目', description: '项目代码，不填为第一个项目' });
const Reason = z.string().trim().min(1).max(2000).meta({ title: '原因', example: '房号写错' });
const Day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .meta({ title: '日期', example: '2026-10-02' });
const Month = z
  .string()
  .regex(/^\d{4}-\d{2}$/)
  .meta({ title: '月份', example: '2026-10' });
const Time = z.string().meta({ title: '时刻', example: '2026-10-02T10:53:00.000Z' });

/** What it takes to file a record. */
export const FileRecord = z
  .strictObject({
    site: SiteCode.optional(),
    category: z
      .union([z.string(), z.number()])
      .meta({ title: '类别', description: '编号、前缀或名称', example: '01' }),
    occurredAt: z.iso.datetime({ offset: true }).optional().meta({
      title: '发生时间',
      description: '带时区的时刻；不填则取类别的时间栏',
      example: '2026-10-02T10:53:00+08:00',
    }),
    room: z.string().max(60).optional().meta({ title: '房号', example: '3-2-0501' }),
    lateReason: Reason.optional().meta({
      title: '补录原因',
      description: '事后补录的，写明为什么当时没有登记',
      example: '当时停电，先记在纸上',
    }),
    fields: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).meta({
      title: '各栏内容',
      description: '以栏目名为键',
      example: { 报修部位: '客厅', 故障现象: '门锁打不开', 紧急程度: '一般' },
    }),
  })
  .meta({ title: '登记', description: '归档一条工作记录' });
export type FileRecord = z.infer<typeof FileRecord>;

/** What it takes to correct a record: new values by column; `null` empties one. */
export const CorrectRecord = z
  .strictObject({
    changes: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).meta({
      title: '更正内容',
      description: '栏目名与新值，null 为清空',
      example: { 报修部位: '卧室' },
    }),
    reason: Reason,
    expects: z
      .number()
      .int()
      .min(0)
      .optional()
      .meta({ title: '已见更正数', description: '与实际不符时拒绝，以免盖过别人的更正' }),
  })
  .meta({ title: '更正', description: '追加一次更正，原文不动' });
export type CorrectRecord = z.infer<typeof CorrectRecord>;

/** What it takes to void a wrongly filed record. */
export const VoidRecord = z
  .strictObject({ reason: Reason })
  .meta({ title: '作废', description: '作废误登的记录，编号保留' });
export type VoidRecord = z.infer<typeof VoidRecord>;

/** What it takes to sign off a day. */
export const SignOffDay = z
  .strictObject({
    site: SiteCode.optional(),
    day: Day,
    remark: z.string().trim().max(2000).optional().meta({ title: '审阅意见' }),
  })
  .meta({ title: '日审阅', description: '主管以上人员审阅并签一天的报修、咨询与投诉' });
export type SignOffDay = z.infer<typeof SignOffDay>;

/** Where a record stands. */
export const RecordStatus = z
  .enum(['open', 'closed', 'void'])
  .meta({ title: '状态', description: 'open 未办结，closed 已办结，void 已作废' });
export type RecordStatus = z.infer<typeof RecordStatus>;

/** How a list is narrowed and paged; `after` is the `next` of the page before. */
export const ListRecords = z
  .strictObject({
    site: SiteCode.optional(),
    category: z.string().optional().meta({ title: '类别', example: '01' }),
    month: Month.optional(),
    status: RecordStatus.optional(),
    room: z.string().max(60).optional().meta({ title: '房号', example: '3-2-0501' }),
    person: z.string().max(60).optional().meta({ title: '责任者', description: '姓名全文' }),
    from: Day.optional().meta({ title: '起（含）', example: '2026-10-01' }),
    until: Day.optional().meta({ title: '止（不含）', example: '2026-10-08' }),
    after: z.string().max(200).optional().meta({ title: '下一页标记' }),
    limit: z.coerce
      .number()
      .int()
      .min(1)
      .max(200)
      .optional()
      .meta({ title: '每页条数', example: 50 }),
  })
  .meta({ title: '查询条件' });
export type ListRecords = z.infer<typeof ListRecords>;

const Fields = z.record(z.string(), RecordField);

/** One thing a check found that did not stop the filing. */
export const FilingWarning = z
  .strictObject({ field: z.string(), value: z.string(), rule: z.string(), message: z.string() })
  .meta({ title: '提醒' });
export type FilingWarning = z.infer<typeof FilingWarning>;

/** What filing answers. */
export const FiledRecord = z
  .strictObject({
    number: RecordNumber,
    warnings: z
      .array(FilingWarning)
      .readonly()
      .meta({ title: '提醒', description: '已归档，请核对' }),
  })
  .meta({ title: '登记结果' });
export type FiledRecord = z.infer<typeof FiledRecord>;

/** How long a record is kept, in fields and in a sentence. */
export const RetentionView = z
  .strictObject({
    class: z.enum(['y5', 'y10', 'long']).meta({ title: '保管期限类' }),
    years: z.number().int().nullable().meta({ title: '年限', description: '长期为 null' }),
    through: Day.nullable().meta({ title: '保管至（含）', description: '未办结或长期为 null' }),
    sentence: z.string().meta({ title: '说明', example: '保管 10 年，至 2036-12-31（含）' }),
  })
  .meta({ title: '保管期限' });
export type RetentionView = z.infer<typeof RetentionView>;

const CorrectionView = z.strictObject({
  ordinal: z.number().int(),
  at: Time,
  by: z.string(),
  reason: z.string(),
  changes: z.record(
    z.string(),
    z.strictObject({ from: RecordField.nullable(), to: RecordField.nullable() }),
  ),
});

const AttachmentView = z.strictObject({
  id: z.string(),
  ordinal: z.number().int(),
  name: z.string(),
  mediaType: z.string(),
  sha256: z.string(),
  sizeBytes: z.number().int(),
  at: Time,
  by: z.string(),
});
export type AttachmentView = z.infer<typeof AttachmentView>;

/** A thread's neighbour: what this record names, or what names it. */
export const LinkView = z.strictObject({
  direction: z.enum(['names', 'named-by']),
  kind: z.enum(['record', 'order', 'unknown']),
  number: z.string(),
  field: z.string(),
  title: z.string().nullable(),
});
export type LinkView = z.infer<typeof LinkView>;

/** A record as one may see it: personal fields are masked unless the reader may see them. */
export const RecordView = z
  .strictObject({
    number: RecordNumber,
    site: z.string(),
    category: z.strictObject({ code: z.string(), title: z.string(), version: z.number().int() }),
    title: z.string().meta({ title: '题名' }),
    month: Month,
    supplement: z.number().int().meta({ title: '补卷', description: '0 为当月正卷' }),
    occurredAt: Time,
    precision: z.enum(['minute', 'day']),
    filedAt: Time,
    filedBy: z.string().meta({ title: '登记人' }),
    source: z.enum(['desk', 'import']),
    lateReason: z.string().nullable().meta({ title: '补录原因', description: '不是补录为 null' }),
    room: z.string().nullable(),
    status: RecordStatus,
    closedAt: Time.nullable(),
    disposed: z.boolean().meta({ title: '已处置', description: '内容已按处置决定销毁' }),
    fields: Fields.meta({ title: '现行内容' }),
    original: Fields.meta({ title: '原文' }),
    masked: z.array(z.string()).meta({ title: '已遮盖的栏目' }),
    corrections: z.array(CorrectionView),
    attachments: z.array(AttachmentView),
    links: z.array(LinkView),
    voided: z
      .strictObject({ at: Time, by: z.string(), reason: z.string(), approver: z.string() })
      .nullable(),
    retention: RetentionView,
    digest: z.string().meta({ title: '摘要', description: '账本条目中的加盐摘要' }),
    seq: z.number().int().meta({ title: '账本序号' }),
  })
  .meta({ title: '工作记录' });
export type RecordView = z.infer<typeof RecordView>;

/** A record as a line of a list. */
export const RecordLine = z
  .strictObject({
    number: RecordNumber,
    category: z.string(),
    title: z.string(),
    month: Month,
    occurredAt: Time,
    room: z.string().nullable(),
    status: RecordStatus,
    corrections: z.number().int(),
    supplement: z.number().int(),
    late: z.boolean().meta({ title: '补录', description: '写有补录原因' }),
    retainedThrough: Day.nullable(),
    fields: Fields.meta({ title: '列表栏目' }),
  })
  .meta({ title: '记录行' });
export type RecordLine = z.infer<typeof RecordLine>;

/** A page of a list of records; `next` is null on the last one. */
export const RecordPage = z
  .strictObject({ items: z.array(RecordLine).readonly(), next: z.string().nullable() })
  .meta({ title: '记录列表' });
export type RecordPage = z.infer<typeof RecordPage>;

const ReviewCount = z.strictObject({
  category: z.string(),
  title: z.string(),
  total: z.number().int(),
  open: z.number().int(),
  kinds: z.array(z.strictObject({ kind: z.string(), count: z.number().int() })),
});
export type ReviewCount = z.infer<typeof ReviewCount>;

/** A day's repairs, inquiries and complaints, and who signed for having reviewed them. */
export const DayReview = z
  .strictObject({
    site: z.string(),
    day: Day,
    counts: z.array(ReviewCount),
    records: z.array(RecordLine),
    signatures: z.array(
      z.strictObject({ name: z.string(), at: Time, remark: z.string().nullable() }),
    ),
  })
  .meta({ title: '日审阅' });
export type DayReview = z.infer<typeof DayReview>;

/** One thing said about one cell of an imported file. */
export const LineFinding = z
  .strictObject({
    file: z.string(),
    line: z.number().int().meta({ title: '行号', description: '表头为第 1 行' }),
    column: z.string(),
    value: z.string(),
    rule: z.string(),
    message: z.string(),
  })
  .meta({ title: '逐行说明' });
export type LineFinding = z.infer<typeof LineFinding>;

/** What an import did, or on a dry run would do. */
export const ImportReport = z
  .strictObject({
    file: z.string(),
    site: z.string(),
    category: z.strictObject({ code: z.string(), title: z.string() }),
    dryRun: z.boolean(),
    rows: z.number().int(),
    filed: z.number().int().meta({ title: '归档数', description: '试运行时为可归档数' }),
    already: z.number().int().meta({ title: '已有数', description: '同样的行已归档，未重复' }),
    putRight: z.array(LineFinding),
    warnings: z.array(LineFinding),
    rejected: z.array(LineFinding),
    rejectedRows: z.number().int(),
    rejectedCsv: z.string().optional().meta({ title: '退回行', description: '连同原因的 CSV' }),
    gaps: z
      .array(z.strictObject({ month: Month, first: z.string(), last: z.string() }))
      .optional()
      .meta({ title: '派工单缺号', description: '逐段列出，首尾皆含' }),
  })
  .meta({ title: '导入报告' });
export type ImportReport = z.infer<typeof ImportReport>;
