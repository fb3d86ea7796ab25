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
      <ContentsList page={page} contents={edition.contents} />
    </Panel>
  );
}

/** The contents as they are printed: a line for each chapter, under the title of its part. */
function ContentsList({ page, contents }: { page: Page; contents: Edition['contents'] }) {
  const say = handbookWords(page.lang);
  const parts = [...new Set(contents.map(({ part }) => part))];
  return (
    <>
      {parts.map((part) => (
        <>
          <h3 class="handbook-part">{say(`part_${part}`)}</h3>
          <ul class="handbook-contents">
            {contents
              .filter((line) => line.part === part)
              .map((line) => (
                <li>
                  <span class="handbook-code">{codeText(line.code)}</span>
                  <span class="handbook-chapter">
                    <ChapterTitle line={line} />
                    {line.posted ? <span class="quiet"> {say('posted')}</span> : null}
                  </span>
                  <span class="handbook-version quiet">{versionText(page, line)}</span>
                  <span class="handbook-page">{say('pageOf', { number: line.page })}</span>
                </li>
              ))}
          </ul>
        </>
      ))}
    </>
  );
}

function ChapterTitle({ line }: { line: EditionLine }) {
  if (line.chart !== null) return <Zh>{line.title}</Zh>;
  return (
    <a href={paths.policy(line.code)}>
      <Zh>{line.title}</Zh>
    </a>
  );
}

function versionText(page: Page, { version, from }: EditionLine): string {
  const say = handbookWords(page.lang);
  return version === null ? say('drawn') : say('versionFrom', { version, from: from ?? '—' });
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
