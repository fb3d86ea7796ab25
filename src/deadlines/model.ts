import { z } from 'zod';

const Time = z.string().meta({ title: '时刻', example: '2026-10-02T10:53:00.000Z' });
const RecordNumber = z.string().meta({ title: '登记编号', example: 'BX-202610-0001' });
const CategoryName = z.strictObject({ code: z.string(), title: z.string() });

/** Where a promised time stands. */
export const DeadlineState = z.enum(['running', 'warned', 'met', 'late', 'overdue']).meta({
  title: '状态',
  description:
    'running 计时中，warned 将到时（提示类：可以追询），met 按时，late 已办但超时，overdue 超时未办',
});
export type DeadlineState = z.infer<typeof DeadlineState>;

/** One promised time of one record. */
export const Deadline = z
  .strictObject({
    rule: z.string().meta({ title: '时限代码', example: 'dispatch-5' }),
    ruleTitle: z.string().meta({ title: '时限', example: '报修五分钟内派工' }),
    source: z.string().meta({ title: '出处', example: 'C-1.5' }),
    prompt: z.boolean().meta({ description: 'true 为提示：到时提醒可办，不算超时，不计达标率' }),
    endsWith: z.string().meta({ title: '以哪一栏为止', example: '派工时间' }),
    byOrder: z.boolean().meta({ description: 'true 为开派工单也算办到' }),
    startedAt: Time,
    dueAt: Time.meta({ description: '最后一分钟，含' }),
    doneAt: Time.nullable(),
    state: DeadlineState,
    leftSeconds: z
      .number()
      .int()
      .nullable()
      .meta({ title: '剩余秒数', description: '超过为负，已办为 null' }),
  })
  .meta({ title: '时限' });
export type Deadline = z.infer<typeof Deadline>;

/** A promised time that still runs, with the record it is about. */
export const DeadlineLine = Deadline.extend({
  number: RecordNumber,
  category: CategoryName,
  room: z.string().nullable(),
  title: z.string(),
  responsible: z.string().meta({ title: '责任者', description: '首问责任人等' }),
}).meta({ title: '计时中的时限' });
export type DeadlineLine = z.infer<typeof DeadlineLine>;

/** What runs at a site, and the instant it was asked, from which a page counts down. */
export const DeadlineList = z
  .strictObject({ site: z.string(), at: Time, items: z.array(DeadlineLine).readonly() })
  .meta({ title: '时限表' });
export type DeadlineList = z.infer<typeof DeadlineList>;

const numbers = z.array(RecordNumber).readonly();

/** How many promises were due and how many were kept, with the records behind each figure. */
export const DeadlineFigures = z
  .strictObject({
    due: z.number().int().meta({ title: '应计', description: 'met + late + overdue' }),
    met: z.number().int(),
    late: z.number().int(),
    overdue: z.number().int(),
    running: z.number().int().meta({ title: '未到时', description: '不计入应计' }),
    rate: z.number().nullable().meta({ title: '达标率', description: '0 至 1；应计为 0 时 null' }),
    numbers: z.strictObject({ met: numbers, late: numbers, overdue: numbers, running: numbers }),
  })
  .meta({ title: '达标数' });
export type DeadlineFigures = z.infer<typeof DeadlineFigures>;

/** One rule's month: what the desk filed, and apart from it what was imported. */
export const RuleHitRate = DeadlineFigures.extend({
  category: CategoryName,
  rule: z.string(),
  ruleTitle: z.string(),
  source: z.string(),
  imported: DeadlineFigures.meta({ description: '导入的旧账，不计时，另计' }),
}).meta({ title: '一条时限的达标率' });
export type RuleHitRate = z.infer<typeof RuleHitRate>;

/** How well a month kept each of its deadlines, up to a moment. */
export const HitRates = z
  .strictObject({
    site: z.string(),
    month: z.string().meta({ example: '2026-10' }),
    at: Time,
    rules: z.array(RuleHitRate).readonly(),
  })
  .meta({ title: '时限达标率' });
export type HitRates = z.infer<typeof HitRates>;

/** A promise that was broken and escalated, and where its matter stands now. */
export const MissedDeadline = Deadline.extend({
  number: RecordNumber,
  category: CategoryName,
  room: z.string().nullable(),
  title: z.string(),
  responsible: z.string(),
  missedAt: Time.meta({ description: '记入日志并通知主管的时刻' }),
  seq: z.number().int(),
}).meta({ title: '超时' });
export type MissedDeadline = z.infer<typeof MissedDeadline>;
