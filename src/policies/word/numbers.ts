import { attributeOf, elementsOf, settingOf, type Tag, tagsOf } from './tags.ts';

/** A level of a Word list: how its numbers look. */
interface Level {
  readonly start: number;
  readonly format: string;
  /** Such as `第%1条` or `%1.%2`. */
  readonly pattern: string;
}

/** A Word list: which numbers are counted together, and how each level looks. */
interface List {
  readonly counted: string;
  readonly levels: ReadonlyMap<number, Level>;
}

/** What a paragraph style says beyond looks. */
interface Style {
  readonly name: string;
  readonly basedOn: string | undefined;
  readonly numId: string | undefined;
  readonly level: number | undefined;
  readonly outline: number | undefined;
}

/** A paragraph as its list and its rank say. */
export interface ParagraphPlace {
  /** 1 to 6 where it is a heading. */
  readonly heading: number | undefined;
  /** Its number as Word shows it; a dot in plain lists; undefined where it is in none. */
  readonly marker: string | undefined;
  readonly depth: number;
  /** Whether it is a line of a table of contents. */
  readonly isContents: boolean;
}

/** Tells each paragraph's rank and number, in their order. */
export interface Numbering {
  next(properties: readonly Tag[]): ParagraphPlace;
}

/** Reads how a Word file ranks and numbers its paragraphs. */
export function numberingOf(styles: string | undefined, numbering: string | undefined): Numbering {
  const known = stylesOf(tagsOf(styles ?? ''));
  const lists = listsOf(tagsOf(numbering ?? ''));
  const counters = new Map<string, number[]>();
  return {
    next(properties) {
      const style = styleOf(known, settingOf(properties, 'pStyle'));
      const outline = numberIn(settingOf(properties, 'outlineLvl')) ?? style.outline;
      const heading = outline !== undefined && outline < 6 ? outline + 1 : undefined;
      const isContents = /^(toc|目录) ?\d/i.test(style.name);
      const own = elementsOf(properties, 'numPr')[0];
      const numId = (own && settingOf(own, 'numId')) ?? style.numId;
      const depth = (own && numberIn(settingOf(own, 'ilvl'))) ?? style.level ?? 0;
      const list = numId === undefined ? undefined : lists.get(numId);
      const marker = list === undefined ? undefined : markerAt(list, depth, counters);
      return { heading, marker, depth, isContents };
    },
  };
}

function numberIn(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,4}$/.test(text) ? Number(text) : undefined;
}

function stylesOf(tags: readonly Tag[]): Map<string, Style> {
  return new Map(
    elementsOf(tags, 'style').flatMap((style) => {
      const [head] = style;
      const id = head && attributeOf(head, 'styleId');
      if (id === undefined) return [];
      const name = settingOf(style, 'name') ?? '';
      const rank = /^(?:heading|标题) ?([1-6])$/i.exec(name)?.[1];
      const one: Style = {
        name,
        basedOn: settingOf(style, 'basedOn'),
        numId: settingOf(style, 'numId'),
        level: numberIn(settingOf(style, 'ilvl')),
        outline: rank === undefined ? numberIn(settingOf(style, 'outlineLvl')) : Number(rank) - 1,
      };
      return [[id, one]];
    }),
  );
}

const noStyle: Style = {
  name: '',
  basedOn: undefined,
  numId: undefined,
  level: undefined,
  outline: undefined,
};

/** A style with what it takes from those it is based on. */
function styleOf(known: ReadonlyMap<string, Style>, id: string | undefined): Style {
  let style = noStyle;
  let next = id;
  for (let step = 0; step < 12 && next !== undefined; step += 1) {
    const one = known.get(next);
    if (one === undefined) break;
    style = {
      name: style.name || one.name,
      basedOn: one.basedOn,
      numId: style.numId ?? one.numId,
      level: style.level ?? one.level,
      outline: style.outline ?? one.outline,
    };
    next = one.basedOn;
  }
  return style;
}

