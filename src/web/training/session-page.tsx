import type { SessionView } from '../../training/model/views.ts';
import { trainingParts } from '../../training/model/words.ts';
import { Frame } from '../kit/page/frame.tsx';
import { mayAt } from '../kit/page/menu.ts';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { ButtonLink } from '../kit/ui/button.tsx';
import { InChinese } from '../kit/ui/form-field.tsx';
import { RecordNumber } from '../kit/ui/number.tsx';
import { Notice, Panel } from '../kit/ui/panel.tsx';
import { Tag } from '../kit/ui/tag.tsx';
import { minuteAt } from '../policies/titles.tsx';
import { actWords } from './act-words.ts';
import { trainingCrumb } from './crumbs.ts';
import { MaterialPanel } from './material.tsx';
import { Corrections, ResultTable } from './result-table.tsx';
import { SessionFacts } from './session-facts.tsx';
import { sessionWordsOf } from './session-words.ts';
import { partTitle, StatusTag, sessionWords } from './titles.tsx';

interface SessionProps {
  readonly page: Page;
  readonly session: SessionView;
  /** The record of category 20 that was filed of it, and where one is filed. */
  readonly register: { readonly number: string | undefined; readonly href: string } | undefined;
}

/** One session: its five parts, who came, their scores, what was put right. */
export function SessionPage({ page, session, register }: SessionProps) {
  const { lang } = page;
  const say = sessionWordsOf(lang);
  const { id, status, mayRun, cancelled } = session;
  const isOpen = status === 'planned' || status === 'incomplete';
  return (
    <Frame
      page={page}
      title={sessionWords(lang, session)}
      current="policies"
      crumbs={[trainingCrumb(page), { title: session.title, href: paths.training(session.series) }]}
      badge={<StatusTag lang={lang} status={status} />}
      actions={<Actions page={page} session={session} />}
    >
      {cancelled === null ? null : (
        <Notice
          tone="neutral"
          title={say('cancelledBy', {
            name: cancelled.by,
            at: minuteAt(page, cancelled.at),
            reason: cancelled.reason,
          })}
        />
      )}
      {session.status === 'cancelled' ? null : <Parts page={page} session={session} />}
      <SessionFacts page={page} session={session} />
      <MaterialPanel
        page={page}
        kind="plan"
        material={session.plan}
        write={isOpen && mayRun ? paths.sessionMaterial(id, 'plan') : undefined}
      />
      <MaterialPanel
        page={page}
        kind="notes"
        material={session.notes}
        write={isOpen && mayRun ? paths.sessionMaterial(id, 'notes') : undefined}
      />
      <Results page={page} session={session} />
      <Summary page={page} session={session} />
      <Corrections page={page} corrections={session.corrections} />
      {register === undefined ? null : (
        <Panel title={say('register')} id="register">
          {register.number === undefined ? (
            <p>
              {say('registerHelp')} <a href={register.href}>{say('toRegister')}</a>
            </p>
          ) : (
            <p>
              {say('registered')}
              <RecordNumber number={register.number} href={paths.record(register.number)} />
            </p>
          )}
        </Panel>
      )}
    </Frame>
  );
}

function Actions({ page, session }: Pick<SessionProps, 'page' | 'session'>) {
  const say = sessionWordsOf(page.lang);
  const { id, status, mayRun, missing, people, paper } = session;
  const isOpen = status === 'planned' || status === 'incomplete';
  const username = page.who.actor.kind === 'person' ? page.who.actor.username : '';
  const own = people.find((one) => one.username === username);
  const isReady = missing.every((part) => part === 'summary');
  return (
    <>
      {isOpen ? (
        <ButtonLink
          href={paths.sessionAct(id, 'sign-in')}
          kind={own?.present === true || (mayRun && isReady) ? 'plain' : 'primary'}
        >
          {say('signIn')}
        </ButtonLink>
      ) : null}
      {isOpen && own?.present === true && own.mark === 'none' && paper !== null ? (
        <ButtonLink href={paths.sessionAct(id, 'exam')} kind="primary">
          {say('exam')}
        </ButtonLink>
      ) : null}
      {mayRun && isOpen ? (
        <>
          <ButtonLink href={paths.sessionAct(id, 'scores')}>{say('scores')}</ButtonLink>
          <ButtonLink href={paths.sessionAct(id, 'close')} kind={isReady ? 'primary' : 'plain'}>
            {say('close')}
          </ButtonLink>
          {session.present === 0 ? (
            <ButtonLink href={paths.sessionAct(id, 'cancel')}>{say('cancel')}</ButtonLink>
          ) : null}
        </>
      ) : null}
      {mayAt(page, 'training.keep') && status !== 'cancelled' ? (
        <ButtonLink href={paths.planTraining(session.series, { repeats: session.repeats ?? id })}>
          {say('planRepeat')}
        </ButtonLink>
      ) : null}
    </>
  );
}

