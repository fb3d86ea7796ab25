import type { PolicyLine } from '../../policies/model.ts';
import type { PolicyDuties, PostingTask } from '../../walls/model.ts';
import { Frame } from '../kit/page/frame.tsx';
import { mayAt } from '../kit/page/menu.ts';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { FilterBar } from '../kit/ui/bar.tsx';
import { ButtonLink } from '../kit/ui/button.tsx';
import { type Column, DataTable } from '../kit/ui/data-table.tsx';
import { RecordNumber } from '../kit/ui/number.tsx';
import { Empty, Notice, Panel } from '../kit/ui/panel.tsx';
import { Tag, WallBadge } from '../kit/ui/tag.tsx';
import { libraryGroups } from './library-groups.ts';
import { DayForm } from './library-on-page.tsx';
import { PolicyTabs } from './tabs.tsx';
import { VersionTag, Zh } from './titles.tsx';
import { policyWords } from './words.ts';

/** What the address narrows the library to. */
export interface LibraryQuery {
  readonly duty: string;
  readonly department: string;
  readonly state: string;
}

interface LibraryProps {
  readonly page: Page;
  readonly asked: LibraryQuery;
  readonly all: readonly PolicyLine[];
  readonly duties: PolicyDuties;
  readonly tasks: readonly PostingTask[];
  /** The posts without a duty statement in force. */
  readonly unstated: readonly string[];
}

/** Every policy with what is in force, what is under way and what is missing. */
export function LibraryPage(props: LibraryProps) {
  const { page, asked, all, duties, tasks, unstated } = props;
  const say = policyWords(page.lang);
  const shown = all.filter((line) => isAsked(line, asked));
  return (
    <Frame
      page={page}
      title={say('title')}
      current="policies"
      actions={
        <>
          {mayAt(page, 'policy.publish') ? (
            <ButtonLink href={paths.adoptPolicies()}>{say('adopt')}</ButtonLink>
          ) : null}
          {mayAt(page, 'policy.write') ? (
            <ButtonLink href={paths.newPolicy()} kind="primary" hotkey="F2">
              {say('new')}
            </ButtonLink>
          ) : null}
        </>
      }
    >
      <PolicyTabs page={page} current="library" />
      {all.length === 0 ? null : <Missing {...{ page, all, duties, tasks, unstated }} />}
      <Filters page={page} asked={asked} all={all} />
      {shown.length === 0 ? (
        <Empty title={say(all.length === 0 ? 'noneYet' : 'noneFound')}>
          <p>{say(all.length === 0 ? 'noneYetHelp' : 'noneFoundHelp')}</p>
        </Empty>
      ) : (
        libraryGroups.map(({ name, has }) => {
          const rows = shown.filter(({ code }) => has(code));
          if (rows.length === 0) return null;
          return (
            <Panel title={say(name)} id={name}>
              <DataTable
                caption={`${say(name)} · ${say('shownCount', { count: rows.length })}`}
                columns={columnsOf(page)}
                rows={rows}
                rowLink={({ code }) => paths.policy(code)}
              />
            </Panel>
          );
        })
      )}
      <DayForm page={page} day={page.today} />
    </Frame>
  );
}

const open: readonly string[] = ['draft', 'in-review', 'approved'];

function isAsked(line: PolicyLine, { duty, department, state }: LibraryQuery): boolean {
  if (duty !== '' && line.posted !== (duty === 'wall')) return false;
  if (department !== '' && line.department !== department) return false;
  if (state === 'underway') return line.latest !== null && open.includes(line.latest.status);
  if (state === 'in-force') return line.inForce !== null;
  return state === 'none' ? line.inForce === null && !isRetired(line) : true;
}

/** A policy that was ended owes no version. */
function isRetired({ inForce, latest }: PolicyLine): boolean {
  return inForce === null && latest?.status === 'retired';
}