function listsOf(tags: readonly Tag[]): Map<string, List> {
  const abstract = new Map(
    elementsOf(tags, 'abstractNum').map((one) => [
      (one[0] && attributeOf(one[0], 'abstractNumId')) ?? '',
      levelsOf(one),
    ]),
  );
  return new Map(
    elementsOf(tags, 'num').flatMap((one) => {
      const id = one[0] && attributeOf(one[0], 'numId');
      const counted = settingOf(one, 'abstractNumId') ?? '';
      const levels = abstract.get(counted);
      if (id === undefined || levels === undefined) return [];
      const over = elementsOf(one, 'lvlOverride');
      const changed = new Map(levels);
      for (const override of over) {
        const at = numberIn(override[0] && attributeOf(override[0], 'ilvl')) ?? 0;
        const start = numberIn(settingOf(override, 'startOverride'));
        const level = levelsOf(override).get(at) ?? changed.get(at);
        if (level !== undefined) changed.set(at, { ...level, start: start ?? level.start });
      }
      // A list that begins anew is counted by itself.
      return [[id, { counted: over.length === 0 ? counted : `${counted}/${id}`, levels: changed }]];
    }),
  );
}

function levelsOf(tags: readonly Tag[]): Map<number, Level> {
  return new Map(
    elementsOf(tags, 'lvl').map((one) => [
      numberIn(one[0] && attributeOf(one[0], 'ilvl')) ?? 0,
      {
        start: numberIn(settingOf(one, 'start')) ?? 1,
        format: settingOf(one, 'numFmt') ?? 'decimal',
        pattern: settingOf(one, 'lvlText') ?? '',
      },
    ]),
  );
}

/** The number of the next paragraph at a level, as Word shows it. */
function markerAt(
  { counted, levels }: List,
  depth: number,
  counters: Map<string, number[]>,
): string | undefined {
  const level = levels.get(depth);
  if (level === undefined || level.format === 'none') return undefined;
  if (level.format === 'bullet') return '•';
  const before = counters.get(counted) ?? [];
  const numbers = Array.from({ length: depth + 1 }, (_, at) => {
    const start = levels.get(at)?.start ?? 1;
    const last = before[at];
    if (at < depth) return last ?? start;
    return last === undefined ? start : last + 1;
  });
  counters.set(counted, numbers);
  return level.pattern.replace(/%(\d)/g, (_, place: string) => {
    const at = Number(place) - 1;
    return formatted(numbers[at] ?? 1, levels.get(at)?.format ?? 'decimal');
  });
}

const digits = '〇一二三四五六七八九';

/** A number as one of Word's formats writes it. Source: ECMA-376-1 §17.18.59. */
function formatted(number: number, format: string): string {
  if (/^(chinese|japanese|taiwanese|ideographLegal|korean)/.test(format)) return chinese(number);
  if (/^ideograph/.test(format))
    return [...String(number)].map((one) => digits[Number(one)]).join('');
  if (format === 'upperLetter' || format === 'lowerLetter') return letter(number, format);
  if (format === 'upperRoman') return roman(number);
  if (format === 'lowerRoman') return roman(number).toLowerCase();
  if (format === 'decimalZero') return String(number).padStart(2, '0');
  if (/^decimalEnclosedCircle/.test(format) && number <= 20) {
    return String.fromCodePoint(0x245f + number);
  }
  return String(number);
}

function chinese(number: number): string {
  if (number <= 0 || number >= 10_000) return String(number);
  const units = ['', '十', '百', '千'];
  const figures = [...String(number)].map(Number);
  const words = figures
    .map((figure, at) =>
      figure === 0 ? '〇' : `${digits[figure]}${units[figures.length - 1 - at]}`,
    )
    .join('')
    .replace(/〇+$/, '')
    .replace(/〇+/g, '〇');
  return words.replace(/^一十/, '十');
}

function letter(number: number, format: string): string {
  const base = format === 'upperLetter' ? 65 : 97;
  return String.fromCharCode(base + ((number - 1) % 26)).repeat(Math.ceil(number / 26));
}

function roman(number: number): string {
  const steps = [
    [1000, 'M'],
    [900, 'CM'],
    [500, 'D'],
    [400, 'CD'],
    [100, 'C'],
    [90, 'XC'],
    [50, 'L'],
    [40, 'XL'],
    [10, 'X'],
    [9, 'IX'],
    [5, 'V'],
    [4, 'IV'],
    [1, 'I'],
  ] as const;
  let [left, words] = [Math.min(number, 3_999), ''];
  for (const [value, sign] of steps) {
    while (left >= value) {
      words += sign;
      left -= value;
    }
  }
  return words;
}