function Parts({ page, session }: Pick<SessionProps, 'page' | 'session'>) {
  const { lang } = page;
  const say = sessionWordsOf(lang);
  const { missing, mayRun, id, paper, status } = session;
  const isOpen = status === 'planned' || status === 'incomplete';
  const acts = {
    plan: paths.sessionMaterial(id, 'plan'),
    notes: paths.sessionMaterial(id, 'notes'),
    'sign-in': paths.sessionAct(id, 'sign-in'),
    exam: paper === null ? paths.sessionAct(id, 'paper') : paths.sessionAct(id, 'scores'),
    summary: paths.sessionAct(id, 'close'),
  };
  return (
    <Panel title={say('parts')} tone={missing.length === 0 ? 'good' : undefined}>
      <ul class="training-parts">
        {trainingParts.map((part) => {
          const lacks = missing.includes(part);
          const name = partTitle(lang, part);
          return (
            <li>
              <Tag tone={lacks ? 'warn' : 'good'}>{lacks ? say('missing') : say('there')}</Tag>{' '}
              {lacks && mayRun && isOpen ? <a href={acts[part]}>{name}</a> : name}
            </li>
          );
        })}
      </ul>
      {missing.length === 0 ? <p class="quiet">{say('partsAll')}</p> : null}
    </Panel>
  );
}

function Results({ page, session }: Pick<SessionProps, 'page' | 'session'>) {
  const { lang } = page;
  const say = sessionWordsOf(lang);
  const act = actWords(lang);
  const { seesAll, mayRun, id, status } = session;
  const isBegun = status === 'incomplete' || status === 'closed';
  return (
    <Panel
      title={say(seesAll ? 'people' : 'own')}
      id="people"
      actions={
        mayRun && isBegun ? (
          <>
            <ButtonLink href={paths.sessionAct(id, 'correct', { what: 'attendance' })}>
              {act('correct_attendance')}
            </ButtonLink>
            <ButtonLink href={paths.sessionAct(id, 'correct', { what: 'score' })}>
              {act('correct_score')}
            </ButtonLink>
          </>
        ) : null
      }
    >
      <p>
        {say('count', {
          expected: `${session.expectedPresent}/${session.expected}`,
          present: session.present,
          passed: session.passed,
          average: session.average ?? '—',
        })}
      </p>
      {session.people.length === 0 ? (
        <p class="quiet">{say(seesAll ? 'nobody' : 'notOwn')}</p>
      ) : (
        <ResultTable page={page} session={session} />
      )}
    </Panel>
  );
}

function Summary({ page, session }: Pick<SessionProps, 'page' | 'session'>) {
  const { lang } = page;
  const say = sessionWordsOf(lang);
  const act = actWords(lang);
  const { summary, firstSummary, closedBy, closedAt, mayRun, id } = session;
  if (session.status === 'cancelled') return null;
  return (
    <Panel
      title={say('summary')}
      id="summary"
      actions={
        summary !== null && mayRun ? (
          <ButtonLink href={paths.sessionAct(id, 'correct', { what: 'summary' })}>
            {act('correct_summary')}
          </ButtonLink>
        ) : null
      }
    >
      {summary === null ? (
        <p class="quiet">{say('summaryNone')}</p>
      ) : (
        <>
          <p lang="zh-CN" class="training-words">
            {firstSummary === summary ? null : (
              <>
                <del>{firstSummary}</del>{' '}
              </>
            )}
            {summary}
          </p>
          <p class="quiet">
            <InChinese lang={lang}>
              {say('closedBy', { name: closedBy ?? '', at: minuteAt(page, closedAt ?? '') })}
            </InChinese>
          </p>
        </>
      )}
    </Panel>
  );
}
