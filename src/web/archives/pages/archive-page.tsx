import type { HouseholdView } from '../../../archives/model.ts';
import { localDateOf } from '../../../core/month.ts';
import { Frame } from '../../kit/page/frame.tsx';
import { mayAt } from '../../kit/page/menu.ts';
import type { Page } from '../../kit/page/page.ts';
import { paths } from '../../kit/page/paths.ts';
import { Button, ButtonLink } from '../../kit/ui/button.tsx';
import { Facts } from '../../kit/ui/facts.tsx';
import { Masked } from '../../kit/ui/masked.tsx';
import { Meter } from '../../kit/ui/meter.tsx';
import { RecordNumber } from '../../kit/ui/number.tsx';
import { Panel } from '../../kit/ui/panel.tsx';
import { Tag } from '../../kit/ui/tag.tsx';
import type { ArchiveFile } from '../read-archive.ts';
import { columnIn } from '../titles.ts';
import { archiveWords } from '../words.ts';
import { Looks } from './looks.tsx';
import { Dossier, MissingTypes } from './papers.tsx';

interface ArchivePageProps {
  readonly page: Page;
  readonly archive: ArchiveFile;
}

/** One owner's archive: who they are (masked), what is there, what is missing, and who looked. */
export function ArchivePage({ page, archive }: ArchivePageProps) {
  const say = archiveWords(page.lang);
  const { household, papers } = archive;
  const { room } = household;
  const { there, applicable } = papers.completeness;
  return (
    <Frame
      page={page}
      title={room}
      current="archives"
      crumbs={[{ title: say('title'), href: paths.archives() }]}
      badge={<Identity page={page} household={household} />}
      actions={<Ways page={page} room={room} />}
    >
      <div class="split">
        <div class="stack">
          <Panel title={say('papers')}>
            <Meter lang={page.lang} label={say('complete')} value={there} max={applicable} />
            <MissingTypes page={page} archive={papers} />
            <Dossier page={page} archive={papers} />
          </Panel>
          <Closed page={page} archive={archive} />
        </div>
        <div class="stack">
          <Matters page={page} archive={archive} />
          <Known page={page} household={household} />
          <Looks page={page} room={room} looks={archive.looks} />
        </div>
      </div>
    </Frame>
  );
}

function Identity({ page, household }: { page: Page; household: HouseholdView }) {
  const say = archiveWords(page.lang);
  const { owner, ordinal, openedAt } = household;
  return (
    <span class="cluster identity">
      <Masked text={owner} />
      <Tag tone="bad" icon="密">
        {say('secret')}
      </Tag>
      <Tag tone="info">{say('longTerm')}</Tag>
      {ordinal > 1 ? <Tag tone="neutral">{say('ordinal', { count: ordinal })}</Tag> : null}
      <span class="quiet">
        {say('openedAt', { at: localDateOf(openedAt, page.document.timeZone) })}
      </span>
    </span>
  );
}

function Ways({ page, room }: { page: Page; room: string }) {
  const say = archiveWords(page.lang);
  return (
    <>
      <a href={paths.archiveStatement(room)}>{say('whoLooked')}</a>
      {mayAt(page, 'archive.keep') ? (
        <ButtonLink href={paths.changeOwner(room)}>{say('change')}</ButtonLink>
      ) : null}
      {mayAt(page, 'archive.ask') ? (
        <ButtonLink kind="primary" href={paths.askAccess(room)}>
          {say('ask')}
        </ButtonLink>
      ) : null}
    </>
  );
}

function Known({ page, household }: { page: Page; household: HouseholdView }) {
  const say = archiveWords(page.lang);
  const { room } = household;
  const mayAsk = mayAt(page, 'archive.ask');
  return (
    <Panel title={say('known')}>
      <p class="quiet">{say('masked')}</p>
      <Facts
        pairs={household.fields.map(({ column, value, masked }) => {
          const label = columnIn(page.lang, column);
          return {
            label,
            value: masked ? (
              <span class="locked">
                <Masked text={value} />{' '}
                {mayAsk ? (
                  <a
                    href={paths.askAccess(room, { field: column })}
                    aria-label={say('askField', { field: label })}
                  >
                    <Lock /> {say('ask')}
                  </a>
                ) : null}
              </span>
            ) : (
              value || <span class="quiet">{say('notKnown')}</span>
            ),
          };
        })}
      />
    </Panel>
  );
}

function Lock() {
  return (
    <svg class="lock" viewBox="0 0 12 14" aria-hidden="true">
      <path d="M3 6V4a3 3 0 0 1 6 0v2" />
      <rect x="1.5" y="6" width="9" height="7" />
    </svg>
  );
}

function Matters({ page, archive }: ArchivePageProps) {
  const say = archiveWords(page.lang);
  const { matters, household } = archive;
  const mayOpen = mayAt(page, 'personal.read');
  return (
    <Panel title={say('matters')}>
      {matters.length === 0 ? (
        <p>{say('noMatters')}</p>
      ) : (
        <>
          <p class="quiet">{say(mayOpen ? 'mattersNote' : 'contactOthers')}</p>
          <ul class="plain-list matters">
            {matters.map(({ number, title }) => (
              <li>
                <span>
                  <RecordNumber number={number} href={paths.record(number)} /> {title}
                </span>
                {mayOpen ? (
                  <form method="post" action={paths.openContact(household.room)}>
                    <input type="hidden" name="_key" value={page.newKey()} />
                    <input type="hidden" name="matter" value={number} />
                    <Button title={say('contactFor', { matter: number })}>{say('contact')}</Button>
                  </form>
                ) : null}
              </li>
            ))}
          </ul>
        </>
      )}
    </Panel>
  );
}

function Closed({ page, archive }: ArchivePageProps) {
  const say = archiveWords(page.lang);
  const { timeZone } = page.document;
  if (archive.closed.length === 0) return null;
  return (
    <Panel title={say('closed')}>
      <p class="quiet">{say('closedNote')}</p>
      {archive.closed.map(({ ordinal, owner, openedAt, closedAt, papers }) => (
        <details>
          <summary>
            {say('closedOf', { count: ordinal, owner })} ·{' '}
            {say('papersOf', { count: papers.length })}
          </summary>
          <p>
            {say('closedSpan', {
              from: localDateOf(openedAt, timeZone),
              until: localDateOf(closedAt, timeZone),
            })}
          </p>
          {papers.length === 0 ? (
            <p>{say('noPapers')}</p>
          ) : (
            <ul>
              {papers.map(({ type, title, datedOn, shelf }) => (
                <li>
                  <span class="number">{type}</span> {title} {datedOn ?? say('undated')}
                  {shelf === null ? '' : ` · ${say('shelf', { place: shelf })}`}
                </li>
              ))}
            </ul>
          )}
        </details>
      ))}
    </Panel>
  );
}
