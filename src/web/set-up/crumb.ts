import type { Crumb } from '../kit/page/frame.tsx';
import { mayAt } from '../kit/page/menu.ts';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { setUpWords } from './words.ts';

/** The way back to what there is to set up, for who sets up; nothing for others. */
export function setUpCrumb(page: Page): readonly Crumb[] {
  if (!mayAt(page, 'catalogue.edit')) return [];
  return [{ title: setUpWords(page.lang)('title'), href: paths.setUp() }];
}
