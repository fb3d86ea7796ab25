import type { ChapterChange, Edition, EditionLine, LeftOut } from '../../handbook/model.ts';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { type Column, DataTable } from '../kit/ui/data-table.tsx';
import { Facts } from '../kit/ui/facts.tsx';
import { Panel } from '../kit/ui/panel.tsx';
import { Fingerprint, minuteAt, Zh } from '../policies/titles.tsx';
import { handbookWords } from './words.ts';

/** What an edition is, and what stands on which of its pages. */
export function ContentsPanel({ page, edition }: { page: Page; edition: Edition }) {
  const say = handbookWords(page.lang);
  const { number, asOf, builtAt, builtBy, pages, catalogueVersion, sha256 } = edition;
  const by = (
    <>
      <span class="unbroken">{minuteAt(page, builtAt)}</span> <Zh>{builtBy}</Zh>
    </>
  );
  return (
    <Panel title={say('edition', { number })} id="contents">
      <Facts
        pairs={[
          { label: say('asOf'), value: asOf },
          { label: say('builtAt'), value: by },
          { label: say('pages'), value: pages },
          { label: say('settings'), value: say('settingsVersion', { version: catalogueVersion }) },
          { label: say('sha256'), value: <Fingerprint sha256={sha256} label={say('sha256')} /> },
        ]}
      />
      <DataTable
        caption={say('contentsOf', { number })}
        columns={contentsColumns(page)}
        rows={edition.contents}
      />
    </Panel>
  );
}

function contentsColumns(page: Page): Column<EditionLine>[] {
  const say = handbookWords(page.lang);
  return [
    { title: say('code'), cell: ({ code }) => <span class="unbroken">{codeText(code)}</span> },
    {
      title: say('name'),
      wide: true,
      cell: ({ code, title, posted, chart }) => (
        <>
          {chart === null ? (
            <a href={paths.policy(code)}>
              <Zh>{title}</Zh>
            </a>
          ) : (
            <Zh>{title}</Zh>
          )}
          {posted ? <span class="quiet"> {say('posted')}</span> : null}
        </>
      ),
    },
    {
      title: say('version'),
      cell: ({ version }) => (version === null ? say('drawn') : say('versionOf', { version })),
    },
    { title: say('from'), cell: ({ from }) => <span class="unbroken">{from ?? '—'}</span> },
    { title: say('page'), numeric: true, cell: ({ page: number }) => number },
  ];
}

/** What an edition leaves out, and why; nothing, where it is whole. */
export function MissingPanel({ page, missing }: { page: Page; missing: readonly LeftOut[] }) {
  const say = handbookWords(page.lang);
  if (missing.length === 0) return null;
  return (
    <Panel title={say('missing')} id="missing">
      <DataTable
        caption={say('missing')}
        rows={missing}
        columns={[
          { title: say('code'), cell: ({ code }) => <a href={paths.policy(code)}>{code}</a> },
          { title: say('name'), wide: true, cell: ({ title }) => <Zh>{title}</Zh> },
          { title: say('why'), cell: ({ why }) => say(`why_${why}`) },
        ]}
      />
    </Panel>
  );
}

/** How a list of changed chapters is shown. */
export function changeColumns(page: Page): Column<ChapterChange>[] {
  const say = handbookWords(page.lang);
  return [
    { title: say('code'), cell: ({ code }) => <span class="unbroken">{codeText(code)}</span> },
    { title: say('name'), wide: true, cell: ({ title }) => <Zh>{title}</Zh> },
    {
      title: say('change'),
      cell: ({ kind, before, after }) =>
        say(`change_${kind}`, { before: before ?? '—', after: after ?? '—' }),
    },
  ];
}

/** A chapter's code as the printed handbook spells it. */
function codeText(code: string): string {
  return code.replace('SC-图', '图 ');
}
