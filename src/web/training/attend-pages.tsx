import type { ExamView, SessionView } from '../../training/model/views.ts';
import { letterOf } from '../../training/rules/paper.ts';
import type { FormState } from '../kit/page/form.ts';
import { Frame } from '../kit/page/frame.tsx';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { Button, ButtonLink } from '../kit/ui/button.tsx';
import { AreaField } from '../kit/ui/form-area.tsx';
import { ChoiceField, TicksField } from '../kit/ui/form-choice.tsx';
import { Fields, FormActions, PageForm } from '../kit/ui/form-page.tsx';
import { SelectField } from '../kit/ui/form-select.tsx';
import { TextField } from '../kit/ui/form-text.tsx';
import { Notice, Panel } from '../kit/ui/panel.tsx';
import { minuteAt } from '../policies/titles.tsx';
import { actWords } from './act-words.ts';
import { sessionCrumbs } from './crumbs.ts';
import { sessionWordsOf } from './session-words.ts';
import { sessionWords } from './titles.tsx';

interface SignInProps {
  readonly form: FormState;
  readonly session: SessionView;
  /** Why nobody may sign in now. */
  readonly refusal: string | undefined;
  /** Who has not signed in yet: those expected, then others; only for who holds the session. */
  readonly waiting: readonly { username: string; name: string; expected: boolean }[];
}

/** Signing in: by oneself, on the screen of whoever holds the session, or by them for others. */
export function SignInPage({ form, session, refusal, waiting }: SignInProps) {
  const { page } = form;
  const act = actWords(page.lang);
  const title = act('signInTitle', { title: sessionWords(page.lang, session) });
  const window = {
    from: minuteAt(page, session.signInFrom),
    until: minuteAt(page, session.signInUntil),
  };
  return (
    <Frame
      page={page}
      form={form}
      title={title}
      current="policies"
      crumbs={sessionCrumbs(page, session)}
    >
      <p>{act('signInWindow', window)}</p>
      <OwnSignIn form={form} session={session} refusal={refusal} />
      {session.mayRun && refusal === undefined ? (
        <Holding form={form} session={session} waiting={waiting} />
      ) : null}
    </Frame>
  );
}

function OwnSignIn({ form, session, refusal }: Omit<SignInProps, 'waiting'>) {
  const { page } = form;
  const say = sessionWordsOf(page.lang);
  const act = actWords(page.lang);
  const username = page.who.actor.kind === 'person' ? page.who.actor.username : '';
  const own = session.people.find((one) => one.username === username);
  if (own?.present === true) {
    return (
      <Notice
        tone="good"
        title={act('signInDone', { at: minuteAt(page, own.signIn?.at ?? session.startsAt) })}
      >
        <p>
          {own.mark === 'none' && session.paper !== null ? (
            <ButtonLink href={paths.sessionAct(session.id, 'exam')} kind="primary">
              {act('toExam')}
            </ButtonLink>
          ) : null}{' '}
          <a href={paths.session(session.id)}>{act('backToSession')}</a>
        </p>
      </Notice>
    );
  }
  if (refusal !== undefined) {
    return (
      <Notice tone="info" title={say('signIn')}>
        <p lang="zh-CN">{refusal}</p>
      </Notice>
    );
  }
  if (session.trainer.username === username) return <p>{act('signInTrainer')}</p>;
  return (
    <Panel title={act('signInOwn')}>
      <PageForm form={form} action={paths.sessionAct(session.id, 'sign-in')}>
        <input type="hidden" name="way" value="own" />
        <p lang="zh-CN">{page.who.name}</p>
        <FormActions>
          <Button kind="primary" hotkey="Ctrl+Enter">
            {act('signInOwnDo')}
          </Button>
        </FormActions>
      </PageForm>
    </Panel>
  );
}