function Missing(props: Omit<LibraryProps, 'asked'>) {
  const { page, all, duties, tasks, unstated } = props;
  const say = policyWords(page.lang);
  const pressing = tasks.filter(({ why }) => why !== 'ahead' && why !== 'unchecked');
  const ended = new Set(all.filter(isRetired).map(({ code }) => code));
  const withoutVersion = duties.withoutVersion.filter(({ code }) => !ended.has(code));
  if (pressing.length === 0 && withoutVersion.length === 0 && unstated.length === 0) {
    return <Notice tone="good" title={say('dutiesGood')} />;
  }
  return (
    <Notice tone="bad" title={say('duties')}>
      <ul class="policy-missing">
        {pressing.length === 0 ? null : (
          <li>
            <a href={paths.walls()}>{say('missingWalls', { count: pressing.length })}</a>
          </li>
        )}
        {withoutVersion.length === 0 ? null : (
          <li>
            <a href={paths.policies({ state: 'none' })}>
              {say('withoutVersion', { count: withoutVersion.length })}
            </a>
          </li>
        )}
        {unstated.length === 0 ? null : (
          <li>
            <a href={paths.posts()}>{say('withoutStatement', { count: unstated.length })}</a>
          </li>
        )}
      </ul>
    </Notice>
  );
}

function Filters({ page, asked, all }: Pick<LibraryProps, 'page' | 'asked' | 'all'>) {
  const say = policyWords(page.lang);
  const departments = [...new Set(all.map(({ department }) => department))];
  const options = {
    duty: [
      { value: '', title: say('anyDuty') },
      { value: 'wall', title: say('wall') },
      { value: 'handbook', title: say('handbook') },
    ],
    department: [
      { value: '', title: say('anyDepartment') },
      ...departments.map((one) => ({ value: one, title: one })),
    ],
    state: [
      { value: '', title: say('anyState') },
      { value: 'in-force', title: say('stateInForce') },
      { value: 'underway', title: say('stateUnderway') },
      { value: 'none', title: say('stateNone') },
    ],
  };
  const names = ['duty', 'department', 'state'] as const;
  return (
    <FilterBar
      lang={page.lang}
      action={paths.policies()}
      fields={names.map((name) => ({
        name,
        label: say(name),
        kind: 'select',
        value: asked[name],
        options: options[name],
      }))}
      chips={names
        .filter((name) => asked[name] !== '')
        .map((name) => ({
          words: `${say(name)}: ${options[name].find(({ value }) => value === asked[name])?.title ?? asked[name]}`,
          href: paths.policies({ ...asked, [name]: undefined }),
        }))}
      clear={paths.policies()}
    />
  );
}

function columnsOf(page: Page): Column<PolicyLine>[] {
  const say = policyWords(page.lang);
  return [
    {
      title: say('code'),
      cell: ({ code }) => <RecordNumber number={code} href={paths.policy(code)} />,
    },
    { title: say('policy'), wide: true, cell: ({ title }) => <Zh>{title}</Zh> },
    {
      title: say('duty'),
      cell: ({ posted }) =>
        posted ? <WallBadge lang={page.lang} /> : <span>{say('handbook')}</span>,
    },
    { title: say('department'), cell: ({ department }) => <Zh>{department}</Zh> },
    {
      title: say('inForce'),
      cell: (line) =>
        isRetired(line) ? (
          <Tag tone="neutral">{say('retired')}</Tag>
        ) : line.inForce === null ? (
          <Tag tone="bad">{say('none')}</Tag>
        ) : (
          <span>
            {say('nth', { version: line.inForce.version })}{' '}
            <span class="unbroken quiet">{say('since', { day: line.inForce.from })}</span>
          </span>
        ),
    },
    { title: say('underway'), cell: (line) => <Underway page={page} line={line} /> },
  ];
}

/** The newest version, where it is another than the one in force. */
function Underway({ page, line }: { page: Page; line: PolicyLine }) {
  const say = policyWords(page.lang);
  const { latest, inForce } = line;
  if (latest === null) return <span class="quiet">{say('noVersion')}</span>;
  if (latest.version === inForce?.version) return null;
  if (latest.status === 'superseded' || latest.status === 'retired') return null;
  const inForceFrom = latest.status === 'published' ? '9999-12-31' : null;
  return (
    <a class="policy-underway" href={paths.policyVersion(line.code, latest.version)}>
      <VersionTag
        lang={page.lang}
        today={page.today}
        version={{ status: latest.status, inForceFrom }}
      />{' '}
      {say('nth', { version: latest.version })}
    </a>
  );
}
