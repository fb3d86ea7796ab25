import type { CorrectionView, PersonResultView, SessionView } from '../../training/model/views.ts';
import { mayAt } from '../kit/page/menu.ts';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { DataTable } from '../kit/ui/data-table.tsx';
import { InChinese } from '../kit/ui/form-field.tsx';
import { Panel } from '../kit/ui/panel.tsx';
import { Tag } from '../kit/ui/tag.tsx';
import { minuteAt } from '../policies/titles.tsx';
import { sessionWordsOf } from './session-words.ts';

interface ResultsProps {
  readonly page: Page;
  readonly session: SessionView;
}

/** Who was expected or came, how they signed in, and their scores. */
export function ResultTable({ page, session }: ResultsProps) {
  const { lang } = page;
  const say = sessionWordsOf(lang);
  const mayOpen = mayAt(page, 'training.keep') || mayAt(page, 'learning.read');
  return (
    <DataTable
      caption={say('people')}
      captioned="unseen"
      rows={session.people}
      columns={[
        {
          title: say('name'),
          cell: ({ name, username, expected }) => (
            <>
              {mayOpen ? (
                <a href={paths.personTraining(username)} lang="zh-CN">
                  {name}
                </a>
              ) : (
                <InChinese lang={lang}>{name}</InChinese>
              )}
              {expected ? null : <span class="quiet"> · {say('extra')}</span>}
            </>
          ),
        },
        { title: say('came'), wide: true, cell: (one) => <Came page={page} one={one} /> },
        { title: say('score'), numeric: true, cell: (one) => <Score page={page} one={one} /> },
        { title: say('passed'), cell: (one) => <Verdict page={page} one={one} /> },
      ]}
    />
  );
}

interface OneProps {
  readonly page: Page;
  readonly one: PersonResultView;
}

/** The sign-in as it was kept, struck through where it was put right. */
export function Came({ page, one }: OneProps) {
  const { lang } = page;
  const say = sessionWordsOf(lang);
  const { signIn, present, elsewhere, corrections } = one;
  const isCorrected = corrections.some(({ what }) => what === 'attendance');
  const kept =
    signIn === null ? null : (
      <>
        <span class="unbroken">{minuteAt(page, signIn.at)}</span>{' '}
        {signIn.how === 'by-name' ? (
          <Tag tone="warn">{say('how_by_name', { name: signIn.by })}</Tag>
        ) : (
          <span class="quiet">
            {say(signIn.how === 'own-screen' ? 'how_own_screen' : 'how_own_password')}
          </span>
        )}{' '}
        {signIn.late ? <Tag tone="info">{say('late')}</Tag> : null}
      </>
    );
  if (isCorrected) {
    return (
      <>
        <del>{kept ?? say('value_absent')}</del>{' '}
        <Tag tone="info">{say(present ? 'value_present' : 'value_absent')}</Tag>
      </>
    );
  }
  if (kept !== null) return kept;
  if (elsewhere === null) return <span class="quiet">{say('notCome')}</span>;
  return <a href={paths.session(elsewhere)}>{say('elsewhere')}</a>;
}

/** The score, what it was first struck through. */
export function Score({ page, one }: OneProps) {
  const say = sessionWordsOf(page.lang);
  const { mark, score, present, answered, corrections } = one;
  if (!present && mark === 'none') return <>—</>;
  const [first] = corrections.filter(({ what }) => what === 'score');
  return (
    <>
      {first === undefined ? null : (
        <>
          <del>{first.was ?? say('noScore')}</del>{' '}
        </>
      )}
      {mark === 'scored'
        ? score
        : say(mark === 'absent' ? 'absent' : answered ? 'toMark' : 'notMarked')}
    </>
  );
}

/** Whether somebody passed. */
export function Verdict({ page, one }: OneProps) {
  const say = sessionWordsOf(page.lang);
  if (!one.present || one.mark === 'none') return <>—</>;
  return one.passed ? (
    <Tag tone="good">{say('passed')}</Tag>
  ) : (
    <Tag tone="bad">{say('failed')}</Tag>
  );
}

interface CorrectionsProps {
  readonly page: Page;
  readonly corrections: readonly CorrectionView[];
}

/** What was put right, with the reasons. */
export function Corrections({ page, corrections }: CorrectionsProps) {
  const { lang } = page;
  const say = sessionWordsOf(lang);
  if (corrections.length === 0) return null;
  const wordsOf = (one: CorrectionView, value: string | null) => {
    if (one.what === 'attendance') {
      return say(value === 'present' ? 'value_present' : 'value_absent');
    }
    return value ?? say('noScore');
  };
  return (
    <Panel title={say('corrections')} id="corrections">
      <ul class="training-hours">
        {corrections.map((one) => (
          <li>
            {say(`correction_${one.what}`)}{' '}
            {one.person === null ? null : <InChinese lang={lang}>{one.person.name}</InChinese>}{' '}
            <del>{wordsOf(one, one.was)}</del> → <strong>{wordsOf(one, one.becomes)}</strong>{' '}
            <span class="quiet">
              <InChinese lang={lang}>
                {say('correctedBy', {
                  name: one.by,
                  at: minuteAt(page, one.at),
                  reason: one.reason,
                })}
              </InChinese>
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
