import { z } from 'zod';

/** The four sheets of a dispatch order, and who keeps them. */
export const OrderCopy = z.enum(['owner', 'finance', 'service', 'engineering']).meta({
  title: '联次',
  description: 'owner 业主联，finance 财务联，service 客服联，engineering 工程联',
});
export type OrderCopy = z.infer<typeof OrderCopy>;

/** What a copy is called on paper. */
export const copyTitles: Readonly<Record<OrderCopy, string>> = {
  owner: '业主联',
  finance: '财务或相关人员联',
  service: '客服部存联',
  engineering: '工程部存联',
};

/** Where a dispatch order stands. */
export const OrderStatus = z
  .enum(['issued', 'done', 'void'])
  .meta({ title: '状态', description: 'issued 已派出，done 已完成，void 已作废' });
export type OrderStatus = z.infer<typeof OrderStatus>;

/** What it takes to take a dispatch order's number. */
export const TakeOrder = z
  .strictObject({
    site: z.string().optional().meta({ title: '项目' }),
    room: z.string().max(60).optional().meta({ title: '房号', example: '3-2-0501' }),
    matter: z.string().trim().min(1).max(4000).meta({ title: '事项', example: '厨房水管漏水' }),
    department: z.string().max(60).optional().meta({ title: '派往部门', example: '工程部' }),
    engineer: z.string().max(60).optional().meta({ title: '接单人' }),
    record: z.string().max(40).optional().meta({ title: '登记编号', example: 'BX-202610-0001' }),
  })
  .meta({ title: '开派工单' });
export type TakeOrder = z.infer<typeof TakeOrder>;

/** What it takes to void an order. */
export const VoidOrder = z
  .strictObject({ reason: z.string().trim().min(1).max(2000).meta({ title: '原因' }) })
  .meta({ title: '作废派工单' });
export type VoidOrder = z.infer<typeof VoidOrder>;

/** What it takes to check a copy in. */
export const CheckInCopy = z.strictObject({ copy: OrderCopy }).meta({ title: '收回联次' });
export type CheckInCopy = z.infer<typeof CheckInCopy>;

/** The papers on which an order is printed: A4 in two halves, or carbonless 241 × 140 mm. */
export const SlipProfile = z
  .enum(['a4', 'carbonless'])
  .meta({ title: '纸张', description: 'a4 激光打印机 A4，carbonless 针式 241×140 毫米' });
export type SlipProfile = z.infer<typeof SlipProfile>;

/** What it takes to print an order. */
export const PrintOrder = z.strictObject({ profile: SlipProfile }).meta({ title: '打印派工单' });
export type PrintOrder = z.infer<typeof PrintOrder>;

const CopyView = z.strictObject({
  copy: OrderCopy,
  at: z.string(),
  by: z.string(),
  how: z.enum(['checked-in', 'transcribed']),
});

/** A dispatch order as one may see it. */
export const OrderView = z
  .strictObject({
    number: z.string().meta({ example: 'PG-202610-0001' }),
    site: z.string(),
    month: z.string(),
    takenAt: z.string(),
    takenBy: z.string(),
    source: z.enum(['desk', 'import']),
    room: z.string().nullable(),
    matter: z.string(),
    department: z.string(),
    engineer: z.string(),
    records: z.array(z.string()).meta({ title: '相关登记' }),
    status: OrderStatus,
    copies: z.array(CopyView),
    voided: z.strictObject({ reason: z.string(), approver: z.string() }).nullable(),
    seq: z.number().int(),
  })
  .meta({ title: '派工单' });
export type OrderView = z.infer<typeof OrderView>;

/** An order as a line of the month's register. */
export const OrderLine = z
  .strictObject({
    number: z.string(),
    room: z.string().nullable(),
    takenAt: z.string(),
    status: OrderStatus,
    copies: z.array(OrderCopy),
    matter: z.string(),
    department: z.string(),
    engineer: z.string(),
  })
  .meta({ title: '派工单行' });
export type OrderLine = z.infer<typeof OrderLine>;

/** Every number of a month accounted for. */
export const MonthAccount = z
  .strictObject({
    site: z.string(),
    month: z.string(),
    first: z.string().nullable(),
    last: z.string().nullable(),
    issued: z.number().int().meta({ title: '派出数', description: '含作废' }),
    done: z.number().int(),
    void: z.number().int(),
    returned: z.number().int().meta({ title: '客服联已收回数' }),
    notReturned: z.number().int(),
    gaps: z
      .array(z.strictObject({ first: z.string(), last: z.string() }))
      .meta({ title: '缺号', description: '逐段列出，首尾皆含' }),
    numbers: z.array(
      z.strictObject({
        number: z.string(),
        state: z.enum(['issued', 'done', 'void', 'missing']),
      }),
    ),
  })
  .meta({ title: '派工单月结' });
export type MonthAccount = z.infer<typeof MonthAccount>;