function Holding({ form, session, waiting }: Omit<SignInProps, 'refusal'>) {
  const act = actWords(form.page.lang);
  const action = paths.sessionAct(session.id, 'sign-in');
  const own = form.page.who.actor.kind === 'person' ? form.page.who.actor.username : '';
  const people = waiting.map(({ username, name, expected }) => ({
    value: username,
    title: name,
    group: expected ? act('waiting') : act('others'),
  }));
  const named = people.filter(({ value }) => value !== own);
  return (
    <>
      <Panel title={act('beside')} id="beside">
        {waiting.some(({ expected }) => expected) ? null : <p class="quiet">{act('everybody')}</p>}
        <p>{act('besideHelp')}</p>
        <PageForm form={form} action={action}>
          <input type="hidden" name="way" value="beside" />
          <Fields>
            <SelectField
              form={form}
              name="username"
              label={act('who')}
              empty={act('chooseWho')}
              options={people}
              required
            />
            <TextField
              form={form}
              name="password"
              label={act('password')}
              type="password"
              autocomplete="new-password"
              required
            />
          </Fields>
          <FormActions>
            <Button kind="primary">{act('sign')}</Button>
          </FormActions>
        </PageForm>
      </Panel>
      <details class="field-wide" open={form.values.get('way') === 'by-name'}>
        <summary>{act('byName')}</summary>
        <PageForm form={form} action={action}>
          <input type="hidden" name="way" value="by-name" />
          <TicksField
            form={form}
            name="people"
            label={act('byName')}
            hint={act('byNameHelp')}
            options={named.map(({ value, title }) => ({ value, title }))}
            required
            wide
          />
          <FormActions>
            <Button>{act('byNameDo')}</Button>
          </FormActions>
        </PageForm>
      </details>
    </>
  );
}

interface ExamProps {
  readonly form: FormState;
  readonly session: SessionView;
  readonly exam: ExamView;
}

/** One's own exam; once it is handed in, the score. */
export function ExamPage({ form, session, exam }: ExamProps) {
  const { page } = form;
  const act = actWords(page.lang);
  const { points, passMark: pass } = exam;
  return (
    <Frame
      page={page}
      form={form}
      title={act('examTitle', { title: sessionWords(page.lang, session) })}
      current="policies"
      crumbs={sessionCrumbs(page, session)}
    >
      {exam.questions.length === 0 ? (
        <Answered page={page} session={session} exam={exam} />
      ) : (
        <>
          <p>{act('examLead', { points, pass })}</p>
          <PageForm form={form} action={paths.sessionAct(session.id, 'exam')}>
            <input type="hidden" name="paper" value={exam.paper} />
            {exam.questions.map((question, index) => (
              <ExamQuestion form={form} question={question} index={index} />
            ))}
            <FormActions>
              <Button kind="primary" hotkey="Ctrl+Enter">
                {act('examDo')}
              </Button>
              <a href={paths.session(session.id)}>{act('back')}</a>
            </FormActions>
          </PageForm>
        </>
      )}
    </Frame>
  );
}

interface QuestionProps {
  readonly form: FormState;
  readonly question: ExamView['questions'][number];
  readonly index: number;
}

function ExamQuestion({ form, question, index }: QuestionProps) {
  const act = actWords(form.page.lang);
  const { text, points, options, several } = question;
  const name = `q${index}`;
  const label = `${index + 1}. ${text}`;
  const hint = [act('points', { points }), ...(several ? [act('several')] : [])].join(' · ');
  const field = { form, name, label, hint, lang: 'zh-CN' as const };
  if (options.length === 0) return <AreaField {...field} rows={4} />;
  const choices = options.map((title, at) => ({
    value: String(at),
    title: `${letterOf(at)}. ${title}`,
  }));
  return several ? (
    <TicksField {...field} options={choices} wide />
  ) : (
    <ChoiceField {...field} options={choices} wide />
  );
}

function Answered({ page, session, exam }: { page: Page } & Omit<ExamProps, 'form'>) {
  const say = sessionWordsOf(page.lang);
  const act = actWords(page.lang);
  const verdict = say(exam.passed ? 'passed' : 'failed');
  const words = {
    scored: act('examDone', { score: exam.score ?? 0, verdict }),
    absent: act('examAbsent'),
    none: act('examWait'),
  };
  const tones = { scored: exam.passed ? 'good' : 'warn', absent: 'warn', none: 'info' } as const;
  return (
    <Notice tone={tones[exam.mark]} title={words[exam.mark]}>
      <p>
        <a href={paths.session(session.id)}>{act('backToSession')}</a>
      </p>
    </Notice>
  );
}
