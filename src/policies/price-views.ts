import { z } from 'zod';

const Code = z.string().meta({ title: '制度编号', example: 'ZD-07' });
const Version = z.number().int().positive().meta({ title: '版本号', example: 2 });
const Day = z.iso.date().meta({ title: '日期', example: '2026-11-01' });

const PriceView = z
  .strictObject({
    name: z.string().meta({ title: '项目', example: '复印' }),
    unit: z.string().meta({ title: '单位', example: '面' }),
    price: z.number().min(0).nullable().meta({ title: '价格（元）', description: '空为面议' }),
    includes: z.string().meta({ title: '含什么', example: 'A4 黑白' }),
  })
  .meta({ title: '一项价格' });

const PriceGroupView = z
  .strictObject({ title: z.string(), prices: z.array(PriceView).readonly() })
  .meta({ title: '一组价格' });

/** What became of one price since the list before. */
export const PriceChangeView = z
  .strictObject({
    kind: z.enum(['raised', 'lowered', 'new', 'gone', 'changed']),
    group: z.string(),
    name: z.string(),
    before: PriceView.nullable(),
    after: PriceView.nullable(),
  })
  .meta({ title: '价格变动' });
export type PriceChangeView = z.infer<typeof PriceChangeView>;

/** The price list in force on a day, and what changed by it. */
export const PriceListView = z
  .strictObject({
    code: Code,
    title: z.string(),
    on: Day,
    version: Version,
    inForceFrom: Day,
    inForceUntil: Day.nullable().meta({ title: '失效日（不含）' }),
    groups: z.array(PriceGroupView).readonly(),
    before: z.strictObject({ version: Version, inForceFrom: Day }).nullable(),
    changes: z
      .array(PriceChangeView)
      .readonly()
      .meta({ description: '与前一版相比；没有前一版则空' }),
  })
  .meta({ title: '价目表' });
export type PriceListView = z.infer<typeof PriceListView>;

/** One version of a price list that was ever published. */
export interface PriceVersion {
  readonly version: number;
  readonly inForceFrom: string;
  readonly inForceUntil: string | null;
  readonly reason: string;
  /** The version before it. */
  readonly before: number | null;
  /** How many prices it holds, and how many of them changed by it. */
  readonly count: number;
  readonly changed: number;
}
