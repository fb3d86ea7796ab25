import { AppError } from '../core/app-error.ts';
import { type Price, type PriceList, priceProblems } from '../core/price-list.ts';

/**
 * Whether a text may be kept as a version: its price list, if it holds one, can be read to the last
 * line. Returns undefined, or the AppError `invalid` that names each line and the reason.
 */
export function refuseBrokenPrices(text: string): AppError | undefined {
  const problems = priceProblems(text);
  if (problems.length === 0) return undefined;
  const sentences = problems.map(({ line, reason }) => `第 ${line} 行：${reason}`);
  const message = `价目读不通，没有保存。${sentences.slice(0, 3).join('；')}。`;
  return new AppError('invalid', message, {
    problems: sentences.map((sentence) => ({ field: 'text', rule: 'prices', message: sentence })),
  });
}

/** What became of one price between two lists. */
export interface PriceChange {
  readonly kind: 'raised' | 'lowered' | 'new' | 'gone' | 'changed';
  readonly group: string;
  readonly name: string;
  readonly before: Price | null;
  readonly after: Price | null;
}

/**
 * What changed from one list to the next, in the order of the later list and then of the earlier.
 *
 * A price is known by its name, in its own group before any other; `changed` is another unit or other
 * contents at the same price, or a price that became or ceased to be agreed case by case.
 */
export function priceChanges(before: PriceList, after: PriceList): PriceChange[] {
  const old = linesOf(before);
  const left = new Set(old);
  const now = linesOf(after).map((line) => ({ ...line, was: undefined as Line | undefined }));
  const isSame = [
    (one: Line, other: Line) => one.group === other.group && one.price.name === other.price.name,
    (one: Line, other: Line) => one.price.name === other.price.name,
  ];
  for (const same of isSame) {
    for (const line of now) {
      line.was ??= [...left].find((one) => same(one, line));
      if (line.was !== undefined) left.delete(line.was);
    }
  }
  const changes: PriceChange[] = now.flatMap(({ group, price, was }) => {
    const kind = kindOf(was?.price, price);
    if (kind === undefined) return [];
    return [{ kind, group, name: price.name, before: was?.price ?? null, after: price }];
  });
  const gone = old.filter((line) => left.has(line));
  return [
    ...changes,
    ...gone.map(
      ({ group, price }) =>
        ({ kind: 'gone', group, name: price.name, before: price, after: null }) as const,
    ),
  ];
}

interface Line {
  readonly group: string;
  readonly price: Price;
}

function linesOf(list: PriceList): Line[] {
  return list.groups.flatMap(({ title, prices }) =>
    prices.map((price) => ({ group: title, price })),
  );
}

function kindOf(before: Price | undefined, after: Price): PriceChange['kind'] | undefined {
  if (before === undefined) return 'new';
  const isOtherwise = before.unit !== after.unit || before.includes !== after.includes;
  if (before.price === after.price) return isOtherwise ? 'changed' : undefined;
  // Yuan for an hour and yuan for a visit cannot be held against each other.
  if (before.price === null || after.price === null || before.unit !== after.unit) return 'changed';
  return after.price > before.price ? 'raised' : 'lowered';
}
