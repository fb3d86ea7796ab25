import type { FieldProblem } from '../core/app-error.ts';
import { checkCharts } from './check-charts.ts';
import type { Category, Condition, SiteDocument } from './model.ts';

/** Prefixes that number series of their own have. */
const takenPrefixes = ['PG', 'ZD'];
const shortestYears = { important: 10, usual: 5 };

/**
 * What is wrong with the next version of the site document, beyond its shape: names that lead
 * nowhere, numbers that would collide, retention below the minimum.
 *
 * Source: REC-01 (※ ten years, others five), REC-04 (a number is unique for ever).
 */
export function checkChange(before: SiteDocument, after: SiteDocument): FieldProblem[] {
  return [
    ...checkSites(before, after),
    ...checkZone(after),
    ...doubles(after.categories.map(({ code }) => code)).map((code) =>
      problem('categories', 'unique', `类别编号 ${code} 重复`),
    ),
    ...doubles([...takenPrefixes, ...after.categories.map(({ prefix }) => prefix)]).map((prefix) =>
      problem('categories', 'unique', `编号前缀 ${prefix} 重复或已作他用`),
    ),
    ...after.categories.flatMap((category, at) => {
      const known = before.categories.find(({ code }) => code === category.code);
      return checkCategory(category, known).map(({ field, ...rest }) => ({
        field: `categories.${at}.${field}`,
        ...rest,
      }));
    }),
    ...checkCharts(after, before),
  ];
}

/** Sites come after those that are there: the first one's numbers carry no site code. */
function checkSites(before: SiteDocument, after: SiteDocument): FieldProblem[] {
  const codes = after.sites.map(({ code }) => code);
  const kept = before.sites.every(({ code }, at) => codes[at] === code);
  const patterns = after.sites.flatMap(({ roomPattern }, at) =>
    isPattern(roomPattern)
      ? []
      : [problem(`sites.${at}.roomPattern`, 'type', '房号格式不是有效的正则表达式')],
  );
  const found = doubles(codes).map((code) => problem('sites', 'unique', `项目代码 ${code} 重复`));
  if (kept) return [...found, ...patterns];
  return [...found, ...patterns, problem('sites', 'kept', '已有的项目不能删除、改代码或换顺序')];
}

function checkZone({ timeZone }: SiteDocument): FieldProblem[] {
  try {
    Intl.DateTimeFormat('zh-CN', { timeZone });
    return [];
  } catch {
    return [problem('timeZone', 'known', '请填时区名，如 Asia/Shanghai')];
  }
}

function checkCategory(category: Category, known: Category | undefined): FieldProblem[] {
  const names = category.fields.map(({ name }) => name);
  const { retention, important } = category;
  const least = important ? shortestYears.important : shortestYears.usual;
  const years = 'years' in retention ? retention.years : undefined;
  return [
    ...doubles(names).map((name) => problem('fields', 'unique', `栏目“${name}”重复`)),
    ...named(category)
      .filter(({ field }) => !names.includes(field))
      .map(({ place, field }) => problem(place, 'known', `没有“${field}”这个栏目`)),
    ...(years !== undefined && years < least
      ? [problem('retention.years', 'range', `这一类至少保管 ${least} 年`)]
      : []),
    ...(known !== undefined && known.prefix !== category.prefix
      ? [problem('prefix', 'kept', `已有的类别不能改编号前缀，请保留 ${known.prefix}`)]
      : []),
  ];
}

/** Every field that the rest of a category names, with the place that names it. */
function named(category: Category): { place: string; field: string }[] {
  const { closing, dispatch, counted } = category;
  const conditionOf = (condition: Condition | undefined) => condition?.field;
  const places: Readonly<Record<string, readonly (string | undefined)[]>> = {
    time: [category.time.field],
    room: [category.room],
    subject: category.subject,
    responsible: [category.responsible],
    kind: [category.kind],
    closing: [closing.by === 'field' ? closing.field : conditionOf(closing.when)],
    dispatch: Object.values(dispatch ?? {}),
    links: category.links ?? [],
    counted: [conditionOf(counted?.when)],
    print: category.print.wide,
    deadlines: (category.deadlines ?? []).flatMap(({ from, to, when, prompt }) => [
      from,
      to,
      conditionOf(when),
      prompt?.to,
    ]),
    signaturePairs: (category.signaturePairs ?? []).flatMap(({ first, second, when }) => [
      first,
      second,
      conditionOf(when),
    ]),
    fields: category.fields.flatMap((field) => [
      field.notBefore,
      field.expectedNotBefore,
      ...(field.requiredWhen ?? []).map(conditionOf),
    ]),
  };
  return Object.entries(places).flatMap(([place, fields]) =>
    fields.flatMap((field) => (field === undefined ? [] : [{ place, field }])),
  );
}

function isPattern(text: string): boolean {
  try {
    return new RegExp(text) !== undefined;
  } catch {
    return false; // what a person typed is no regular expression
  }
}

function doubles(names: readonly string[]): string[] {
  return [...new Set(names.filter((name, at) => names.indexOf(name) !== at))];
}

function problem(field: string, rule: string, message: string): FieldProblem {
  return { field, rule, message };
}
