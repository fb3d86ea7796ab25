import type { Category, Field } from '../../catalogue/model.ts';
import type { Instant } from '../../core/clock.ts';
import { type LocalDate, localMinuteOf } from '../../core/month.ts';
import type { Finding } from '../../registers/finding.ts';
import { ignoredColumns } from '../../registers/table.ts';
import { checkRelations } from './check-relations.ts';
import { type Fields, type FieldValue, holds } from './fields.ts';
import { normaliseValue, type ReadingContext, textOf } from './normalise-value.ts';
import { occurredOnOf } from './occurrence.ts';

/** What a row is checked against: the present, the site's clock, its households and hand-overs. */
export interface CheckContext extends ReadingContext {
  readonly now: Instant;
  /** The day from which the room belongs to its owner (入伙日期), if it is known. */
  readonly handoverOf?: ((room: string) => LocalDate | undefined) | undefined;
}

/**
 * Reads and checks one row of a register, for a form, the API and an import alike.
 *
 * Only type, required, room, signature-pair and range findings refuse the row; all others are filed
 * with it. Values that could not be read are left out of `fields`.
 */
export function checkFields(
  category: Category,
  raw: Readonly<Record<string, unknown>>,
  context: CheckContext,
): { fields: Fields; findings: Finding[] } {
  const fields: Fields = {};
  const findings: Finding[] = unknownColumns(category, raw);
  const unread = new Set<string>();
  const present = localMinuteOf(context.now, context.zone);
  for (const field of category.fields) {
    const given = Object.hasOwn(raw, field.name) ? raw[field.name] : undefined;
    const read = normaliseValue(field, given, context);
    findings.push(...read.findings);
    if (read.value !== undefined) fields[field.name] = read.value;
    else if (read.findings.some(({ severity }) => severity === 'rejected')) unread.add(field.name);
  }
  for (const field of category.fields) {
    if (unread.has(field.name)) continue;
    findings.push(...checkPresence(field, fields), ...checkBounds(field, fields));
    findings.push(...checkFuture(field, fields, present));
  }
  findings.push(...checkOccurrence(category, fields, context));
  findings.push(...checkRelations(category, fields, unread));
  return { fields, findings };
}

function unknownColumns(category: Category, raw: Readonly<Record<string, unknown>>): Finding[] {
  const names = new Set(category.fields.map((field) => field.name));
  return Object.keys(raw)
    .filter((column) => !names.has(column) && !ignoredColumns.has(column))
    .filter((column) => textOf(raw[column]) !== '')
    .map((column) => ({
      column,
      value: textOf(raw[column]) ?? '',
      rule: 'unknown-column',
      severity: 'warning',
      message: `“${category.title}”没有“${column}”这一栏，没有存入`,
    }));
}

function checkPresence(field: Field, fields: Fields): Finding[] {
  if (fields[field.name] !== undefined) return [];
  const reason = field.requiredWhen?.find((condition) => holds(condition, fields));
  if (field.required !== true && reason === undefined) return [];
  const because =
    reason === undefined ? '' : `已填“${reason.field}”${reason.is ? `为“${reason.is}”` : ''}，`;
  const special =
    field.type === 'order-number'
      ? '已派工必须有派工单号，请照派工单填写'
      : `“${field.name}”不能空`;
  return [
    {
      column: field.name,
      value: '',
      rule: 'required',
      severity: 'rejected',
      message: `${because}${special}`,
    },
  ];
}

function checkBounds(field: Field, fields: Fields): Finding[] {
  const value = fields[field.name];
  if (typeof value === 'number') {
    const { min, max } = field;
    if ((min === undefined || value >= min) && (max === undefined || value <= max)) return [];
    const unit = field.unit ?? '';
    const span =
      max === undefined
        ? `应不小于 ${min}`
        : min === undefined
          ? `应不大于 ${max}`
          : `应为 ${min} 到 ${max}`;
    return [refused(field, value, `超出范围，${span} ${unit}`.trimEnd())];
  }
  const late = early(field, field.notBefore, fields);
  if (late !== undefined) {
    return [refused(field, value ?? '', `早于“${field.notBefore}”（${late}），请核对后改正`)];
  }
  const usual = early(field, field.expectedNotBefore, fields);
  if (usual === undefined) return [];
  return [
    {
      column: field.name,
      value: String(value),
      rule: 'time-order',
      severity: 'warning',
      message: `早于“${field.expectedNotBefore}”（${usual}），请核对；如属补登，可以照此归档`,
    },
  ];
}

function refused(field: Field, value: FieldValue, message: string): Finding {
  return { column: field.name, value: String(value), rule: 'range', severity: 'rejected', message };
}

/** The other field's time if `field` lies before it; where one is a day only, days are compared. */
function early(field: Field, other: string | undefined, fields: Fields): string | undefined {
  const value = fields[field.name];
  const earlier = other === undefined ? undefined : fields[other];
  if (typeof value !== 'string' || typeof earlier !== 'string') return undefined;
  const length = Math.min(value.length, earlier.length);
  return value.slice(0, length) < earlier.slice(0, length) ? earlier : undefined;
}

function checkFuture(field: Field, fields: Fields, present: string): Finding[] {
  const value = fields[field.name];
  if (field.future === true || typeof value !== 'string') return [];
  if (field.type !== 'date' && field.type !== 'minute') return [];
  if (value <= present.slice(0, value.length)) return [];
  return [
    {
      column: field.name,
      value,
      rule: 'future',
      severity: 'warning',
      message: '时间在将来，请核对',
    },
  ];
}

function checkOccurrence(category: Category, fields: Fields, context: CheckContext): Finding[] {
  const column = category.time.field;
  const value = fields[column];
  if (value === undefined) return [];
  const day = occurredOnOf(category, fields);
  if (day === undefined) {
    const message = '读不出年月，请写成 2026年9月 这样';
    return [{ column, value: String(value), rule: 'type', severity: 'rejected', message }];
  }
  const room = category.room === undefined ? undefined : fields[category.room];
  const handover = typeof room === 'string' ? context.handoverOf?.(room) : undefined;
  if (handover === undefined || day >= handover) return [];
  const message = `早于 ${room} 的入伙日期 ${handover}，请核对`;
  return [{ column, value: String(value), rule: 'before-handover', severity: 'warning', message }];
}
