import type { PolicyLine } from '../../policies/model.ts';
import { Frame } from '../kit/page/frame.tsx';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { Button } from '../kit/ui/button.tsx';
import { type Column, DataTable } from '../kit/ui/data-table.tsx';
import { RecordNumber } from '../kit/ui/number.tsx';
import { Empty, Notice, Panel } from '../kit/ui/panel.tsx';
import { WallBadge } from '../kit/ui/tag.tsx';
import { groupOf } from './library-groups.ts';
import { PolicyTabs } from './tabs.tsx';
import { Zh } from './titles.tsx';
import { policyWords } from './words.ts';

interface LibraryOnProps {
  readonly page: Page;
  readonly day: string;
  /** What was in force on the day; undefined for what is no day. */
  readonly lines: readonly PolicyLine[] | undefined;
}

/** The whole library as it was on a day: each policy in force, and its version. */
export function LibraryOnPage({ page, day, lines }: LibraryOnProps) {
  const say = policyWords(page.lang);
  return (
    <Frame
      page={page}
      title={say('onTitle', { day: lines === undefined ? '—' : day })}
      current="policies"
      crumbs={[{ title: say('title'), href: paths.policies() }]}
    >
      <PolicyTabs page={page} current="library" />
      <DayForm page={page} day={day} />
      {lines === undefined ? <Notice tone="bad" title={say('badDay', { day })} /> : null}
      {lines?.length === 0 ? (
        <Empty title={say('onNone', { day })}>
          <p>{say('onNoneHelp')}</p>
        </Empty>
      ) : null}
      {lines === undefined || lines.length === 0 ? null : (
        <Panel title={say('onCount', { day, count: lines.length })} id="library">
          <p>{say('onLead')}</p>
          <DataTable
            caption={say('onTitle', { day })}
            columns={columnsOf(page, day)}
            rows={lines.toSorted((one, other) => groupOf(one.code) - groupOf(other.code))}
          />
        </Panel>
      )}
      <p>
        <a href={paths.policies()}>{say('backToLibrary')}</a>
      </p>
    </Frame>
  );
}

/** Asks for the library of a day. */
export function DayForm({ page, day }: { readonly page: Page; readonly day: string }) {
  const say = policyWords(page.lang);
  return (
    <form method="get" action={paths.policies()} class="policy-day">
      <label for="library-on">{say('libraryOn')}</label>
      <input class="input input-date" type="date" id="library-on" name="on" value={day} />
      <Button>{say('show')}</Button>
    </form>
  );
}

function columnsOf(page: Page, day: string): Column<PolicyLine>[] {
  const say = policyWords(page.lang);
  return [
    {
      title: say('code'),
      cell: ({ code }) => <RecordNumber number={code} href={paths.policyOn(code, day)} />,
    },
    { title: say('policy'), wide: true, cell: ({ title }) => <Zh>{title}</Zh> },
    {
      title: say('inForce'),
      cell: ({ code, inForce }) =>
        inForce === null ? null : (
          <span>
            <a href={paths.policyVersion(code, inForce.version)}>
              {say('nth', { version: inForce.version })}
            </a>{' '}
            <span class="unbroken quiet">{say('since', { day: inForce.from })}</span>
          </span>
        ),
    },
    {
      title: say('duty'),
      cell: ({ posted }) =>
        posted ? <WallBadge lang={page.lang} /> : <span>{say('handbook')}</span>,
    },
    { title: say('department'), cell: ({ department }) => <Zh>{department}</Zh> },
  ];
}
