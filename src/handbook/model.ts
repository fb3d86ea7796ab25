import { z } from 'zod';
import { siteChartNames } from '../core/chart/site-chart.ts';

const Code = z.string().meta({ title: '编号', example: 'ZD-04' });
const Sha256 = z.string().regex(/^sha256:[0-9a-f]{64}$/);
const At = z.string().meta({ title: '时刻', example: '2026-10-02T10:53:00.000Z' });
const Day = z.iso.date().meta({ title: '日期', example: '2026-11-01' });

/** A chapter of an edition: a policy's version, or a chart that no policy in force carries. */
export const EditionLine = z
  .strictObject({
    code: Code,
    title: z.string(),
    part: z.enum(['policies', 'duties', 'charts', 'papers']).meta({ title: '部分' }),
    posted: z.boolean().meta({ title: '※ 上墙制度' }),
    version: z.number().int().nullable().meta({ title: '版本', description: '设置画的图为 null' }),
    chart: z.enum(siteChartNames).nullable().meta({ title: '单独画出的图' }),
    sha256: Sha256.meta({ title: '正文摘要', description: '设置画的图为画图数据的摘要' }),
    drawn: Sha256.nullable().meta({
      title: '图的摘要',
      description: '正文引用设置里的图时，画图数据的摘要',
    }),
    from: Day.nullable().meta({ title: '生效日' }),
    page: z.number().int().meta({ title: '起始页' }),
  })
  .meta({ title: '手册篇目' });
export type EditionLine = z.infer<typeof EditionLine>;

/** A policy that an edition leaves out, and why. */
export const LeftOut = z
  .strictObject({
    code: Code,
    title: z.string(),
    why: z.enum(['no-version', 'posted']).meta({
      title: '原因',
      description: 'no-version 没有施行中的版本；posted 按设置上墙制度不收入手册',
    }),
  })
  .meta({ title: '没有收入的' });
export type LeftOut = z.infer<typeof LeftOut>;

/** An edition as one line of a list. */
export const EditionSummary = z
  .strictObject({
    number: z.number().int().meta({ title: '版次', example: 3 }),
    builtAt: At,
    builtBy: z.string(),
    asOf: Day.meta({ title: '截至日' }),
    catalogueVersion: z.number().int().meta({ title: '设置版本' }),
    chapters: z.number().int(),
    pages: z.number().int(),
    sizeBytes: z.number().int(),
    sha256: Sha256.meta({ title: 'PDF 的 SHA-256' }),
    material: Sha256.meta({ title: '内容指纹' }),
  })
  .meta({ title: '手册版次' });
export type EditionSummary = z.infer<typeof EditionSummary>;

/** An edition with all that it holds. */
export const Edition = EditionSummary.extend({
  contents: z.array(EditionLine).readonly(),
  missing: z.array(LeftOut).readonly(),
}).meta({ title: '手册' });
export type Edition = z.infer<typeof Edition>;

/** What became of a chapter between an edition and what is in force now. */
export const ChapterChange = z
  .strictObject({
    code: Code,
    title: z.string(),
    kind: z.enum(['added', 'removed', 'revised', 'redrawn', 'renamed']).meta({
      title: '变化',
      description: '新增、移出、换版、重画、改名',
    }),
    before: z.number().int().nullable().meta({ title: '原版本' }),
    after: z.number().int().nullable().meta({ title: '现版本' }),
  })
  .meta({ title: '篇目变化' });
export type ChapterChange = z.infer<typeof ChapterChange>;

/** How the newest edition stands to what is in force. */
export const HandbookState = z.enum(['none', 'empty', 'current', 'outdated']).meta({
  title: '状态',
  description: 'none 还没有编过；empty 没有施行中的制度；current 是最新；outdated 将重编',
});
export type HandbookState = z.infer<typeof HandbookState>;

/** Asks for an edition. */
export const BuildHandbook = z
  .strictObject({
    again: z
      .boolean()
      .optional()
      .meta({ title: '仍要重编', description: '内容没有变也编一个新版次' }),
  })
  .meta({ title: '编手册' });
export type BuildHandbook = z.infer<typeof BuildHandbook>;
