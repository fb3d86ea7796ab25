import { z } from 'zod';
import { At, Code, VersionLine, VersionNumber, VersionView } from '../policies/model.ts';

/** The sizes of paper that posters are printed on. */
export const posterSizes = ['a4', 'a3', 'a2'] as const;

const SiteCode = z.string().optional().meta({ title: '项目', example: 'A' });
const PlaceCode = z.string().min(1, '请选张贴处').meta({ title: '张贴处', example: 'front-desk' });

/** What of a policy stands on a sheet: all of it, or its price list alone. */
export const posterParts = ['whole', 'prices'] as const;

const Sheet = z.strictObject({
  code: Code,
  place: PlaceCode,
  version: VersionNumber.optional(),
  size: z.enum(posterSizes).meta({ title: '纸张', example: 'a3' }),
  part: z.enum(posterParts).optional().meta({ title: '内容', description: '全文，或只印价目' }),
});

/** Prints a sheet for a posting place. */
export const PrintPoster = Sheet.extend({ site: SiteCode }).meta({ title: '打印张贴稿' });
export type PrintPoster = z.infer<typeof PrintPoster>;

/** Prints sheets for posting places, each of which is one print. */
export const PrintPosters = z
  .strictObject({
    site: SiteCode,
    sheets: z.array(Sheet).min(1, '请至少选一张').max(100, '一次最多印 100 张'),
  })
  .meta({ title: '打印多张张贴稿' });
export type PrintPosters = z.infer<typeof PrintPosters>;

/** Hangs a version at a posting place; the one in force, if none is named. */
export const PostPolicy = z
  .strictObject({
    site: SiteCode,
    place: z.string().meta({ title: '张贴处', example: 'front-desk' }),
    code: Code,
    version: VersionNumber.optional(),
    print: z.string().max(20).optional().meta({
      title: '张贴稿编码',
      description: '贴上的就是这一张；它须属于这一处',
      example: 'K7QM-2H9T',
    }),
  })
  .meta({ title: '张贴登记' });
export type PostPolicy = z.infer<typeof PostPolicy>;

/** What somebody may find of a sheet where it belongs. */
export const findings = ['good', 'damaged', 'missing'] as const;
export type Finding = (typeof findings)[number];

const Looked = z.strictObject({
  code: Code.optional().meta({ description: '制度编号；给了张贴稿编码可不填' }),
  print: z.string().max(20).optional().meta({
    title: '张贴稿编码',
    description: '扫到的那一张；它属于别处时，这次核对记为“不该在此”',
    example: 'K7QM-2H9T',
  }),
  found: z.enum(findings).meta({ title: '所见', description: '完好、破损、缺失' }),
});

/** Keeps what was found of one sheet at a place. */
export const CheckSheet = Looked.extend({ site: SiteCode, place: PlaceCode }).meta({
  title: '核对张贴',
});
export type CheckSheet = z.infer<typeof CheckSheet>;

/** Keeps what was found at a place in one round. */
export const CheckWall = z
  .strictObject({
    site: SiteCode,
    place: PlaceCode,
    checks: z.array(Looked).min(1, '请至少核对一张').max(100),
  })
  .meta({ title: '核对一处' });
export type CheckWall = z.infer<typeof CheckWall>;

/** Shows how a posting place looks. */
export const PicturePlace = z
  .strictObject({
    site: SiteCode,
    place: PlaceCode,
    kind: z.enum(['plan', 'photo']).meta({ title: '图的种类', description: '平面图，或墙的照片' }),
  })
  .meta({ title: '张贴处的图' });
export type PicturePlace = z.infer<typeof PicturePlace>;

/** How a duty to post stands; `ahead`: the next version hangs before its day. */
export const DutyState = z.enum([
  'current',
  'ahead',
  'out-of-date',
  'missing',
  'damaged',
  'unchecked',
]);
export type DutyState = z.infer<typeof DutyState>;

/** Whether the version in force hangs at a place where it must, as the bag of a month tells it. */
const WallState = z.enum(['posted', 'missing', 'out-of-date']);

/** One duty to post at a month's end: a ※ policy in force and a place where it must hang. */
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

/** One duty to post: a ※ policy in force, a place where it must hang, and what is known of it. */
export const WallDuty = WallLine.omit({ state: true })
  .extend({
    state: DutyState,
    posting: z.string().nullable().meta({ title: '墙上那一张的张贴登记' }),
    print: z.string().nullable().meta({ title: '墙上那一张的编码' }),
    seenAt: At.nullable().meta({
      title: '最近一次张贴或见到它在',
      description: '满 30 天未核对即待核对',
    }),
    checkedAt: At.nullable().meta({ title: '最近一次核对' }),
    checkedBy: z.string().nullable(),
  })
  .meta({ title: '一处该挂的一项制度' });
export type WallDuty = z.infer<typeof WallDuty>;

/** Something to do at a wall: hang a sheet, put one in another's place, or look at one. */
export const PostingTask = z
  .strictObject({
    code: Code,
    title: z.string(),
    place: z.string(),
    version: VersionNumber.meta({ title: '该挂的版本' }),
    from: z.string().meta({ title: '它的生效日', example: '2026-11-01' }),
    why: z.enum(['out-of-date', 'missing', 'damaged', 'ahead', 'unchecked']).meta({
      title: '为什么',
      description: 'ahead：新版尚未生效，须在生效日前换上；unchecked：只要去看一眼',
    }),
    hanging: VersionNumber.nullable().meta({ title: '墙上的版本' }),
    replaces: z.string().nullable().meta({ title: '要换下的那一张（张贴登记）' }),
  })
  .meta({ title: '张贴任务' });
export type PostingTask = z.infer<typeof PostingTask>;

/** What a photo says of itself; where it was taken is never read. */
const PhotoFacts = {
  photo: z.boolean().meta({ title: '有照片' }),
  photoUsedBefore: z.boolean().meta({ title: '同一张照片以前用过' }),
  photoTakenAt: At.nullable().meta({ title: '相机的时刻' }),
  cameraApart: z.boolean().meta({ title: '相机时刻与登记相差 24 小时以上' }),
};

/** A look at a sheet: what was found, and where the sheet belongs. */
export const CheckView = z
  .strictObject({
    id: z.string(),
    site: z.string(),
    place: z.string(),
    placeTitle: z.string(),
    code: Code,
    title: z.string(),
    found: z.enum([...findings, 'elsewhere']).meta({
      title: '所见',
      description: 'elsewhere：这一张（或它的复制品）属于别处',
    }),
    belongs: z
      .strictObject({ site: z.string(), place: z.string(), placeTitle: z.string() })
      .nullable()
      .meta({ title: '这一张属于哪一处' }),
    posting: z.string().nullable(),
    print: z.string().nullable(),
    checkedAt: At,
    checkedBy: z.string(),
    ...PhotoFacts,
  })
  .meta({ title: '核对' });
export type CheckView = z.infer<typeof CheckView>;

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
    print: z.string().nullable().meta({ title: '贴上的那一张' }),
    ...PhotoFacts,
  })
  .meta({ title: '张贴' });
export type PostingView = z.infer<typeof PostingView>;

/** Both duties at once: what must hang and does not, and what the handbook must hold and cannot. */
export const PolicyDuties = z
  .strictObject({
    walls: z.array(WallDuty).readonly(),
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
