import type { Field } from '../../catalogue/model.ts';
import type { Finding, FindingRule, Severity } from '../../registers/finding.ts';
import { cleanText, clipped, foldTyped, joinLines, keepLines } from '../../registers/fold-text.ts';
import type { FieldValue } from './fields.ts';
import {
  readIdentity,
  readOrderNumber,
  readPhone,
  readPlate,
  readRecordNumber,
  readYesNo,
} from './read-code.ts';
import { readDecimal, readInteger } from './read-number.ts';
import { type Reading, readDate, readMinute } from './read-time.ts';
import type { RoomBook } from './rooms.ts';

/** One value in its one spelling (none where the cell is empty or refused) and what was found. */
export interface Normalised {
  readonly value?: FieldValue;
  readonly findings: readonly Finding[];
}

/** What reading a value depends on: the site's wall clock and its households. */
export interface ReadingContext {
  readonly zone: string;
  readonly rooms: RoomBook;
}

/** The most a cell may hold. Units: UTF-16 code units. */
const textLimits = { text: 4_000, 'long-text': 50_000 } as const;

// What people write into a cell that is meant to stay empty; in free text it is a word like others.
const emptyMarks = new Set(['-', '--', '---', '/', '//', '\\', 'N/A', 'n/a', '空']);
const emptyWords = new Set(['无', '没有']);
// A word such as 无 may be an answer to a question or one of the choices; a mark never is.
const answerTypes = new Set(['yes-no', 'choice']);
const shortTypes = new Set([
  'date',
  'minute',
  'integer',
  'decimal',
  'room',
  'phone',
  'order-number',
  'record-number',
]);

/**
 * Reads one value by its field's type: what has one clear meaning is put right and said, what has
 * none is refused. Reading a value that was read before changes nothing.
 */
export function normaliseValue(field: Field, raw: unknown, context: ReadingContext): Normalised {
  const text = textOf(raw);
  if (text === undefined) {
    const found = finding(
      field,
      JSON.stringify(raw) ?? '',
      'type',
      'rejected',
      '要一个值，不是一组',
    );
    return { findings: [found] };
  }
  if (cleanText(text).trim() === '') return { findings: [] };
  if (meansNothing(field, foldTyped(text))) {
    const message = `“${text.trim()}”按空白处理`;
    return { findings: [finding(field, text, 'normalised', 'put-right', message)] };
  }
  return readByType(field, text, context);
}

function meansNothing(field: Field, folded: string): boolean {
  if (answerTypes.has(field.type)) {
    return emptyMarks.has(folded) && !(field.choices ?? []).includes(folded);
  }
  // A dash where something must stand is no word either.
  if (field.required === true && emptyMarks.has(folded)) return true;
  const short = shortTypes.has(field.type) || field.shape !== undefined;
  return short && (emptyMarks.has(folded) || emptyWords.has(folded));
}

/** A cell as text; undefined for what no cell can hold. */
export function textOf(raw: unknown): string | undefined {
  if (raw === undefined || raw === null) return '';
  if (typeof raw === 'string') return raw;
  if (typeof raw === 'number') return Number.isFinite(raw) ? String(raw) : undefined;
  if (typeof raw === 'boolean') return raw ? '是' : '否';
  return undefined;
}

function readByType(field: Field, text: string, context: ReadingContext): Normalised {
  switch (field.type) {
    case 'integer':
      return strict(field, text, readInteger(text, field.unit));
    case 'decimal':
      return strict(field, text, readDecimal(text, field.unit));
    case 'date':
      return strict(field, text, readDate(text, context.zone));
    case 'minute':
      return strict(field, text, readMinute(text, context.zone));
    case 'yes-no':
      return strict(field, text, readYesNo(text));
    case 'order-number':
      return strict(field, text, readOrderNumber(text));
    case 'record-number':
      return lenient(field, text, readRecordNumber(text), 'shape');
    case 'phone':
      return lenient(field, text, readPhone(text), 'shape');
    case 'choice':
      return lenient(field, text, readChoice(field, text), 'choice');
    case 'room':
      return readRoom(field, text, context.rooms);
    case 'text':
    case 'long-text':
      if (field.shape === 'plate') return lenient(field, text, readPlate(text), 'shape');
      if (field.shape === 'identity') return lenient(field, text, readIdentity(text), 'shape');
      return readText(field, text);
  }
}

/** A wrong value is refused. */
function strict(field: Field, text: string, reading: Reading<FieldValue>): Normalised {
  if ('value' in reading) return accepted(field, text, reading.value);
  return { findings: [finding(field, text, 'type', 'rejected', reading.wrong)] };
}

