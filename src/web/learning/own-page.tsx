import { localMinuteOf } from '../../core/month.ts';
import type { LearnedText, OwedText, PersonLearning } from '../../learning/model.ts';
import { Frame } from '../kit/page/frame.tsx';
import { mayAt } from '../kit/page/menu.ts';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { ButtonLink } from '../kit/ui/button.tsx';
import { DataTable } from '../kit/ui/data-table.tsx';
import { Empty, Notice, Panel } from '../kit/ui/panel.tsx';
import { ProgressBar } from '../kit/ui/progress.tsx';
import { Tabs } from '../kit/ui/tabs.tsx';
import { Tag } from '../kit/ui/tag.tsx';
import { PolicyTabs } from '../policies/tabs.tsx';
import { Zh } from '../policies/titles.tsx';
import { learningWords } from './words.ts';

interface OwnProps {
  readonly page: Page;
  readonly learning: PersonLearning;
}

/** What the reader has still to learn, the longest owed first, and what they have learned. */
export function OwnPage({ page, learning }: OwnProps) {
  const say = learningWords(page.lang);
  const [first] = learning.owed;
  const start =
    first === undefined ? undefined : (
      <ButtonLink kind="primary" hotkey="F2" href={paths.readPolicy(first.code)}>
        {say('start')}
      </ButtonLink>
    );
  return (
    <Frame page={page} title={say('title')} current="policies" actions={start}>
      <PolicyTabs page={page} current="learning" />
      <WhoseTabs page={page} current="mine" />
      <LearningParts page={page} learning={learning} isOwn />
    </Frame>
  );
}

/** A person's own list and everybody's, where the reader may see both. */
export function WhoseTabs({ page, current }: { page: Page; current: 'mine' | 'all' }) {
  if (!mayAt(page, 'learning.read')) return null;
  const say = learningWords(page.lang);
  return (
    <Tabs
      label={say('views')}
      tabs={[
        { href: paths.learning(), title: say('mine'), current: current === 'mine' },
        { href: paths.learning({ view: 'all' }), title: say('all'), current: current === 'all' },
      ]}
    />
  );
}

/** The part of a person's file that learning fills. */
export function FilePage({ page, learning }: OwnProps) {
  const say = learningWords(page.lang);
  const isOwn = page.personId === learning.person.id;
  return (
    <Frame
      page={page}
      title={say('file', { name: learning.person.name })}
      current="policies"
      crumbs={[{ title: say('title'), href: paths.learning() }]}
    >
      {learning.active ? null : <Notice tone="info" title={say('hasLeft')} />}
      <LearningParts page={page} learning={learning} isOwn={isOwn} />
    </Frame>
  );
}

function LearningParts({ page, learning, isOwn }: OwnProps & { readonly isOwn: boolean }) {
  const say = learningWords(page.lang);
  const { applies, current, owed, coming, learned } = learning;
  return (
    <>
      {applies === 0 ? null : (
        <ProgressBar
          label={say('progress')}
          value={current}
          max={applies}
          note={`${current}/${applies} · ${leftWords(page, owed)}`}
        />
      )}
      <Panel title={say('owed')} id="owed">
        <OwedTable page={page} learning={learning} isOwn={isOwn} />
      </Panel>
      {coming.length === 0 ? null : (
        <Panel title={say('coming')} id="coming">
          <DataTable
            caption={say('coming')}
            rows={coming}
            columns={[
              {
                title: say('policy'),
                wide: true,
                cell: ({ code, title, version }) =>
                  isOwn ? (
                    <a href={paths.readPolicy(code, { version })}>
                      {code} <Zh>{title}</Zh>
                    </a>
                  ) : (
                    <>
                      {code} <Zh>{title}</Zh>
                    </>
                  ),
              },
              { title: say('version'), cell: ({ version }) => say('nth', { version }) },
              { title: say('from'), cell: ({ inForceFrom }) => inForceFrom },
            ]}
          />
        </Panel>
      )}
      <Panel title={say('learned')} id="learned">
        <LearnedTable page={page} learned={learned} />
      </Panel>
    </>
  );
}

/** How much is left, in words. */
function leftWords(page: Page, owed: readonly OwedText[]): string {
  const say = learningWords(page.lang);
  const behind = owed.filter(({ isBehind }) => isBehind).length;
  if (owed.length === 0) return say('allLearned');
  return behind === 0
    ? say('left', { count: owed.length })
    : say('leftBehind', { count: owed.length, behind });
}

function OwedTable({ page, learning, isOwn }: OwnProps & { readonly isOwn: boolean }) {
  const say = learningWords(page.lang);
  const { owed, applies } = learning;
  const isNothing = applies === 0;
  return (
    <DataTable
      caption={say('owed')}
      rows={owed}
      rowClass={({ isBehind }) => (isBehind ? 'overdue' : undefined)}
      columns={[
        {
          title: say('policy'),
          wide: true,
          cell: ({ code, title }) => (
            <a href={isOwn ? paths.readPolicy(code) : paths.policy(code)}>
              {code} <Zh>{title}</Zh>
            </a>
          ),
        },
        {
          title: say('version'),
          cell: ({ version, knows }) =>
            knows === null ? say('nth', { version }) : say('nthKnows', { version, knows }),
        },
        { title: say('since'), cell: ({ since }) => <span class="unbroken">{since}</span> },
        { title: say('due'), cell: ({ dueOn }) => <span class="unbroken">{dueOn}</span> },
        { title: say('state'), cell: (text) => <OwedTag page={page} text={text} /> },
      ]}
      empty={
        <Empty title={say(isNothing ? 'nothingInForce' : 'allLearned')}>
          <p>{say(isNothing ? 'nothingInForceHelp' : 'allLearnedHelp')}</p>
        </Empty>
      }
    />
  );
}

function OwedTag({ page, text }: { page: Page; text: OwedText }) {
  const say = learningWords(page.lang);
  if (text.isBehind) return <Tag tone="bad">{say('behind')}</Tag>;
  return text.knows === null ? (
    <Tag tone="info">{say('owing')}</Tag>
  ) : (
    <Tag tone="warn">{say('renewed')}</Tag>
  );
}

function LearnedTable({ page, learned }: { page: Page; learned: readonly LearnedText[] }) {
  const say = learningWords(page.lang);
  const mayLog = mayAt(page, 'log.read');
  return (
    <DataTable
      caption={say('learned')}
      rows={learned}
      columns={[
        {
          title: say('policy'),
          wide: true,
          cell: ({ code, title, version }) => (
            <a href={paths.policyVersion(code, version)}>
              {code} <Zh>{title}</Zh>
            </a>
          ),
        },
        {
          title: say('version'),
          cell: ({ version, isCurrent }) => (
            <>
              {say('nth', { version })}{' '}
              <Tag tone={isCurrent ? 'good' : 'neutral'}>{say(isCurrent ? 'current' : 'past')}</Tag>
            </>
          ),
        },
        { title: say('at'), cell: ({ at }) => localMinuteOf(at, page.document.timeZone) },
        { title: say('how'), cell: ({ how }) => say(how) },
        ...(mayLog
          ? [
              {
                title: say('entry'),
                cell: ({ seq }: LearnedText) => <a href={paths.entry(seq)}>{seq}</a>,
              },
            ]
          : []),
      ]}
      empty={<Empty title={say('learnedNone')} />}
    />
  );
}
