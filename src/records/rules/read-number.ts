import { foldTyped } from '../../registers/fold-text.ts';
import type { Reading } from './read-time.ts';

const plain = /^-?(?:\d+(?:\.\d*)?|\.\d+)$/;
const grouped = /^-?\d{1,3}(?:,\d{3})+(?:\.\d*)?$/;
const raised = /[\u00b2\u00b3\u00b9\u2070-\u209c\u2460-\u24ff\u2776-\u2793]/u;
const currencyBefore = /^(-?)\s*(?:￥|¥|RMB|CNY|人民币)\s*(-?)/iu;
const currencyAfter = /\s*(?:元整?|圆整?|RMB|CNY)$/iu;

/**
 * Reads an amount or a count: digits, thousands in threes, a currency sign or the field's own unit.
 * Words such as 约 or 千 are no number, since nobody can tell what they stand for.
 */
export function readDecimal(text: string, unit: string | undefined): Reading<number> {
  // Folded, 10² would be 102 and ① would be 1.
  if (raised.test(text)) return { wrong: '带有上标或圈号，请只写阿拉伯数字，例如 1234.50' };
  let folded = foldTyped(text).replace(currencyBefore, '$1$2').replace(currencyAfter, '');
  if (unit !== undefined && folded.endsWith(unit)) folded = folded.slice(0, -unit.length);
  folded = folded.trim();
  if (!plain.test(folded) && !grouped.test(folded)) {
    return { wrong: '不是数字，请只写阿拉伯数字，例如 1234.50' };
  }
  const digits = folded.replaceAll(',', '');
  const value = Number(digits);
  // Beyond 15 digits a number can no longer be told from its neighbour.
  if (digits.replace(/[-.]/g, '').replace(/^0+/, '').length > 15) {
    return { wrong: '数字太长，请核对后重写' };
  }
  return { value: value === 0 ? 0 : value };
}

/** Reads a whole number; `3.0` is three, `3.5` is refused. */
export function readInteger(text: string, unit: string | undefined): Reading<number> {
  const number = readDecimal(text, unit);
  if ('wrong' in number) return { wrong: '不是整数，请只写阿拉伯数字，例如 12' };
  if (!Number.isInteger(number.value)) return { wrong: '要整数，不能带小数，例如 12' };
  return number;
}
