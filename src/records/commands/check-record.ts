import { getCategory, getSite, sitePrefix } from '../../catalogue/catalogue.ts';
import type { Category, SiteDocument } from '../../catalogue/model.ts';
import { AppError } from '../../core/app-error.ts';
import type { Instant } from '../../core/clock.ts';
import { localDateOf, localMinuteOf, type Month, monthOf } from '../../core/month.ts';
import type { Home } from '../../home/open.ts';
import type { Finding } from '../../registers/finding.ts';
import type { FilingWarning } from '../model.ts';
import { loadHouseholds } from '../queries/households.ts';
import { type CheckContext, checkFields } from '../rules/check-fields.ts';
import type { Fields } from '../rules/fields.ts';
import { isLate } from '../rules/late.ts';
import { occurredAtOf } from '../rules/occurrence.ts';

/** What records of one category at one site are checked against. */
export interface FilingFrame {
  readonly site: string;
  readonly sitePrefix: string;
  readonly category: Category;
  readonly version: number;
  readonly context: CheckContext;
}

/** A record that passed its checks and may be filed. */
export interface CheckedRecord {
  readonly occurredAt: Instant;
  readonly month: Month;
  readonly room: string | null;
  readonly fields: Fields;
}

/** Gathers what a filing is checked against. Errors: `not-found` (site), `invalid` (category). */
export async function openFrame(
  home: Pick<Home, 'ledger' | 'catalogue'>,
  wanted: { site: string | undefined; category: string | number },
): Promise<FilingFrame> {
  const { document, version } = home.catalogue;
  const site = getSite(document, wanted.site);
  return frameOf(home, { document, version, site: site.code, category: wanted.category });
}

/** The frame of a category as one version of the catalogue has it. */
export async function frameOf(
  home: Pick<Home, 'ledger' | 'catalogue'>,
  parts: {
    document: SiteDocument;
    version: number;
    site: string;
    category: string | number;
  },
): Promise<FilingFrame> {
  const { store, clock } = home.ledger;
  const present = home.catalogue.document;
  const households = await loadHouseholds(store.read, getSite(present, parts.site));
  return {
    site: parts.site,
    sitePrefix: sitePrefix(present, parts.site),
    category: getCategory(parts.document, parts.category),
    version: parts.version,
    context: { now: clock.now(), zone: present.timeZone, ...households },
  };
}

/** What was said beside the fields of a record. */
export interface SaidBeside {
  readonly occurredAt?: Instant | undefined;
  readonly room?: string | undefined;
  readonly lateReason?: string | undefined;
  /** Whether what happened long ago is refused without a reason. */
  readonly asksReason?: boolean | undefined;
}

/**
 * Checks the fields of a record, and that they agree with what was said beside them.
 *
 * Returns the record if nothing rejects it, and every finding.
 */
export function checkRecord(
  frame: FilingFrame,
  raw: Readonly<Record<string, unknown>>,
  beside: SaidBeside = {},
): { record?: CheckedRecord; findings: Finding[] } {
  const { category, context } = frame;
  const { fields, findings } = checkFields(category, raw, context);
  const fromFields = occurredAtOf(category, fields, context.zone);
  const timed = fromFields === undefined ? [] : checkTime(frame, beside.occurredAt, fromFields);
  const placed = checkPlace(frame, beside.room, fields);
  const occurredAt = beside.occurredAt ?? fromFields;
  const late = beside.asksReason === true ? checkLate(frame, occurredAt, beside.lateReason) : [];
  const all = [...findings, ...timed, ...placed.findings, ...late];
  if (occurredAt === undefined || all.some(({ severity }) => severity === 'rejected')) {
    return { findings: all };
  }
  const month = monthOf(occurredAt, context.zone);
  return { record: { occurredAt, month, room: placed.room, fields }, findings: all };
}

/** Rejected findings as the problems of one error. */
export function refusalOf(findings: readonly Finding[]): AppError | undefined {
  const problems = findings
    .filter(({ severity }) => severity === 'rejected')
    .map(({ column, rule, message }) => ({ field: column, rule, message }));
  if (problems.length === 0) return undefined;
  const words = problems.map(({ field, message }) => `${field}：${message}`).join('；');
  return new AppError('invalid', `有 ${problems.length} 处须改正：${words}`, { problems });
}

/** Findings that were filed all the same, as the answer to a filing names them. */
export function warningsOf(findings: readonly Finding[]): FilingWarning[] {
  return findings
    .filter(({ severity }) => severity !== 'rejected')
    .map(({ column, value, rule, message }) => ({ field: column, value, rule, message }));
}

function checkTime(frame: FilingFrame, said: Instant | undefined, written: Instant): Finding[] {
  if (said === undefined) return [];
  const { category, context } = frame;
  const { field, precision } = category.time;
  const type = category.fields.find(({ name }) => name === field)?.type;
  const spell = (at: Instant) => {
    if (type === 'text') return monthOf(at, context.zone);
    return precision === 'minute' ? localMinuteOf(at, context.zone) : localDateOf(at, context.zone);
  };
  if (spell(said) === spell(written)) return [];
  const message = `与发生时间（${spell(said)}）不一致，请只填一处或改成一样`;
  return [{ column: field, value: spell(written), rule: 'range', severity: 'rejected', message }];
}

/** The name under which a page asks why a record comes late. */
export const lateReasonName = '补录原因';

function checkLate(
  { category, context }: FilingFrame,
  occurredAt: Instant | undefined,
  reason: string | undefined,
): Finding[] {
  if (occurredAt === undefined || reason !== undefined) return [];
  if (!isLate(category, occurredAt, context)) return [];
  const value = localMinuteOf(occurredAt, context.zone);
  const message = '事情已过去一天以上，算补录，请写明为什么当时没有登记';
  return [{ column: lateReasonName, value, rule: 'required', severity: 'rejected', message }];
}

function checkPlace(
  frame: FilingFrame,
  said: string | undefined,
  fields: Fields,
): { room: string | null; findings: Finding[] } {
  const column = frame.category.room ?? '房号';
  const written = frame.category.room === undefined ? undefined : fields[frame.category.room];
  const room = typeof written === 'string' ? written : null;
  if (said === undefined || said.trim() === '') return { room, findings: [] };
  const match = frame.context.rooms.match(said);
  if ('unknown' in match) {
    // The field was filled from what was said, and has been refused for it already.
    if (room === null && frame.category.room !== undefined) return { room, findings: [] };
    const message = `没有 ${match.unknown} 这个房号，请对照业户名册改正`;
    const found: Finding = { column, value: said, rule: 'room', severity: 'rejected', message };
    return { room, findings: [found] };
  }
  if (room === null || room === match.room) return { room: match.room, findings: [] };
  const message = `与另填的房号 ${match.room} 不一致，请只填一处或改成一样`;
  const found: Finding = { column, value: room, rule: 'room', severity: 'rejected', message };
  return { room, findings: [found] };
}
