import { z } from 'zod';

const Code = z.string().meta({ title: '制度编号', example: 'GW-01' });
const Version = z.number().int().positive().meta({ title: '版本号', example: 1 });
const Day = z.iso.date().meta({ title: '日期', example: '2026-11-01' });

/** The policy that states a post's duties. */
const StatementView = z
  .strictObject({
    code: Code,
    title: z.string(),
    inForce: z.strictObject({ version: Version, from: Day }).nullable(),
    latest: z.strictObject({ version: Version, status: z.string() }).nullable(),
  })
  .meta({ title: '岗位职责' });

/** Who holds a post, and where. */
const HolderView = z.strictObject({
  username: z.string(),
  name: z.string(),
  site: z.string().meta({ title: '项目', description: '* 为全部项目' }),
});

/** One post of the organisation. */
export const PostLine = z
  .strictObject({
    post: z.string().meta({ title: '岗位', example: 'desk-clerk' }),
    title: z.string(),
    department: z.string(),
    reportsTo: z.string().nullable().meta({ title: '上级岗位' }),
    statement: StatementView.nullable(),
    holders: z.array(HolderView).readonly(),
  })
  .meta({ title: '岗位' });
export type PostLine = z.infer<typeof PostLine>;

/** Every post with its duty statement, the posts without one, and statements without a post. */
export const PostDuties = z
  .strictObject({
    posts: z.array(PostLine).readonly(),
    without: z
      .array(z.string())
      .readonly()
      .meta({ title: '没有岗位职责', description: '没有对应制度，或制度没有生效版本的岗位' }),
    orphans: z
      .array(z.strictObject({ code: Code, title: z.string(), post: z.string() }))
      .readonly()
      .meta({ title: '对应的岗位已不存在的岗位职责' }),
  })
  .meta({ title: '岗位与职责' });
export type PostDuties = z.infer<typeof PostDuties>;
