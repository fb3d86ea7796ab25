import type { FieldProblem } from '../../core/app-error.ts';
import {
  type Price,
  type PriceGroup,
  type PriceList,
  priceFrom,
  priceRule,
  priceText,
} from '../../core/price-list.ts';
import type { Typed } from '../kit/page/typed.ts';
import type { Lang } from '../kit/page/words.ts';
import { priceWords } from './words.ts';

/** A row of the form, by the names of its fields. */
export interface PriceRow {
  /** What the names of its fields begin with, such as `g0.r3`. */
  readonly key: string;
  readonly isBlank: boolean;
}

/** A group of the form. */
export interface RowGroup {
  readonly key: string;
  readonly rows: readonly PriceRow[];
}

/** The parts of a row that are typed. */
export const rowParts = ['name', 'unit', 'price', 'includes'] as const;

type Fields = Record<string, string>;

/** The form's first values: every price, an empty row below each group, and an empty group. */
export function fieldsOf(list: PriceList, base: number): Fields {
  const fields: Fields = { base: String(base), reason: '' };
  for (const [at, { title, prices }] of list.groups.entries()) {
    fields[`g${at}.title`] = title;
    for (const [row, { name, unit, price, includes }] of prices.entries()) {
      const values = { name, unit, price: priceText(price), includes };
      for (const part of rowParts) fields[`g${at}.r${row}.${part}`] = values[part];
    }
    blankRow(fields, `g${at}.r${prices.length}`);
  }
  blankGroup(fields, list.groups.length);
  return fields;
}

/** What was typed, with two more empty rows in each group and another empty group. */
export function withMoreRows(typed: Typed): readonly (readonly [string, string])[] {
  const groups = groupsOf(typed);
  const more: Fields = {};
  for (const { key, rows } of groups) {
    for (const ahead of [0, 1]) blankRow(more, `${key}.r${rows.length + ahead}`);
  }
  blankGroup(more, groups.length);
  return [...typed.fields, ...Object.entries(more)];
}

function blankRow(fields: Fields, key: string): void {
  for (const part of rowParts) fields[`${key}.${part}`] = '';
}

function blankGroup(fields: Fields, at: number): void {
  fields[`g${at}.title`] = '';
  for (const row of [0, 1]) blankRow(fields, `g${at}.r${row}`);
}

/** The groups and rows that a form has, whether or not anything stands in them. */
export function groupsOf(typed: Typed): RowGroup[] {
  const groups = new Map<string, PriceRow[]>();
  for (const [name] of typed.fields) {
    const [, group, row, part] = /^(g\d{1,3})\.(?:title|(r\d{1,3})\.(\w+))$/.exec(name) ?? [];
    if (group === undefined) continue;
    const rows = groups.get(group) ?? [];
    groups.set(group, rows);
    if (row === undefined || part !== 'name') continue;
    const key = `${group}.${row}`;
    const isBlank = rowParts.every((each) => typed.get(`${key}.${each}`) === '');
    if (rows.every((known) => known.key !== key)) rows.push({ key, isBlank });
  }
  return [...groups].map(([key, rows]) => ({ key, rows }));
}

/** The price list that was typed, or what is wrong with it, field by field. */
export function listTyped(
  typed: Typed,
  lang: Lang,
): { readonly list: PriceList; readonly problems: readonly FieldProblem[] } {
  const say = priceWords(lang);
  const problems: FieldProblem[] = [];
  const refuse = (field: string, message: string) =>
    problems.push({ field, rule: 'prices', message });
  const groups: PriceGroup[] = [];
  for (const { key, rows } of groupsOf(typed)) {
    const kept = rows.filter((row) => !row.isBlank && typed.get(`${row.key}.drop`) !== 'yes');
    if (kept.length === 0) continue;
    const title = typed.get(`${key}.title`);
    if (title === '' && groups.length > 0) refuse(`${key}.title`, say('groupMissing'));
    else if (title !== '' && groups.some((group) => group.title === title)) {
      refuse(`${key}.title`, say('groupTwice', { title }));
    } else refuseMarks(title, `${key}.title`, say, refuse);
    const prices: Price[] = [];
    for (const row of kept) {
      const price = priceTyped(typed, row.key, { say, refuse });
      if (price.name !== '' && prices.some(({ name }) => name === price.name)) {
        refuse(`${row.key}.name`, say('nameTwice', { name: price.name }));
      }
      prices.push(price);
    }
    groups.push({ title, prices });
  }
  if (groups.length === 0) refuse('g0.title', say('empty'));
  return { list: { groups }, problems };
}

type Say = ReturnType<typeof priceWords>;
type Refuse = (field: string, message: string) => void;

function priceTyped(typed: Typed, key: string, to: { say: Say; refuse: Refuse }): Price {
  const { say, refuse } = to;
  const [name, unit, includes] = (['name', 'unit', 'includes'] as const).map((part) => {
    const words = typed.get(`${key}.${part}`).replace(/\s+/g, ' ');
    refuseMarks(words, `${key}.${part}`, say, refuse);
    return words;
  });
  if (!name) refuse(`${key}.name`, say('nameMissing'));
  if (!unit) refuse(`${key}.unit`, say('unitMissing'));
  const price = priceFrom(typed.get(`${key}.price`));
  if (price === undefined) refuse(`${key}.price`, priceRule);
  return { name: name ?? '', unit: unit ?? '', price: price ?? null, includes: includes ?? '' };
}

/** A line of the block is cut at `|`, and `#` and a fence begin something else. */
function refuseMarks(words: string, field: string, say: Say, refuse: Refuse): void {
  if (words.includes('|')) refuse(field, say('pipe'));
  if (/^(#|```|~~~)/.test(words)) refuse(field, say('hash'));
}
