import { z } from 'zod';

/** A policy's code. */
export const Code = z
  .string()
  .regex(/^[A-Z]{2,4}-\d{2,6}$/, '编号写成 ZD-01 这样')
  .meta({ title: '制度编号', example: 'ZD-04' });
/** A version's place in its policy's history, from 1. */
export const VersionNumber = z.number().int().positive().meta({ title: '版本号', example: 2 });
const Day = z.iso
  .date({ error: ({ code }) => (code === 'invalid_format' ? '请写成 2026-11-01 这样' : undefined) })
  .meta({ title: '日期', example: '2026-11-01' });
const Text = z
  .string()
  .trim()
  .min(1, '正文不能空')
  .max(100_000)
  .meta({ title: '正文（Markdown）' });
const Reason = z.string().trim().max(1_000).meta({ title: '修订理由' });
const Sha256 = z
  .string()
  .regex(/^sha256:[0-9a-f]{64}$/, '须为 sha256: 加 64 位十六进制；请重新打开这一版，读过再办')
  .meta({ title: '正文摘要', description: '批准人所读正文的 SHA-256' });
/** An instant. */
export const At = z.string().meta({ title: '时刻', example: '2026-10-02T10:53:00.000Z' });
const Places = z
  .array(z.string())
  .meta({ title: '张贴处', description: '上墙制度应张贴的地点代码', example: ['front-desk'] });

const Post = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, '请选岗位')
  .meta({ title: '岗位', example: 'desk-clerk' });

/** A name of one line in which something is seen: invisible ones cannot be told apart in a list. */
const visible = /^(?=.*[\p{L}\p{N}])[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]*$/u;

/** Adds a policy, without text yet. */
export const AddPolicy = z
  .strictObject({
    code: Code.optional().meta({ description: '不填则取下一个 ZD 编号；岗位职责取下一个 GW 编号' }),
    title: z
      .string()
      .trim()
      .min(1)
      .max(100)
      .regex(visible, '请写一行看得见的字')
      .meta({ title: '名称', example: '首问负责制' }),
    posted: z.boolean().meta({ title: '上墙', description: '※：必须张贴；否则列入工作手册' }),
    department: z
      .string()
      .trim()
      .min(1)
      .max(60)
      .regex(visible, '请写一行看得见的字')
      .meta({ title: '归口部门', example: '客服部' }),
    source: z.string().trim().max(60).optional().meta({ title: '依据', example: 'C-4.1(4)' }),
    places: Places.optional(),
    post: Post.optional().meta({ description: '这项制度是哪个岗位的岗位职责' }),
  })
  .meta({ title: '新增制度' });
export type AddPolicy = z.infer<typeof AddPolicy>;

/** Says whose duty statement a policy is; nobody's, with no post. */
export const TiePost = z
  .strictObject({ code: Code, post: Post.nullable() })
  .meta({ title: '设定岗位职责' });
export type TiePost = z.infer<typeof TiePost>;

/** Sets the walls at which a ※ policy must hang. */
export const SetPlaces = z
  .strictObject({ code: Code, places: Places })
  .meta({ title: '设定张贴处' });
export type SetPlaces = z.infer<typeof SetPlaces>;

/** Writes the next version; it never changes afterwards. */
export const WriteVersion = z
  .strictObject({
    code: Code,
    text: Text,
    reason: Reason.optional().meta({ description: '第 2 版起必填' }),
    base: z.number().int().min(0).optional().meta({
      title: '所依据的版本',
      description: '动笔时最新的版本号，没有则为 0；其间有人写了新版本就不收',
      example: 1,
    }),
  })
  .meta({ title: '写新版本' });
export type WriteVersion = z.infer<typeof WriteVersion>;

/** Hands a draft in for approval. */
export const SubmitVersion = z
  .strictObject({ code: Code, version: VersionNumber })
  .meta({ title: '提交审批' });
export type SubmitVersion = z.infer<typeof SubmitVersion>;

/** Approves a version: the very text whose digest the approver has read. */
export const ApproveVersion = z
  .strictObject({ code: Code, version: VersionNumber, sha256: Sha256.optional() })
  .meta({ title: '批准版本' });
export type ApproveVersion = z.infer<typeof ApproveVersion>;

/** Sends a version under review back to its writer. */
export const ReturnVersion = z
  .strictObject({
    code: Code,
    version: VersionNumber,
    reason: Reason.min(1, '请写明退回的理由').meta({ title: '退回理由' }),
  })
  .meta({ title: '退回版本' });
export type ReturnVersion = z.infer<typeof ReturnVersion>;

