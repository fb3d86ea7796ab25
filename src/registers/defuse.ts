/**
 * A cell for an export that no spreadsheet takes for a formula: text that starts with one of
 * `= + - @`, a tab or a line break gets an apostrophe in front. Numbers stay numbers.
 */
export function defuse<Value extends string | number>(value: Value): Value | string {
  if (typeof value !== 'string') return value;
  return /^[=+\-@\t\r\n＝＋－＠]/u.test(value) ? `'${value}` : value;
}

/** The cell as it was before `defuse`; an apostrophe before a sign also is a spreadsheet's own mark. */
export function undefuse(cell: string): string {
  return /^'[=+\-@\t\r\n＝＋－＠]/u.test(cell) ? cell.slice(1) : cell;
}

/** As `defuse`, but only what computes: a mere number or dash, such as `-5`, stays as typed. */
export function defuseFormula(cell: string): string {
  return /^[+\-＋－][\d\s.,()-]*$/u.test(cell) ? cell : defuse(cell);
}
