import { z } from 'zod';
import { At, Code, VersionLine, VersionNumber, VersionView } from '../policies/model.ts';

/** The sizes of paper that posters are printed on. */
export const posterSizes = ['a4', 'a3', 'a2'] as const;

/** Prints a sheet for a posting place. */
export const PrintPoster = z
  .strictObject({
    site: z.string().optional().meta({ title: '项目', example: 'A' }),
    code: Code,
    place: z.string().min(1, '请选张贴处').meta({ title: '张贴处', example: 'front-desk' }),
    version: VersionNumber.optional(),
    size: z.enum(posterSizes).meta({ title: '纸张', example: 'a3' }),
  })
  .meta({ title: '打印张贴稿' });
export type PrintPoster = z.infer<typeof PrintPoster>;

/** Hangs a version at a posting place; the one in force, if none is named. */
export const PostPolicy = z
  .strictObject({
    site: z.string().optional().meta({ title: '项目', example: 'A' }),
    place: z.string().meta({ title: '张贴处', example: 'front-desk' }),
    code: Code,
    version: VersionNumber.optional(),
  })
  .meta({ title: '张贴登记' });
export type PostPolicy = z.infer<typeof PostPolicy>;

/** Whether the version in force hangs at a place where it must. */
const WallState = z.enum(['posted', 'missing', 'out-of-date']);

/** One duty to post: a ※ policy in force and a place where it must hang. */
export const WallLine = z
  .strictObject({
    code: Code,
    title: z.string(),
    place: z.string(),
    placeTitle: z.string(),
    inForce: VersionNumber,
    state: WallState,
    posted: VersionNumber.nullable().meta({ title: '墙上的版本' }),
    postedAt: At.nullable(),
    postedBy: z.string().nullable(),
  })
  .meta({ title: '上墙状态' });
export type WallLine = z.infer<typeof WallLine>;

/** One posting that was made, and whether it is still the version in force. */
export const PostingView = z
  .strictObject({
    id: z.string(),
    site: z.string(),
    place: z.string(),
    placeTitle: z.string(),
    code: Code,
    title: z.string(),
    version: VersionNumber,
    postedAt: At,
    postedBy: z.string(),
    state: z.enum(['current', 'ahead', 'out-of-date', 'replaced']),
  })
  .meta({ title: '张贴' });
export type PostingView = z.infer<typeof PostingView>;

/** Both duties at once: what must hang and does not, and what the handbook must hold and cannot. */
export const PolicyDuties = z
  .strictObject({
    walls: z.array(WallLine).readonly(),
    handbook: z.array(VersionLine).readonly(),
    withoutVersion: z
      .array(z.strictObject({ code: Code, title: z.string(), posted: z.boolean() }))
      .readonly()
      .meta({ title: '没有生效版本的制度' }),
  })
  .meta({ title: '制度义务' });
export type PolicyDuties = z.infer<typeof PolicyDuties>;

/** A policy that was in force on some day of a month: what the month's bag carries. */
export const MonthPolicy = z
  .strictObject({
    code: Code,
    title: z.string(),
    posted: z.boolean(),
    department: z.string(),
    versions: z.array(VersionView).meta({ title: '当月生效过的版本', description: '先旧后新' }),
    walls: z.array(WallLine).meta({ title: '上墙状态', description: '月末时；当月未完则为现在' }),
  })
  .meta({ title: '当月生效的制度' });
export type MonthPolicy = z.infer<typeof MonthPolicy>;
