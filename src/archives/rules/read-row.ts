import type { Category, DocumentType } from '../../catalogue/model.ts';
import { checkFields } from '../../records/rules/check-fields.ts';
import type { Fields } from '../../records/rules/fields.ts';
import type { RoomBook } from '../../records/rules/rooms.ts';
import type { Finding } from '../../registers/finding.ts';
import { clipped, foldTyped } from '../../registers/fold-text.ts';
import { archiveKeeper } from './completeness.ts';
import { documentList, householdList } from './lists.ts';
import type { OpenRoomBook } from './room-scheme.ts';

/** A finding of this room: one of the registers' rules or one of its own. */
export type RowFinding = Omit<Finding, 'rule'> & {
  readonly rule:
    | Finding['rule']
    | 'duplicate'
    | 'change-of-owner'
    | 'title'
    | 'second-paper'
    | 'file';
};

/** A row of a list as read: its columns in their one spelling, and what was found on the way. */
export interface ReadRow {
  readonly fields: Fields;
  readonly findings: readonly RowFinding[];
}

interface RowContext {
  readonly now: string;
  readonly zone: string;
  readonly rooms: RoomBook;
}

/** Reads one row of the household list. Only a household not yet taken over may lack its owner. */
export function readHousehold(
  cells: Readonly<Record<string, string | number | null>>,
  context: RowContext & { readonly rooms: OpenRoomBook },
): ReadRow {
  const read = checkFields(householdList, cells, context);
  const { fields } = read;
  const findings: RowFinding[] = read.findings.map((finding) => nameScheme(finding, context));
  const { 房号: room } = fields;
  if (room !== undefined && context.rooms.isOdd(String(room))) {
    const message = '写法与名册里多数房号不同，已照录，请核对';
    findings.push(said('房号', String(room), 'room', 'warning', message));
  }
  const owner = fields.业主姓名;
  if (owner !== undefined || fields.房屋状态 === '未收房') return { fields, findings };
  const message = '“业主姓名”不能空（只有“未收房”的可以空着）';
  return {
    fields,
    findings: [...findings, said('业主姓名', '', 'required', 'rejected', message)],
  };
}

/** What the list itself says about its rooms cannot be mended by looking into the list. */
function nameScheme(finding: Finding, { rooms }: { readonly rooms: OpenRoomBook }): RowFinding {
  if (finding.rule !== 'room' || finding.severity !== 'rejected') return finding;
  const like = rooms.example === undefined ? '' : `（其它房号如 ${rooms.example}）`;
  const message = `“${clipped(finding.value)}”不像本项目的房号${like}，请核对；如确有此房，请先修改项目的房号格式`;
  return { ...finding, message };
}

/** Reads one row of the document list against the catalogue's document types. */
export function readDocument(
  cells: Readonly<Record<string, string | number | null>>,
  context: RowContext & { types: readonly DocumentType[]; departments: readonly string[] },
): ReadRow {
  const read = checkFields(documentList, cells, context);
  const fields = read.fields;
  const findings: RowFinding[] = read.findings.map(nameMissingList);
  const order = fields.资料序号;
  const type = context.types.find((one) => one.order === order);
  if (order !== undefined && type === undefined && Number(order) >= 1) {
    const last = context.types.at(-1)?.order ?? 0;
    const message = `没有第 ${order} 种资料，应为 1 到 ${last}`;
    findings.push(said('资料序号', String(order), 'range', 'rejected', message));
  }
  const title = String(fields.资料名称 ?? '');
  if (type !== undefined && title !== '' && !isTitleOf(type, title)) {
    const message = `第 ${type.order} 种资料是“${type.title}”，请核对序号；已照录`;
    findings.push(said('资料名称', title, 'title', 'warning', message));
  }
  const custody = fields.保管处;
  if (custody === undefined) fields.保管处 = archiveKeeper;
  else if (!context.departments.includes(String(custody))) {
    const message = `部门里没有“${custody}”，已照录，请核对`;
    findings.push(said('保管处', String(custody), 'choice', 'warning', message));
  }
  return { fields, findings };
}

/** A paper can only be filed where there is an archive, so an unlisted room is refused here. */
function nameMissingList(finding: Finding): RowFinding {
  if (finding.rule !== 'room' || finding.severity !== 'warning') return finding;
  return { ...finding, severity: 'rejected', message: '还没有业户名册，请先导入业户名册' };
}

/** Titles are compared without brackets and marks; a type with a list of its own takes any. */
function isTitleOf(type: DocumentType, title: string): boolean {
  if (type.order === 15 || type.order === 19) return true;
  const [known, given] = [bare(type.title), bare(title)];
  return known.includes(given) || given.includes(known);
}

function bare(title: string): string {
  return foldTyped(title).replace(/[\p{P}\p{S}\s]/gu, '');
}

function said(
  column: string,
  value: string,
  rule: RowFinding['rule'],
  severity: Finding['severity'],
  message: string,
): RowFinding {
  return { column, value, rule, severity, message };
}

/** Whether a list's row may not be filed. */
export function isRefused(findings: readonly RowFinding[]): boolean {
  return findings.some(({ severity }) => severity === 'rejected');
}

/** The heads that a list is known by. */
export function headsOf(list: Category): string[] {
  return list.fields.map(({ name }) => name);
}
