import type { PropsWithChildren } from 'hono/jsx';
import type { PaperView, SessionView } from '../../training/model/views.ts';
import { trainingParts } from '../../training/model/words.ts';
import { Frame } from '../kit/page/frame.tsx';
import type { Page } from '../kit/page/page.ts';
import { InChinese } from '../kit/ui/form-field.tsx';
import { minuteAt } from '../policies/titles.tsx';
import { sessionCrumbs } from './crumbs.ts';
import { MaterialBody, Questions } from './material.tsx';
import { Corrections, ResultTable } from './result-table.tsx';
import { sessionWordsOf } from './session-words.ts';
import { sheetWords } from './sheet-words.ts';
import { partTitle, sessionWords } from './titles.tsx';

interface PrintProps {
  readonly page: Page;
  readonly session: SessionView;
  readonly paper: PaperView | null;
}

/** The names that are signed by hand. */
export function SheetPage({ page, session }: Omit<PrintProps, 'paper'>) {
  const say = sessionWordsOf(page.lang);
  const sheet = sheetWords(page.lang);
  const rows = [...session.people, ...Array.from({ length: 5 }, () => undefined)];
  return (
    <PrintFrame page={page} session={session} title={sheet('sheetTitle')} help={sheet('sheetHelp')}>
      <div class="table-frame">
        <table class="table">
          <caption>{sheet('sheetTitle')}</caption>
          <thead>
            <tr>
              <th scope="col">{sheet('number')}</th>
              <th scope="col">{say('name')}</th>
              <th scope="col">{say('due')}</th>
              <th scope="col">{say('came')}</th>
              <th scope="col">{sheet('signature')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((one, index) => (
              <tr class="sheet-row">
                <td data-label={sheet('number')}>{index + 1}</td>
                <td data-label={say('name')} lang="zh-CN">
                  {one?.name ?? ''}
                </td>
                <td data-label={say('due')}>{one?.expected ? '✔' : ''}</td>
                <td data-label={say('came')}>
                  {one?.present && one.signIn !== null ? minuteAt(page, one.signIn.at) : ''}
                </td>
                <td data-label={sheet('signature')} class="sheet-box" />
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Signatures page={page} />
    </PrintFrame>
  );
}

/** The questions without their answers, with room to write. */
export function QuestionsPage({ page, session, paper }: PrintProps) {
  const say = sessionWordsOf(page.lang);
  const sheet = sheetWords(page.lang);
  return (
    <PrintFrame
      page={page}
      session={session}
      title={sheet('questionsTitle')}
      help={sheet('printHelp')}
    >
      <div class="sign-lines">
        <p class="sign-line">{sheet('yourName')}</p>
        <p class="sign-line">{sheet('yourScore')}</p>
      </div>
      {paper === null ? (
        <p>{say('paperNone')}</p>
      ) : (
        <Questions lang={page.lang} questions={paper.questions} />
      )}
    </PrintFrame>
  );
}

/** All five parts on one sheet. */
export function RecordPage({ page, session, paper }: PrintProps) {
  const { lang } = page;
  const say = sessionWordsOf(lang);
  const sheet = sheetWords(lang);
  const { plan, notes, summary, missing } = session;
  const bodies = {
    plan: plan === null ? null : <MaterialBody page={page} kind="plan" material={plan} />,
    notes: notes === null ? null : <MaterialBody page={page} kind="notes" material={notes} />,
    'sign-in': session.people.length === 0 ? null : <ResultTable page={page} session={session} />,
    exam: paper === null ? null : <Questions lang={lang} questions={paper.questions} answers />,
    summary: summary === null ? null : <p lang="zh-CN">{summary}</p>,
  };
  return (
    <PrintFrame
      page={page}
      session={session}
      title={sheet('recordTitle')}
      help={sheet('printHelp')}
    >
      {trainingParts.map((part, index) => (
        <section>
          <h2>
            {index + 1}. {partTitle(lang, part)}
          </h2>
          {missing.includes(part) ? <p>{say('missing')}</p> : null}
          {bodies[part]}
        </section>
      ))}
      {session.closedAt === null ? null : (
        <p>
          <InChinese lang={lang}>
            {say('closedBy', {
              name: session.closedBy ?? '',
              at: minuteAt(page, session.closedAt),
            })}
          </InChinese>
        </p>
      )}
      <Corrections page={page} corrections={session.corrections} />
      <Signatures page={page} />
    </PrintFrame>
  );
}

function Signatures({ page }: { page: Page }) {
  const sheet = sheetWords(page.lang);
  return (
    <div class="sign-lines">
      <p class="sign-line">{sheet('trainerSign')}</p>
      <p class="sign-line">{sheet('keeperSign')}</p>
    </div>
  );
}

interface FrameProps {
  readonly page: Page;
  readonly session: SessionView;
  readonly title: string;
  readonly help: string;
}

function PrintFrame({ page, session, title, help, children }: PropsWithChildren<FrameProps>) {
  const { lang } = page;
  const say = sessionWordsOf(lang);
  const sheet = sheetWords(lang);
  const site = page.document.sites.find(({ code }) => code === session.site);
  const facts = [
    [
      say('when'),
      `${minuteAt(page, session.startsAt)}–${minuteAt(page, session.endsAt).slice(11)}`,
    ],
    [say('where'), session.place],
    [say('trainer'), session.trainer.name],
    [say('policies'), session.policies.join(' ') || '—'],
  ] as const;
  return (
    <Frame page={page} title={title} current="policies" crumbs={sessionCrumbs(page, session)}>
      <p class="quiet screen-only">{help}</p>
      <article class="paper">
        <header>
          <p class="quiet">
            <InChinese lang={lang}>
              {page.document.company} {site?.name ?? session.site}
            </InChinese>
          </p>
          <p class="paper-number">
            <InChinese lang={lang}>{sessionWords(lang, session)}</InChinese>
          </p>
          <dl class="paper-facts">
            {facts.map(([label, value]) => (
              <div>
                <dt>{label}</dt>
                <dd lang="zh-CN">{value}</dd>
              </div>
            ))}
          </dl>
        </header>
        {children}
        <p class="paper-foot">
          {sheet('printedAt', { at: minuteAt(page, page.now), by: page.who.name })}
        </p>
      </article>
    </Frame>
  );
}
