import { mayAt } from '../kit/page/menu.ts';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { Tabs } from '../kit/ui/tabs.tsx';
import { tabsWords } from './tabs-words.ts';

/** One of the rooms behind the menu's last entry. */
export type ArchiveRoom = 'search' | 'months' | 'retention' | 'log';

/** The rooms behind the menu's last entry, those that the reader may enter. */
export function ArchiveTabs({ page, current }: { page: Page; current: ArchiveRoom }) {
  const say = tabsWords(page.lang);
  const all = [
    { room: 'search', href: paths.search(), needs: 'record.read' },
    { room: 'months', href: paths.months(), needs: 'bundle.read' },
    { room: 'retention', href: paths.retention(), needs: 'record.read' },
    { room: 'log', href: paths.log(), needs: 'log.read' },
  ] as const;
  const tabs = all
    .filter(({ needs }) => mayAt(page, needs))
    .map(({ room, href }) => ({ href, title: say(room), current: room === current }));
  return <Tabs label={say('label')} tabs={tabs} />;
}
