import { z } from 'zod';
import { ImportReport, LineFinding } from '../records/model.ts';

/** What an asker wants to know for: a closed list, so that the access log can be counted by it. */
export const AccessPurpose = z
  .enum(['repair', 'complaint', 'payment', 'emergency', 'safety', 'legal', 'owner', 'other'])
  .meta({
    title: '用途',
    description: '报修、投诉、收费、紧急救助、治安、司法、业主本人要求、其它',
    example: 'repair',
  });
export type AccessPurpose = z.infer<typeof AccessPurpose>;

/** The purposes as people read them. */
export const purposeTitles: Readonly<Record<AccessPurpose | 'matter', string>> = {
  repair: '报修',
  complaint: '投诉',
  payment: '收费',
  emergency: '紧急救助',
  safety: '治安',
  legal: '司法',
  owner: '业主本人要求',
  other: '其它',
  matter: '在办事项',
};

const site = z.string().optional().meta({ title: '项目', example: 'A' });
const room = z.string().trim().min(1).max(60).meta({ title: '房号', example: '1-1-0502' });
const reason = z.string().trim().min(1, '请写明理由').max(1_000).meta({ title: '理由' });

/** Asks to know some fields of a household. */
export const AskAccess = z
  .strictObject({
    site,
    room,
    fields: z
      .array(z.string())
      .min(1, '请至少选一项')
      .max(13)
      .meta({ title: '要了解的栏目', example: ['业主姓名', '联系电话'] }),
    purpose: AccessPurpose,
    reason: reason.meta({ example: '楼下漏水，需联系该户开门检查' }),
    minutes: z.union([z.literal(15), z.literal(30)]).meta({ title: '分钟', example: 15 }),
  })
  .meta({ title: 'AskAccess' });
export type AskAccess = z.infer<typeof AskAccess>;

/** Approves a request. */
export const ApproveAccess = z
  .strictObject({ request: z.string() })
  .meta({ title: 'ApproveAccess' });
export type ApproveAccess = z.infer<typeof ApproveAccess>;

/** Refuses a request, saying why. */
export const RefuseAccess = z
  .strictObject({ request: z.string(), reason })
  .meta({ title: 'RefuseAccess' });
export type RefuseAccess = z.infer<typeof RefuseAccess>;

/** Uses up an approved request; `fields` may name fewer than were approved, never others. */
export const LookAccess = z
  .strictObject({ request: z.string(), fields: z.array(z.string()).min(1).max(13).optional() })
  .meta({ title: 'LookAccess' });
export type LookAccess = z.infer<typeof LookAccess>;

/** Name and phone of the household of an open matter. */
export const OpenContact = z
  .strictObject({
    site,
    room,
    matter: z.string().trim().max(40).meta({ title: '登记编号', example: 'BX-202610-0001' }),
  })
  .meta({ title: 'OpenContact' });
export type OpenContact = z.infer<typeof OpenContact>;

/** Takes over a row that differs from what is known, which an import only proposes. */
export const ChangeHousehold = z
  .strictObject({
    site,
    room,
    change: z.enum(['owner', 'facts']).meta({
      title: '变更',
      description: 'owner：过户，旧档封存另立新档；facts：同一业主的资料更正',
    }),
    fields: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
    reason,
  })
  .meta({ title: 'ChangeHousehold' });
export type ChangeHousehold = z.infer<typeof ChangeHousehold>;

/** Moves a paper that was filed under the wrong household. */
export const MoveDocument = z
  .strictObject({ document: z.string(), room, reason })
  .meta({ title: 'MoveDocument' });
export type MoveDocument = z.infer<typeof MoveDocument>;

/** Hands a paper to another keeper, or to another shelf place. */
export const HandOverDocument = z
  .strictObject({
    document: z.string(),
    custody: z.string().trim().min(1).max(60).meta({ title: '保管处', example: '客服部' }),
    shelf: z.string().trim().max(60).optional().meta({ title: '存放位置', example: '1柜1格' }),
  })
  .meta({ title: 'HandOverDocument' });
export type HandOverDocument = z.infer<typeof HandOverDocument>;

/** A household's columns in their one spelling; empty ones are left out. */
export type HouseholdFields = Readonly<Record<string, string | number>>;

const SiteCode = z.string().meta({ title: '项目', example: 'A' });
const RoomName = z.string().meta({ title: '房号', example: '1-1-0502' });
const At = z.string().meta({ title: '时刻', example: '2026-10-02T10:53:00.000Z' });
const Day = z.string().meta({ title: '日期', example: '2026-10-02' });

/** What is in an archive and what is missing of it. */
export const Completeness = z
  .strictObject({
    there: z.number().int().meta({ title: '已有种数', description: '含在其它部门保管的' }),
    applicable: z.number().int().meta({ title: '应有种数' }),
    missing: z.array(z.number().int()).readonly().meta({ title: '缺的资料序号' }),
  })
  .meta({ title: '完整性' });
export type Completeness = z.infer<typeof Completeness>;

const line = {
  site: SiteCode,
  room: RoomName,
  owner: z.string().meta({ title: '业主（已遮盖）', example: '莫*' }),
  handoverOn: Day.nullable().meta({ title: '入伙日期' }),
  completeness: Completeness,
};

/** A household as one line of a list: the name is masked. */
export const HouseholdLine = z.strictObject(line).meta({ title: '业户' });
export type HouseholdLine = z.infer<typeof HouseholdLine>;

/** One page of households, in the order of rooms. */
export const HouseholdPage = z
  .strictObject({ items: z.array(HouseholdLine).readonly(), next: z.string().nullable() })
  .meta({ title: '业户列表' });
export type HouseholdPage = z.infer<typeof HouseholdPage>;

