import type { SessionView } from '../../training/model/views.ts';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { minuteAt } from '../policies/titles.tsx';
import { trainingWords } from './words.ts';

/** The way back to the overview. */
export function trainingCrumb({ lang }: Pick<Page, 'lang'>) {
  return { title: trainingWords(lang)('title'), href: paths.trainings() };
}

/** The way back to a session. */
export function sessionCrumbs(page: Page, session: SessionView) {
  const title = `${minuteAt(page, session.startsAt)} ${session.title}`;
  return [trainingCrumb(page), { title, href: paths.session(session.id) }];
}
