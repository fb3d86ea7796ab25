import type { Action } from '../../access/model.ts';
import { mayAt } from '../kit/page/menu.ts';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { Tabs } from '../kit/ui/tabs.tsx';
import { policyTabWords } from './tabs-words.ts';

interface PolicyRoom {
  readonly room: 'library' | 'walls' | 'handbook' | 'learning' | 'training' | 'posts' | 'prices';
  readonly href: string;
  readonly needs: Action;
}

/** The rooms of policies that have a page, in the order in which they are shown. */
const rooms: readonly PolicyRoom[] = [
  { room: 'library', href: paths.policies(), needs: 'policy.read' },
  { room: 'walls', href: paths.walls(), needs: 'policy.read' },
  { room: 'handbook', href: paths.handbook(), needs: 'policy.read' },
  { room: 'learning', href: paths.learning(), needs: 'policy.read' },
  { room: 'training', href: paths.trainings(), needs: 'policy.read' },
  { room: 'posts', href: paths.posts(), needs: 'policy.read' },
  { room: 'prices', href: paths.prices(), needs: 'policy.read' },
];

interface PolicyTabsProps {
  readonly page: Pick<Page, 'who' | 'site' | 'lang'>;
  readonly current: PolicyRoom['room'];
}

/** The rooms of policies, those that the reader may enter. */
export function PolicyTabs({ page, current }: PolicyTabsProps) {
  const say = policyTabWords(page.lang);
  const tabs = rooms
    .filter(({ needs }) => mayAt(page, needs))
    .map(({ room, href }) => ({ href, title: say(room), current: room === current }));
  return <Tabs label={say('label')} tabs={tabs} />;
}