/** A household with every personal field masked. */
export const HouseholdView = z
  .strictObject({
    ...line,
    id: z.string(),
    ordinal: z.number().int().meta({ title: '第几任业主', description: '过户后加一' }),
    openedAt: At.meta({ title: '立档时刻' }),
    fields: z
      .array(z.strictObject({ column: z.string(), value: z.string(), masked: z.boolean() }))
      .readonly()
      .meta({ title: '各栏', description: '个人信息已遮盖' }),
  })
  .meta({ title: '业主档案' });
export type HouseholdView = z.infer<typeof HouseholdView>;

/** What became of a document type in one archive. */
export const TypeState = z.enum(['there', 'elsewhere', 'missing', 'not-applicable']).meta({
  title: '状态',
  description: 'there 在档，elsewhere 在其它部门，missing 缺，not-applicable 不适用',
});
export type TypeState = z.infer<typeof TypeState>;

/** One paper of an archive. */
export const DocumentView = z
  .strictObject({
    id: z.string(),
    site: SiteCode,
    room: RoomName,
    type: z.number().int().meta({ title: '资料序号' }),
    ordinal: z.number().int().meta({ title: '同类中的顺序' }),
    title: z.string().meta({ title: '资料名称' }),
    datedOn: Day.nullable(),
    pages: z.number().int().nullable().meta({ title: '页数' }),
    custody: z.string().meta({ title: '保管处' }),
    shelf: z.string().nullable().meta({ title: '存放位置' }),
  })
  .meta({ title: '档案资料' });
export type DocumentView = z.infer<typeof DocumentView>;

/** By which rule a document type does not apply to a household. */
export const NotApplicable = z
  .enum(['not-taken-over', 'not-let', 'no-pet', 'no-car', 'no-event', 'never-missing'])
  .meta({ title: '不适用的原因', description: '没有发生、未收房，或有则归档的其它资料' });
export type NotApplicable = z.infer<typeof NotApplicable>;

/** One of the document types of an archive, with its papers. */
export const DocumentTypeView = z.strictObject({
  order: z.number().int(),
  title: z.string(),
  state: TypeState,
  because: NotApplicable.nullable(),
  papers: z.array(DocumentView).readonly(),
});
export type DocumentTypeView = z.infer<typeof DocumentTypeView>;

/** An archive's papers in their fixed order. */
export const ArchiveView = z
  .strictObject({
    site: SiteCode,
    room: RoomName,
    types: z.array(DocumentTypeView).readonly(),
    completeness: Completeness,
  })
  .meta({ title: '档案目录' });
export type ArchiveView = z.infer<typeof ArchiveView>;

/**
 * Where a request stands; an approval that was not used in time has expired. What was passed on is
 * `relayed`, and `heard` once its asker has read it.
 */
export const AccessStatus = z.enum([
  'requested',
  'approved',
  'refused',
  'looked',
  'relayed',
  'heard',
  'expired',
]);
export type AccessStatus = z.infer<typeof AccessStatus>;

/** A request as those concerned see it. */
export const AccessRequestView = z
  .strictObject({
    id: z.string(),
    site: SiteCode,
    room: RoomName,
    fields: z.array(z.string()).readonly(),
    purpose: AccessPurpose,
    reason: z.string(),
    minutes: z.number().int(),
    askedBy: z.string(),
    askedAt: At,
    status: AccessStatus,
    decidedBy: z.string().nullable(),
    decidedAt: At.nullable(),
    refusal: z.string().nullable().meta({ title: '不同意的理由' }),
    until: At.nullable().meta({ title: '批准的截止时刻' }),
    lookedBy: z.string().nullable(),
    lookedAt: At.nullable(),
  })
  .meta({ title: '查阅申请' });
export type AccessRequestView = z.infer<typeof AccessRequestView>;

/** One line of the access log: who did what about which archive, and for what. */
export const AccessLogLine = z
  .strictObject({
    seq: z.number().int(),
    at: At,
    kind: z.string().meta({
      description:
        'archive.asked, .approved, .refused, .looked, .relayed, .heard, .look-refused, .decision-refused or .relay-refused; order.contact-opened',
    }),
    actor: z.string(),
    name: z.string(),
    site: SiteCode,
    room: RoomName,
    fields: z.array(z.string()).readonly(),
    purpose: z.union([AccessPurpose, z.literal('matter')]).nullable(),
    matter: z.string().nullable().meta({ title: '在办事项的编号' }),
    request: z.string().nullable(),
  })
  .meta({ title: '查阅日志' });
export type AccessLogLine = z.infer<typeof AccessLogLine>;

/** What a look gives: the values of the approved fields, and no others. */
export const LookedFields = z
  .strictObject({
    site: SiteCode,
    room: RoomName,
    fields: z.record(z.string(), z.string()),
  })
  .meta({ title: '查阅结果' });
export type LookedFields = z.infer<typeof LookedFields>;

/** A household that answers what was typed, and by what; the archive itself is another question. */
export const FoundHousehold = z
  .strictObject({
    site: z.string(),
    room: z.string(),
    by: z.array(z.enum(['room', 'name', 'plate'])),
  })
  .meta({ title: '找到的业户' });
export type FoundHousehold = z.infer<typeof FoundHousehold>;

/** What the import of a household or document list did, or on a dry run would do. */
export const ArchiveImportReport = ImportReport.omit({ category: true, gaps: true })
  .extend({
    kind: z.enum(['households', 'documents']),
    proposed: z.array(LineFinding).meta({
      title: '待确认的变更',
      description: '与现有档案不同的业户，不覆盖；请核对后办理过户或更正',
    }),
  })
  .meta({ title: '档案导入报告' });
export type ArchiveImportReport = z.infer<typeof ArchiveImportReport>;
