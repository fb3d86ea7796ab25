/**
 * A cell for an export that no spreadsheet takes for a formula: text that starts with one of
 * `= + - @`, a tab or a line break gets an apostrophe in front. Numbers stay numbers.
 */
export function defuse<Value extends string | number>(value: Value): Value | string {
  if (typeof value !== 'string') return value;
  return /^[=+\-@\t\r\n＝＋－＠]/u.test(value) ? `'${value}` : value;
}
