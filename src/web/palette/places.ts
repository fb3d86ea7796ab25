import type { Action } from '../../access/model.ts';
import { mayAt } from '../kit/page/menu.ts';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { paletteWords } from './words.ts';

/** Something that the palette offers; found by its title in either language. */
export interface Offer {
  readonly title: string;
  readonly zh: string;
  readonly en: string;
  readonly detail: string;
  readonly href: string;
}

type Word = Parameters<ReturnType<typeof paletteWords>>[0];

interface Place {
  readonly word: Word;
  readonly href: string;
  readonly needs: Action | undefined;
}

const rooms: readonly Place[] = [
  { word: 'desk', href: paths.desk(), needs: 'record.file' },
  { word: 'records', href: paths.records(), needs: 'record.read' },
  { word: 'orders', href: paths.orders(), needs: 'order.read' },
  { word: 'archives', href: paths.archives(), needs: 'archive.read' },
  { word: 'policies', href: paths.policies(), needs: 'policy.read' },
  { word: 'inbox', href: paths.inbox(), needs: 'record.read' },
  { word: 'search', href: paths.search(), needs: 'record.read' },
  { word: 'days', href: paths.days(), needs: 'record.read' },
  { word: 'deadlines', href: paths.deadlines(), needs: 'record.read' },
  { word: 'walls', href: paths.walls(), needs: 'policy.read' },
  { word: 'handbook', href: paths.handbook(), needs: 'policy.read' },
  { word: 'learning', href: paths.learning(), needs: 'policy.read' },
  { word: 'posts', href: paths.posts(), needs: 'policy.read' },
  { word: 'prices', href: paths.prices(), needs: 'policy.read' },
  { word: 'months', href: paths.months(), needs: 'bundle.read' },
  { word: 'retention', href: paths.retention(), needs: 'record.read' },
  { word: 'lookLog', href: paths.lookLog(), needs: 'log.read' },
  { word: 'log', href: paths.log(), needs: 'log.read' },
  { word: 'people', href: paths.people(), needs: 'person.read' },
  { word: 'imports', href: paths.imports(), needs: 'import.run' },
  { word: 'setUp', href: paths.setUp(), needs: 'catalogue.edit' },
  { word: 'me', href: paths.me(), needs: undefined },
];

/** The pages that this person may open. */
export function placesOf(page: Page): Offer[] {
  return openPlaces(page, rooms);
}

/** The acts, beside filing, that this person may begin. */
export function actsOf(page: Page): Offer[] {
  const acts: readonly Place[] = [
    { word: 'newOrder', href: paths.newOrder(), needs: 'order.take' },
    { word: 'checkIn', href: paths.orders(), needs: 'order.check-in' },
    { word: 'signDay', href: paths.day(page.today), needs: 'record.sign-off' },
    { word: 'newPolicy', href: paths.newPolicy(), needs: 'policy.write' },
    { word: 'addPerson', href: paths.addPerson(), needs: 'person.add' },
  ];
  return openPlaces(page, acts);
}

function openPlaces(page: Page, places: readonly Place[]): Offer[] {
  const [say, zh, en] = [page.lang, 'zh' as const, 'en' as const].map((lang) => paletteWords(lang));
  const values = { day: page.today };
  return places
    .filter(({ needs }) => needs === undefined || mayAt(page, needs))
    .map(({ word, href }) => ({
      title: say?.(word, values) ?? word,
      zh: zh?.(word, values) ?? word,
      en: en?.(word, values) ?? word,
      detail: '',
      href,
    }));
}
