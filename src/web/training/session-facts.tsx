import type { SessionView } from '../../training/model/views.ts';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { type Fact, Facts } from '../kit/ui/facts.tsx';
import { InChinese } from '../kit/ui/form-field.tsx';
import { Panel } from '../kit/ui/panel.tsx';
import { minuteAt } from '../policies/titles.tsx';
import { sessionWordsOf } from './session-words.ts';
import { classTitle, partTitle } from './titles.tsx';

interface SessionFactsProps {
  readonly page: Page;
  readonly session: SessionView;
}

/** When, where, by whom, what it teaches, and what can be printed. */
export function SessionFacts({ page, session }: SessionFactsProps) {
  const { lang } = page;
  const say = sessionWordsOf(lang);
  const { paper, mayRun, id, status } = session;
  const end = minuteAt(page, session.endsAt).slice(11);
  const isOpen = status === 'planned' || status === 'incomplete';
  return (
    <Panel title={say('facts')}>
      <Facts
        pairs={[
          {
            label: say('when'),
            value: `${minuteAt(page, session.startsAt)}–${end} · ${say('minutes', { count: session.minutes })}`,
          },
          { label: say('where'), value: <InChinese lang={lang}>{session.place}</InChinese> },
          {
            label: say('trainer'),
            value: <InChinese lang={lang}>{session.trainer.name}</InChinese>,
          },
          { label: say('training'), value: classTitle(lang, session.class) },
          {
            label: partTitle(lang, 'exam'),
            value: (
              <>
                {paper === null
                  ? say('paperNone')
                  : say('paperFacts', {
                      count: paper.count,
                      points: paper.points,
                      pass: paper.passMark,
                    })}{' '}
                {mayRun && isOpen ? (
                  <a href={paths.sessionAct(id, 'paper')}>{say('writePaper')}</a>
                ) : null}
              </>
            ),
          },
          { label: say('policies'), value: <Taught page={page} session={session} />, wide: true },
          ...repeatPairs(page, session),
          ...(mayRun && status !== 'cancelled'
            ? [{ label: say('prints'), value: <Prints id={id} lang={lang} />, wide: true }]
            : []),
        ]}
      />
      <p class="quiet">
        <InChinese lang={lang}>
          {say('plannedBy', { name: session.plannedBy, at: minuteAt(page, session.plannedAt) })}
        </InChinese>
      </p>
    </Panel>
  );
}

/** What this session repeats, and what repeats it. */
function repeatPairs(page: Page, { repeats, repeatedBy }: SessionView): Fact[] {
  const say = sessionWordsOf(page.lang);
  return [
    ...(repeats === null
      ? []
      : [
          {
            label: say('repeats'),
            value: <a href={paths.session(repeats)}>{say('repeatOf')}</a>,
          },
        ]),
    ...(repeatedBy.length === 0
      ? []
      : [
          {
            label: say('repeatedBy'),
            value: repeatedBy.map((one) => (
              <>
                <a href={paths.session(one.id)}>{minuteAt(page, one.startsAt)}</a>{' '}
              </>
            )),
          },
        ]),
  ];
}

function Taught({ page, session }: SessionFactsProps) {
  const say = sessionWordsOf(page.lang);
  if (session.policyVersions.length === 0) return <span>—</span>;
  return (
    <ul class="training-hours">
      {session.policyVersions.map(({ code, title, version }) => (
        <li>
          <a href={paths.policy(code)}>{code}</a> <InChinese lang={page.lang}>{title}</InChinese>{' '}
          <span class="quiet">{version === null ? say('noVersion') : say('nth', { version })}</span>
        </li>
      ))}
    </ul>
  );
}

function Prints({ id, lang }: { id: string; lang: Page['lang'] }) {
  const say = sessionWordsOf(lang);
  return (
    <ul class="training-parts screen-only">
      <li>
        <a href={paths.printSession(id, 'sign-in-sheet')}>{say('printSheet')}</a>
      </li>
      <li>
        <a href={paths.printSession(id, 'questions')}>{say('printQuestions')}</a>
      </li>
      <li>
        <a href={paths.printSession(id, 'record')}>{say('printRecord')}</a>
      </li>
    </ul>
  );
}
