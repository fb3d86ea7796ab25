import type { ChapterChange, Edition, EditionSummary } from '../../handbook/model.ts';
import type { Building } from '../../handbook/queries/building.ts';
import type { HandbookView } from '../../handbook/queries/editions.ts';
import { Frame } from '../kit/page/frame.tsx';
import { mayAt } from '../kit/page/menu.ts';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { FilterBar } from '../kit/ui/bar.tsx';
import { ButtonLink } from '../kit/ui/button.tsx';
import { DataTable } from '../kit/ui/data-table.tsx';
import { Notice, Panel } from '../kit/ui/panel.tsx';
import { sizeText } from '../months/marks.tsx';
import { PolicyTabs } from '../policies/tabs.tsx';
import { Fingerprint, minuteAt, Zh } from '../policies/titles.tsx';
import { policyWords } from '../policies/words.ts';
import { ContentsPanel, changeColumns, MissingPanel } from './contents.tsx';
import { StatePanel } from './state.tsx';
import { handbookWords } from './words.ts';

interface HandbookProps {
  readonly page: Page;
  readonly view: HandbookView;
  readonly building: Building | undefined;
  readonly editions: readonly EditionSummary[];
  /** The edition somebody holds in hand, and what has changed since. */
  readonly held:
    | { readonly number: number; readonly changes: readonly ChapterChange[] }
    | undefined;
}

/** The newest edition, whether it is up to date, what changed since an older one, all of them. */
export function HandbookPage({ page, view, building, editions, held }: HandbookProps) {
  const say = handbookWords(page.lang);
  const { newest } = view;
  return (
    <Frame
      page={page}
      title={say('title')}
      current="policies"
      crumbs={[{ title: policyWords(page.lang)('title'), href: paths.policies() }]}
      actions={newest === null ? undefined : <Download page={page} edition={newest} />}
    >
      <PolicyTabs page={page} current="handbook" />
      <p>{say('lead')}</p>
      <StatePanel page={page} view={view} building={building} />
      {editions.length === 0 ? null : <Held page={page} editions={editions} held={held} />}
      {newest === null ? null : (
        <>
          <ContentsPanel page={page} edition={newest} />
          <MissingPanel page={page} missing={newest.missing} />
          <Editions page={page} editions={editions} />
        </>
      )}
      {mayAt(page, 'catalogue.edit') ? (
        <p class="quiet">
          {say('chartsHelp')} <a href={paths.setUpCharts()}>{say('charts')}</a>
        </p>
      ) : null}
    </Frame>
  );
}

/** One older edition: what it holds and its PDF. */
export function EditionPage({ page, edition }: { page: Page; edition: Edition }) {
  const say = handbookWords(page.lang);
  return (
    <Frame
      page={page}
      title={say('contentsOf', { number: edition.number })}
      current="policies"
      crumbs={[{ title: say('title'), href: paths.handbook() }]}
      actions={<Download page={page} edition={edition} />}
    >
      <ContentsPanel page={page} edition={edition} />
      <MissingPanel page={page} missing={edition.missing} />
    </Frame>
  );
}

function Download({ page, edition }: { page: Page; edition: EditionSummary }) {
  const say = handbookWords(page.lang);
  const { number, pages, sizeBytes } = edition;
  return (
    <ButtonLink kind="primary" href={paths.editionPdf(number)}>
      {say('download', { pages, size: sizeText(sizeBytes) })}
    </ButtonLink>
  );
}

function Held({ page, editions, held }: Pick<HandbookProps, 'page' | 'editions' | 'held'>) {
  const say = handbookWords(page.lang);
  return (
    <Panel title={say('changes')} id="changes">
      <p>{say('changesHelp')}</p>
      <FilterBar
        lang={page.lang}
        action={`${paths.handbook()}#changes`}
        fields={[
          {
            name: 'since',
            label: say('choose'),
            kind: 'select',
            wide: true,
            value: String(held?.number ?? editions[0]?.number ?? ''),
            options: editions.map(({ number, asOf }) => ({
              value: String(number),
              title: `${say('edition', { number })}　${asOf}`,
            })),
          },
        ]}
      />
      {held === undefined ? null : held.changes.length === 0 ? (
        <Notice tone="good" title={say('noChanges', { number: held.number })} />
      ) : (
        <DataTable
          caption={say('changesSince', { number: held.number })}
          columns={changeColumns(page)}
          rows={held.changes}
        />
      )}
    </Panel>
  );
}

function Editions({ page, editions }: Pick<HandbookProps, 'page' | 'editions'>) {
  const say = handbookWords(page.lang);
  return (
    <Panel title={say('editions')} id="editions">
      <p class="quiet">{say('editionsHelp')}</p>
      <DataTable
        caption={say('editions')}
        captioned="unseen"
        rows={editions}
        rowLink={({ number }) => paths.edition(number)}
        columns={[
          { title: say('name'), cell: ({ number }) => say('edition', { number }) },
          { title: say('asOf'), cell: ({ asOf }) => <span class="unbroken">{asOf}</span> },
          {
            title: say('builtAt'),
            cell: ({ builtAt, builtBy }) => (
              <>
                <span class="unbroken">{minuteAt(page, builtAt)}</span> <Zh>{builtBy}</Zh>
              </>
            ),
          },
          { title: say('chapters'), numeric: true, cell: ({ chapters }) => chapters },
          { title: say('pages'), numeric: true, cell: ({ pages }) => pages },
          {
            title: 'SHA-256',
            cell: ({ sha256 }) => <Fingerprint sha256={sha256} label="SHA-256" />,
          },
          {
            title: '',
            cell: ({ number }) => (
              <a href={paths.editionPdf(number)} aria-label={say('downloadOf', { number })}>
                {say('downloadShort')}
              </a>
            ),
          },
        ]}
      />
    </Panel>
  );
}
