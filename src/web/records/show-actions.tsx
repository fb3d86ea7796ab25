import type { Category } from '../../catalogue/model.ts';
import type { RecordView } from '../../records/model.ts';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { Button, ButtonLink } from '../kit/ui/button.tsx';
import type { ShownRecord } from './read-show.ts';
import { mayOn } from './show-story.tsx';
import { showWords } from './show-words.ts';
import { findCategory } from './titles.ts';

/** Return visits: the category whose records name the matter that was visited. Source: C-3.1. */
const visitCode = '17';

/** What may be done from a record, by right and by its state. */
export function ShowActions({ page, shown }: { page: Page; shown: ShownRecord }) {
  const { view, category } = shown;
  const say = showWords(page.lang);
  const isLive = view.status !== 'void' && !view.disposed;
  const mayCorrect = isLive && mayOn(page, view, 'record.correct');
  const visit = isLive ? visitLink(page, { ...view, code: category.code }) : undefined;
  const repair = isLive ? repairLink(page, view, category) : undefined;
  return (
    <>
      {mayContact(page, view) ? (
        <form method="post" action={paths.recordContact(view.number)}>
          <input type="hidden" name="_key" value={page.newKey()} />
          <Button title={say('contactHint')}>{say('contact')}</Button>
        </form>
      ) : null}
      {isLive && category.dispatch !== undefined && mayOn(page, view, 'order.take') ? (
        <ButtonLink href={paths.newOrder({ record: view.number })} hotkey="F8">
          {say('dispatch')}
        </ButtonLink>
      ) : null}
      {repair === undefined ? null : <ButtonLink href={repair}>{say('toRepair')}</ButtonLink>}
      {visit === undefined ? null : <ButtonLink href={visit}>{say('visit')}</ButtonLink>}
      {mayCorrect ? (
        <>
          <ButtonLink href={paths.correctRecord(view.number)}>{say('correct')}</ButtonLink>
          <ButtonLink kind="danger" href={paths.voidRecord(view.number)}>
            {say('voidIt')}
          </ButtonLink>
        </>
      ) : null}
      <ButtonLink href={paths.printRecord(view.number)}>{say('print')}</ButtonLink>
      {mayCorrect && hasEmpty(view, category) ? (
        <ButtonLink kind="primary" href={paths.continueRecord(view.number)}>
          {say('continue')}
        </ButtonLink>
      ) : null}
    </>
  );
}

/** The household of an open matter may be called by the clerk on duty: one click, logged. */
function mayContact(page: Page, view: RecordView): boolean {
  return view.room !== null && view.status === 'open' && mayOn(page, view, 'personal.read');
}

/** Whether something of a record is still to be filled in. */
function hasEmpty(view: RecordView, category: Category): boolean {
  return category.fields.some(({ name }) => !(name in view.fields));
}

/**
 * The form of a repair that comes of another matter, with its room and number: where the register of
 * repairs has a column for it, such as 原投诉编号 for what is called 投诉.
 */
function repairLink(page: Page, view: RecordView, category: Category): string | undefined {
  if (view.room === null || !mayOn(page, view, 'record.file')) return undefined;
  for (const { code, prefix, dispatch, links = [] } of page.document.categories) {
    if (dispatch === undefined || code === category.code) continue;
    const link = links.find((name) => category.title.includes(name.replace(/^原|编号$/gu, '')));
    if (link !== undefined)
      return paths.newRecord(prefix, { room: view.room, [link]: view.number });
  }
  return undefined;
}

/** The form of a return visit, with the room and the number of what is visited. */
export function visitLink(
  page: Page,
  matter: { number: string; code: string; room: string | null; site: string },
): string | undefined {
  const { number, code: own, room, site } = matter;
  const category = findCategory(page.document, own);
  const visits = page.document.categories.find(({ code }) => code === visitCode);
  if (visits === undefined || visits.code === own) return undefined;
  if (room === null || !mayOn(page, { site }, 'record.file')) return undefined;
  const [link] = visits.links ?? [];
  const reason = visits.fields.find(({ name }) => name === visits.kind);
  const usual = reason?.choices?.find(
    (choice) => category?.title.includes(choice.slice(0, 2)) === true,
  );
  return paths.newRecord(visits.prefix, {
    room,
    ...(link === undefined ? {} : { [link]: number }),
    ...(reason === undefined || usual === undefined ? {} : { [reason.name]: usual }),
  });
}
