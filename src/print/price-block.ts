import { pricesInBlock, priceText } from '../core/price-list.ts';

/** A price as the template prints it. */
interface PrintedPrice {
  readonly name: string;
  readonly unit: string;
  readonly price: string;
  readonly includes: string;
}

/** A price list, group by group. */
export interface PricesBlock {
  readonly kind: 'prices';
  readonly groups: readonly {
    readonly title: string;
    readonly prices: readonly PrintedPrice[];
  }[];
}

/** The prices for the press; undefined if their text is at fault, so that it prints as typed. */
export function pricesBlock(source: string): PricesBlock | undefined {
  const list = pricesInBlock(source);
  if (list === undefined) return undefined;
  const groups = list.groups.map(({ title, prices }) => ({
    title,
    prices: prices.map((one) => ({ ...one, price: priceText(one.price) })),
  }));
  return { kind: 'prices', groups };
}
