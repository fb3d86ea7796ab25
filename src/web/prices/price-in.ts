import { priceText } from '../../core/price-list.ts';
import type { Lang } from '../kit/page/words.ts';
import { priceWords } from './words.ts';

/** A price in the language of the page. */
export function priceIn(lang: Lang, price: number | null): string {
  return price === null ? priceWords(lang)('negotiable') : priceText(price);
}