/** A value of unknown shape is kept as one line of text, with a warning. */
function lenient(
  field: Field,
  text: string,
  reading: Reading<string>,
  rule: FindingRule,
): Normalised {
  if ('value' in reading) return accepted(field, text, reading.value);
  const kept = readText({ ...field, type: 'text' }, text, foldTyped(text));
  if (kept.value === undefined) return kept;
  const warning = finding(field, text, rule, 'warning', reading.wrong);
  return { ...kept, findings: [...kept.findings, warning] };
}

/** The value, and a word about it where it was not typed in its one spelling. */
function accepted(field: Field, text: string, value: FieldValue): Normalised {
  const same =
    String(value) === text || (typeof value === 'number' && samePlainNumber(text, value));
  if (same) return { value, findings: [] };
  const note = finding(field, text, 'normalised', 'put-right', `已改写为“${value}”`);
  return { value, findings: [note] };
}

/** `116.00` is 116 to everybody: trailing zeros are not worth a word. */
function samePlainNumber(text: string, value: number): boolean {
  return /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(text) && Number(text) === value;
}

function readChoice(field: Field, text: string): Reading<string> {
  const bare = (choice: string) => foldTyped(choice).replace(/\s/gu, '').toLowerCase();
  const folded = bare(text);
  const choices = field.choices ?? [];
  const choice = choices.find((each) => bare(each) === folded);
  if (choice !== undefined) return { value: choice };
  if (choices.length === 0) return { value: joinLines(text) };
  return { wrong: `不在常用选项里（${choices.join('、')}），已照录，请核对` };
}

function readRoom(field: Field, text: string, rooms: RoomBook): Normalised {
  const match = rooms.match(text);
  if ('unknown' in match) {
    const { unknown, suggestions } = match;
    const hint =
      suggestions.length > 0
        ? `是不是 ${suggestions.join(' / ')}？`
        : rooms.size === 0
          ? '写法不合默认格式（3-2-0501）；请先导入业户名册，再导入登记'
          : '请对照业户名册改正';
    const message = `没有 ${clipped(unknown)} 这个房号，${hint}`;
    return { findings: [finding(field, text, 'room', 'rejected', message)] };
  }
  const read = accepted(field, text, match.room);
  if (match.unlisted === undefined) return read;
  const message = '还没有业户名册，房号未能核对';
  return {
    ...read,
    findings: [...read.findings, finding(field, text, 'room', 'warning', message)],
  };
}

/** Free text stays as typed; `spelt` is the spelling to keep where white space alone is not all. */
function readText(field: Field, text: string, spelt?: string): Normalised {
  const long = field.type === 'long-text';
  const value = spelt ?? (long ? keepLines(text) : joinLines(text));
  const limit = textLimits[long ? 'long-text' : 'text'];
  if (value.length > limit) {
    const message = `太长（${value.length} 字），最多 ${limit} 字`;
    return { findings: [finding(field, clipped(text), 'type', 'rejected', message)] };
  }
  const findings: Finding[] = [];
  if (value !== text)
    findings.push(finding(field, text, 'normalised', 'put-right', changeOf(field, text, value)));
  if (value.includes('\ufffd')) {
    const message = '有读不出的字（�），多半是编码弄坏的，请核对原件';
    findings.push(finding(field, text, 'characters', 'warning', message));
  }
  if (isFormula(value, field)) {
    const message = '以 =、+、-、@ 开头，像公式；已按文字照录，不会运算';
    findings.push(finding(field, text, 'formula', 'warning', message));
  }
  return { value, findings };
}

function changeOf(field: Field, text: string, value: string): string {
  if (value === text.trim()) return '已去掉前后的空白';
  if (value === cleanText(text).trim()) return '已去掉看不见的字符';
  if (/[\r\n\u2028\u2029]/u.test(text.trim())) {
    return field.type === 'long-text' ? '换行的写法已统一' : '格内的换行已并成一行';
  }
  return value.length <= 40 ? `已改写为“${value}”` : '已去掉看不见的字符';
}

/** A plain number or telephone number may start with a sign; anything else there is a formula. */
function isFormula(value: string, field: Field): boolean {
  if (!/^[=+\-@＝＋－＠]/u.test(value)) return false;
  return field.type !== 'phone' && !/^[+-]?[\d ().-]+$/.test(value);
}

function finding(
  field: Field,
  value: string,
  rule: FindingRule,
  severity: Severity,
  message: string,
): Finding {
  return { column: field.name, value, rule, severity, message };
}
