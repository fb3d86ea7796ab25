import type { Actor } from '../core/actor.ts';

/** The roles a person may hold at a site; titles stand in the catalogue. */
export const roles = [
  'clerk',
  'supervisor',
  'director',
  'manager',
  'engineer',
  'keeper',
  'inspector',
  'security',
  'cleaning',
  'finance',
  'administration',
  'auditor',
  'admin',
] as const;
export type Role = (typeof roles)[number];

/** A role at one site, or at all of them (`*`). */
export interface SiteRole {
  readonly site: string;
  readonly role: Role;
}

/** A post (岗位) of the catalogue, held at one site. */
export interface SitePost {
  readonly site: string;
  readonly post: string;
}

/** Who asks: the actor as the ledger names it, with the roles that decide what they may do. */
export interface Requester {
  readonly actor: Actor;
  /** The name people know them by. */
  readonly name: string;
  readonly roles: readonly SiteRole[];
}

/** Everything one may be allowed to do. */
export type Action =
  | 'record.file'
  | 'record.read'
  | 'record.correct'
  | 'record.attach'
  | 'record.void'
  | 'record.sign-off'
  | 'order.take'
  | 'order.read'
  | 'order.void'
  | 'order.check-in'
  | 'personal.read'
  | 'archive.read'
  | 'archive.keep'
  | 'archive.ask'
  | 'archive.approve'
  | 'archive.look'
  | 'policy.read'
  | 'policy.write'
  | 'policy.approve'
  | 'policy.publish'
  | 'posting.post'
  | 'learning.read'
  | 'training.keep'
  | 'bundle.read'
  | 'bundle.build'
  | 'bundle.seal'
  | 'bundle.download'
  | 'import.run'
  | 'log.read'
  | 'catalogue.edit'
  | 'person.read'
  | 'person.add';

/** What each role is called where no catalogue is at hand. */
export const roleTitles: Readonly<Record<Role, string>> = {
  clerk: '客服',
  supervisor: '主管',
  director: '办公室主任',
  manager: '经理',
  engineer: '工程',
  keeper: '房管员',
  inspector: '质检员',
  security: '秩序维护',
  cleaning: '保洁',
  finance: '财务',
  administration: '行政',
  auditor: '审计',
  admin: '系统管理员',
};

/** What one may be allowed to do, in words. */
export const actionTitles: Readonly<Record<Action, string>> = {
  'record.file': '登记',
  'record.read': '查看登记',
  'record.correct': '更正登记',
  'record.attach': '添加附件',
  'record.void': '作废登记',
  'record.sign-off': '日审阅签字',
  'order.take': '开派工单',
  'order.read': '查看派工单',
  'order.void': '批准作废派工单',
  'order.check-in': '收回派工单',
  'personal.read': '查看联系人信息',
  'archive.read': '查看业主档案目录',
  'archive.keep': '保管业主档案',
  'archive.ask': '申请查阅业主档案',
  'archive.approve': '批准查阅业主档案',
  'archive.look': '代查业主档案',
  'policy.read': '查看制度',
  'policy.write': '起草制度',
  'policy.approve': '批准制度',
  'policy.publish': '发布制度',
  'posting.post': '登记张贴',
  'learning.read': '查看学习情况',
  'training.keep': '组织培训',
  'bundle.read': '查看装订',
  'bundle.build': '月度装订',
  'bundle.seal': '封卷',
  'bundle.download': '下载案卷包',
  'import.run': '导入登记簿',
  'log.read': '查看日志',
  'catalogue.edit': '修改设置',
  'person.read': '查看人员',
  'person.add': '管理人员',
};
