import type { AccessRequestView } from '../../archives/model.ts';
import type { OwnVersion } from '../../policies/queries/own-versions.ts';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { ButtonLink } from '../kit/ui/button.tsx';
import { DataTable } from '../kit/ui/data-table.tsx';
import { Facts } from '../kit/ui/facts.tsx';
import { Empty, Panel } from '../kit/ui/panel.tsx';
import { type Step, Steps } from '../kit/ui/steps.tsx';
import { Tag } from '../kit/ui/tag.tsx';
import { placeTitle } from '../policies/titles.tsx';
import { fieldTitles, minuteOf } from './cards.ts';
import type { CopiedThings, DoneThing, OwnThings } from './read-inbox.ts';
import { rememberedDays } from './read-inbox.ts';
import { inboxWords } from './words.ts';

const actWords = {
  approved: 'didApproved',
  refused: 'didRefused',
  looked: 'didLooked',
  policyApproved: 'didPolicyApproved',
  policyPublished: 'didPolicyPublished',
  day: 'didDay',
  seal: 'didSeal',
} as const;

/** What this person has decided and signed. */
export function DoneTab({ page, done }: { page: Page; done: readonly DoneThing[] }) {
  const say = inboxWords(page.lang);
  return (
    <DataTable
      caption={say('done')}
      captioned="unseen"
      rows={done}
      rowLink={pathOf}
      columns={[
        { title: say('what'), cell: ({ what }) => what, wide: true },
        { title: say('act'), cell: ({ act, version = 0 }) => say(actWords[act], { version }) },
        { title: say('when'), cell: ({ at }) => minuteOf(page, at) },
      ]}
      empty={
        <Empty title={say('noneDone', { days: rememberedDays })}>
          <p>{say('noneDoneHelp')}</p>
        </Empty>
      }
    />
  );
}

function pathOf({ act, ref, version = 1 }: DoneThing): string {
  if (act === 'day') return paths.day(ref);
  if (act === 'seal') return paths.month(ref);
  if (act === 'policyApproved' || act === 'policyPublished')
    return paths.policyVersion(ref, version);
  return paths.accessRequest(ref);
}

/** What this person began, each with how far it has come. */
export function OwnTab({ page, own }: { page: Page; own: OwnThings }) {
  const say = inboxWords(page.lang);
  const { requests, versions, seals } = own;
  if (requests.length + versions.length + seals.length === 0) {
    return (
      <Empty title={say('noneOwn')}>
        <p>{say('noneOwnHelp')}</p>
        <ButtonLink href={paths.archives()}>{say('toArchives')}</ButtonLink>
      </Empty>
    );
  }
  return (
    <ul class="inbox-cards">
      {seals.map(({ month }) => (
        <li class="inbox-card" data-row-link={paths.month(month)}>
          <div class="inbox-head">
            <Tag tone="info">{say('seal')}</Tag>
            <h2>
              <a href={paths.month(month)}>{say('ownSeal', { month })}</a>
            </h2>
          </div>
        </li>
      ))}
      {versions.map((version) => (
        <OwnVersionCard page={page} version={version} />
      ))}
      {requests.map((view) => (
        <OwnRequestCard page={page} view={view} />
      ))}
    </ul>
  );
}

const versionStatus = {
  draft: 'statusDraft',
  'in-review': 'statusInReview',
  approved: 'statusVersionApproved',
} as const;

function OwnVersionCard({ page, version }: { page: Page; version: OwnVersion }) {
  const say = inboxWords(page.lang);
  const { code, status } = version;
  const href = paths.policyVersion(code, version.version);
  return (
    <li class="inbox-card" data-row-link={href}>
      <div class="inbox-head">
        <Tag tone={status === 'draft' ? 'neutral' : 'info'}>{say(versionStatus[status])}</Tag>
        <h2>
          <a href={href}>{say('ownVersion', { ...version })}</a>
        </h2>
        <span class="inbox-waited">{minuteOf(page, version.at)}</span>
      </div>
    </li>
  );
}

const requestStatus = {
  requested: 'statusRequested',
  approved: 'statusApproved',
  refused: 'statusRefused',
  looked: 'statusLooked',
  relayed: 'statusRelayed',
  heard: 'statusHeard',
  expired: 'statusExpired',
} as const;
const reached = { requested: 1, approved: 2, looked: 3, relayed: 4, heard: 5 } as const;

