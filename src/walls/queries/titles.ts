import type { SiteDocument } from '../../catalogue/model.ts';

/** What a posting place is called; its code, where the settings do not know it any more. */
export function titleOf(document: SiteDocument, place: string): string {
  return document.places.find(({ code }) => code === place)?.title ?? place;
}
