import type { PriceListView } from '../../policies/price-views.ts';
import { foldTyped } from '../../registers/fold-text.ts';
import { named } from '../palette/match.ts';

type Groups = PriceListView['groups'];

/**
 * The groups narrowed to what was typed: a part of a name or of what it includes, or its pinyin in
 * full or by initials. All of them, where nothing was typed.
 */
export async function findPrices(groups: Groups, typed: string): Promise<Groups> {
  const q = foldTyped(typed).slice(0, 60).toLowerCase();
  if (q === '') return groups;
  const narrowed = await Promise.all(
    groups.map(async ({ title, prices }) => {
      const close = new Set(await named(q, prices, ({ name }) => ({ zh: name, en: '' })));
      const own = prices.filter(
        (price) => close.has(price) || foldTyped(price.includes).toLowerCase().includes(q),
      );
      return { title, prices: own };
    }),
  );
  return narrowed.filter(({ prices }) => prices.length > 0);
}