function OwnRequestCard({ page, view }: { page: Page; view: AccessRequestView }) {
  const say = inboxWords(page.lang);
  const { status, room } = view;
  const href = paths.accessRequest(view.id);
  const isOver = status === 'refused' || status === 'expired';
  const tone = isOver ? 'bad' : status === 'heard' ? 'good' : 'info';
  return (
    <li class="inbox-card" data-row-link={href}>
      <div class="inbox-head">
        <Tag tone={tone}>{say(requestStatus[status], { reason: view.refusal ?? '' })}</Tag>
        <h2>
          <a href={href}>
            {room} {fieldTitles(page, view.fields)}
          </a>
        </h2>
        <span class="inbox-waited">{minuteOf(page, view.askedAt)}</span>
      </div>
      <Facts
        pairs={[
          { label: say('purpose'), value: say(`purpose_${view.purpose}`) },
          { label: say('reason'), value: view.reason },
        ]}
      />
      {isOver ? null : <Steps lang={page.lang} steps={stepsOf(page, view, reached[status])} />}
    </li>
  );
}

function stepsOf(page: Page, view: AccessRequestView, done: number): Step[] {
  const say = inboxWords(page.lang);
  const notes = [view.askedBy, view.decidedBy, view.lookedBy, null];
  return (['stepAsked', 'stepDecided', 'stepLooked', 'stepRelayed'] as const).map((word, at) => {
    const note = notes[at];
    return {
      title: say(word),
      state: at < done ? 'done' : at === done ? 'now' : 'ahead',
      ...(note == null || at >= done ? {} : { note }),
    };
  });
}

/** What this person is told, and need not decide. */
export function CopiedTab({ page, copied }: { page: Page; copied: CopiedThings }) {
  const say = inboxWords(page.lang);
  const { missed, places } = copied;
  if (missed.length + places.length === 0) {
    return (
      <Empty title={say('noneCopied')}>
        <p>{say('noneCopiedHelp')}</p>
      </Empty>
    );
  }
  return (
    <>
      {places.length === 0 ? null : (
        <Panel
          title={say('wallsTitle')}
          actions={<span class="quiet">{say('wallsToldHelp')}</span>}
        >
          <DataTable
            caption={say('wallsTitle')}
            rows={places}
            rowLink={({ place }) => paths.walls({ place })}
            columns={[
              { title: say('place'), cell: ({ place }) => placeTitle(page, place) },
              {
                title: say('outOfDate'),
                cell: ({ outOfDate }) => outOfDate.join('、') || '—',
                wide: true,
              },
              {
                title: say('missing'),
                cell: ({ missing: bare }) => bare.join('、') || '—',
                wide: true,
              },
            ]}
          />
        </Panel>
      )}
      {missed.length === 0 ? null : <MissedTable page={page} missed={missed} />}
    </>
  );
}

function MissedTable({ page, missed }: { page: Page; missed: CopiedThings['missed'] }) {
  const say = inboxWords(page.lang);
  const isEnglish = page.lang === 'en';
  const ruleOf = ({ category, rule, ruleTitle }: (typeof missed)[number]) => {
    const known = page.document.categories
      .find(({ code }) => code === category.code)
      ?.deadlines?.find(({ code }) => code === rule);
    return isEnglish ? (known?.en ?? ruleTitle) : ruleTitle;
  };
  return (
    <Panel title={say('missedTitle')}>
      <DataTable
        caption={say('missedTitle')}
        rows={missed}
        rowLink={({ number }) => paths.record(number)}
        columns={[
          { title: say('number'), cell: ({ number }) => number },
          { title: say('what'), cell: ({ title: matter }) => matter, wide: true },
          { title: say('rule'), cell: ruleOf },
          { title: say('dueAt'), cell: ({ dueAt }) => minuteOf(page, dueAt) },
          { title: say('responsible'), cell: ({ responsible }) => responsible },
          {
            title: say('state'),
            cell: ({ doneAt }) => (
              <Tag tone={doneAt === null ? 'bad' : 'warn'}>
                {say(doneAt === null ? 'stillOverdue' : 'lateDone')}
              </Tag>
            ),
          },
        ]}
      />
    </Panel>
  );
}
