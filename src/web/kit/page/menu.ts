import type { Action } from '../../../access/model.ts';
import { can } from '../../../access/rules.ts';
import type { frameWords } from './frame-words.ts';
import type { Page } from './page.ts';
import { paths } from './paths.ts';

type Word = Parameters<ReturnType<typeof frameWords>>[0];

/** The rooms of the main menu; at most seven, so that all are seen at once. */
export const menuRooms = [
  { room: 'desk', path: paths.desk(), key: 'g d', needs: 'record.file' },
  { room: 'records', path: paths.records(), key: 'g r', needs: 'record.read' },
  { room: 'orders', path: paths.orders(), key: 'g o', needs: 'order.read' },
  { room: 'archives', path: paths.archives(), key: 'g a', needs: 'archive.read' },
  { room: 'policies', path: paths.policies(), key: 'g p', needs: 'policy.read' },
  { room: 'inbox', path: paths.inbox(), key: 'g i', needs: 'record.read' },
  { room: 'search', path: paths.search(), key: 'g s', needs: 'record.read' },
] as const satisfies readonly { room: Word; path: string; key: string; needs: Action }[];

/** A room of the menu. */
export type MenuRoom = (typeof menuRooms)[number]['room'];

/** What one person's own menu holds beside the rooms. */
export const personLinks = [
  { word: 'me', path: paths.me(), needs: undefined },
  { word: 'access', path: paths.accessRequests(), needs: 'archive.ask' },
  { word: 'people', path: paths.people(), needs: 'person.add' },
  { word: 'setUp', path: paths.setUp(), needs: 'catalogue.edit' },
  { word: 'imports', path: paths.imports(), needs: 'import.run' },
  { word: 'lookLog', path: paths.lookLog(), needs: 'log.read' },
] as const satisfies readonly { word: Word; path: string; needs: Action | undefined }[];

/** Those that this person may enter at this site. */
export function openTo<Link extends { readonly needs: Action | undefined }>(
  page: Pick<Page, 'who' | 'site'>,
  links: readonly Link[],
): Link[] {
  return links.filter(({ needs }) => needs === undefined || mayAt(page, needs));
}

/** Whether the reader of a page holds a right at its site. */
export function mayAt(page: Pick<Page, 'who' | 'site'>, action: Action): boolean {
  return can(page.who, action, { site: page.site }) === undefined;
}
