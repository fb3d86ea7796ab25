import { demand } from '../../access/rules.ts';
import type { Home } from '../../home/open.ts';
import type { Page } from '../kit/page/page.ts';

/** The settings are one document for all sites. Errors: `forbidden`. */
export function demandEditor(home: Pick<Home, 'catalogue'>, { who }: Pick<Page, 'who'>): void {
  for (const { code } of home.catalogue.document.sites) {
    demand(who, 'catalogue.edit', { site: code });
  }
}