/** Puts an approved version in force from a day on. */
export const PublishVersion = z
  .strictObject({ code: Code, version: VersionNumber, inForceFrom: Day })
  .meta({ title: '发布版本' });
export type PublishVersion = z.infer<typeof PublishVersion>;

/** Ends a policy: `on` is the first day without it. */
export const RetirePolicy = z
  .strictObject({
    code: Code,
    on: Day.meta({ description: '从这一天起不再生效' }),
    reason: Reason.min(1, '请写明为什么废止').meta({ title: '废止理由' }),
  })
  .meta({ title: '废止制度' });
export type RetirePolicy = z.infer<typeof RetirePolicy>;

/** Brings the drafts of the starter library into force in one go. */
export const AdoptPolicies = z.strictObject({ from: Day }).meta({ title: '整批启用' });
export type AdoptPolicies = z.infer<typeof AdoptPolicies>;

/** Brings named policies into force in one go, signed by two people. */
export const AdoptTogether = z
  .strictObject({ from: Day, codes: z.array(Code).min(1, '请至少选一项制度').max(500) })
  .meta({ title: '两人整批启用' });
export type AdoptTogether = z.infer<typeof AdoptTogether>;

/** Where a version stands on a day; `superseded` and `retired` once its last day is over. */
export const VersionStatus = z.enum([
  'draft',
  'in-review',
  'approved',
  'published',
  'superseded',
  'retired',
]);
export type VersionStatus = z.infer<typeof VersionStatus>;

/** A version, with who wrote, who approved, and from when until when it is in force. */
export const VersionView = z
  .strictObject({
    code: Code,
    title: z.string(),
    version: VersionNumber,
    status: VersionStatus,
    text: z.string(),
    sha256: Sha256,
    reason: z.string(),
    writtenBy: z.string(),
    writtenAt: At,
    submittedBy: z.string().nullable(),
    submittedAt: At.nullable(),
    approvedBy: z.string().nullable(),
    approvedAt: At.nullable(),
    publishedBy: z.string().nullable(),
    publishedAt: At.nullable(),
    inForceFrom: Day.nullable().meta({ title: '生效日（含）' }),
    inForceUntil: Day.nullable().meta({ title: '失效日（不含）' }),
    adopted: z.boolean().meta({ title: '整批启用' }),
  })
  .meta({ title: '制度版本' });
export type VersionView = z.infer<typeof VersionView>;

/** A version without its text, as a line of a policy's history. */
export const VersionLine = VersionView.omit({ text: true }).meta({ title: '制度版本（无正文）' });
export type VersionLine = z.infer<typeof VersionLine>;

/** A policy as one line of a list. */
export const PolicyLine = z
  .strictObject({
    code: Code,
    title: z.string(),
    posted: z.boolean(),
    department: z.string(),
    source: z.string(),
    places: z.array(z.string()).readonly(),
    inForce: z.strictObject({ version: VersionNumber, from: Day }).nullable(),
    latest: z.strictObject({ version: VersionNumber, status: VersionStatus }).nullable(),
  })
  .meta({ title: '制度' });
export type PolicyLine = z.infer<typeof PolicyLine>;

/** That a policy was ended, from when on and why. */
export const RetirementView = z
  .strictObject({
    version: VersionNumber,
    on: Day.meta({ description: '从这一天起不再生效' }),
    reason: z.string(),
    retiredBy: z.string(),
    retiredAt: At,
  })
  .meta({ title: '废止' });
export type RetirementView = z.infer<typeof RetirementView>;

/** The Word file that a version was made from. */
export const SourceView = z
  .strictObject({
    version: VersionNumber,
    name: z.string(),
    sha256: Sha256.meta({ description: '原件的 SHA-256' }),
    sizeBytes: z.number().int(),
  })
  .meta({ title: 'Word 原件' });
export type SourceView = z.infer<typeof SourceView>;

/** A policy with its whole history. */
export const PolicyView = PolicyLine.extend({
  versions: z.array(VersionLine).readonly(),
  retirements: z.array(RetirementView).readonly(),
  sources: z.array(SourceView).readonly().meta({ title: '各版本的 Word 原件' }),
}).meta({ title: '制度及其版本' });
export type PolicyView = z.infer<typeof PolicyView>;

/** What a bulk adoption did; what was not done by the rules of every day stands as an exception. */
export const AdoptionReport = z
  .strictObject({
    from: Day,
    adopted: z.array(Code),
    skipped: z.array(z.strictObject({ code: Code, reason: z.string() })),
    exceptions: z.array(z.string()),
  })
  .meta({ title: '整批启用结果' });
export type AdoptionReport = z.infer<typeof AdoptionReport>;
