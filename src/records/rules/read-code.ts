import type { Month } from '../../core/month.ts';
import { foldTyped } from '../../registers/fold-text.ts';
import type { Reading } from './read-time.ts';

const orderNumber = /^(?:[A-Z0-9]{1,8}-)?PG-(\d{4}(?:0[1-9]|1[0-2]))-\d{4,}$/;
const recordNumber = /^(?:[A-Z0-9]{1,8}-)?[A-Z]{2,3}-\d{4}(?:0[1-9]|1[0-2])-\d{4,}$/;
const mobile = /^1[3-9]\d{9}$/;
const landline = /^(?:0\d{2,3}-?)?[2-9]\d{6,7}(?:-\d{1,6})?$/;
const hotline = /^(?:400|800)-?\d{3}-?\d{4}$|^(?:1\d{2}|1\d{4}|9\d{4,5})$/;
const plate =
  /^([京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使])([A-Z])[·.•・\- ]?([A-Z0-9]{4,6}[挂学警港澳领试超]?)$/u;
// An identity card, or the shorter number of a passport, a permit or a driving licence of old.
const identity = /^\d{17}[\dX]$|^\d{15}$|^\d{8,10}$|^(?=.*[A-Z])[A-Z0-9()]{6,14}$/;

/**
 * Reads a dispatch order number; a number filled up with more zeros is the same order.
 *
 * Shape: `PG-YYYYMM-NNNN`, a site's code may stand in front.
 */
export function readOrderNumber(text: string): Reading<string> {
  const folded = foldTyped(text)
    .toUpperCase()
    .replace(/\s*-\s*/g, '-');
  if (orderNumber.test(folded)) return { value: fourDigits(folded) };
  return { wrong: '不是派工单号，请写成 PG-202610-0001 这样' };
}

function fourDigits(number: string): string {
  return number.replace(/-0+(\d{4,})$/, '-$1');
}

/** The month in which a dispatch order's number was taken. */
export function monthOfOrder(number: string): Month | undefined {
  const digits = orderNumber.exec(number)?.[1];
  return digits === undefined ? undefined : `${digits.slice(0, 4)}-${digits.slice(4)}`;
}

/** Reads the number of a record or a dispatch order; another text has no such number. */
export function readRecordNumber(text: string): Reading<string> {
  const folded = foldTyped(text)
    .toUpperCase()
    .replace(/\s*-\s*/g, '-');
  if (recordNumber.test(folded)) return { value: fourDigits(folded) };
  return { wrong: '不像登记编号，系统里连不上原登记；应写成 BX-202610-0001 这样' };
}

/** Reads a telephone number: digits without blanks and dashes, a land line with one dash. */
export function readPhone(text: string): Reading<string> {
  const folded = foldTyped(text).replace(/^(?:(?:\+|00)86[ -]?(?=[01])|86[ -]?(?=1\d{10}$))/, '');
  const digits = folded.replace(/[ -]/g, '');
  if (mobile.test(digits)) return { value: digits };
  const area = /^\(?(0\d{2,3})(?:\)[ -]?|[ -])(\d[\d -]*\d)$/.exec(folded);
  const dashed = area === null ? folded.replace(/ /g, '-') : `${area[1]}-${spaceless(area[2])}`;
  if (landline.test(dashed) || hotline.test(dashed)) return { value: dashed };
  return { wrong: '不像电话号码，请核对（手机 11 位，座机写成 010-62345678）' };
}

/** `8888 7777` and `8888-7777` are one number; a short last part is an extension. */
function spaceless(local = ''): string {
  return local.replace(/^(\d{3,4})[ -](\d{4})(?=$|[ -])/, '$1$2').replace(/ /g, '-');
}

/** Reads a number plate as `京A·12345`. */
export function readPlate(text: string): Reading<string> {
  const parts = plate.exec(foldTyped(text).toUpperCase());
  if (parts === null) return { wrong: '不像车牌号，请核对（例如 京A·12345）' };
  return { value: `${parts[1]}${parts[2]}·${parts[3]}` };
}

/** Reads the number of an identity card (17 digits and a digit or X) or of a passport. */
export function readIdentity(text: string): Reading<string> {
  const folded = foldTyped(text).toUpperCase().replaceAll(' ', '');
  if (identity.test(folded)) return { value: folded };
  return { wrong: '不像证件号码（身份证为 18 位），请核对' };
}

const yes = new Set([
  '是',
  '有',
  'y',
  'yes',
  '√',
  '✓',
  '✔',
  '☑',
  '1',
  'true',
  '对',
  '是的',
  '已签',
  '已签字',
  '已签收',
  '已确认',
]);
const no = new Set([
  '否',
  '无',
  '没有',
  '不是',
  'n',
  'no',
  '×',
  '✗',
  '✘',
  'x',
  '0',
  'false',
  '未签',
  '未签字',
  '未签收',
  '未确认',
]);

/** Reads 是 or 否 in the usual spellings. */
export function readYesNo(text: string): Reading<'是' | '否'> {
  const folded = foldTyped(text).toLowerCase().replace('\ufe0f', '');
  if (yes.has(folded)) return { value: '是' };
  if (no.has(folded)) return { value: '否' };
  return { wrong: '只能写“是”或“否”' };
}
