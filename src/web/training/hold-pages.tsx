import type { SessionView } from '../../training/model/views.ts';
import type { UnmarkedPerson } from '../../training/queries/unmarked.ts';
import type { FormState } from '../kit/page/form.ts';
import { Frame } from '../kit/page/frame.tsx';
import { paths } from '../kit/page/paths.ts';
import { Button, ButtonLink } from '../kit/ui/button.tsx';
import { AreaField } from '../kit/ui/form-area.tsx';
import { ChoiceField } from '../kit/ui/form-choice.tsx';
import { Fields, FormActions, PageForm } from '../kit/ui/form-page.tsx';
import { SelectField } from '../kit/ui/form-select.tsx';
import { PasswordAgain } from '../kit/ui/form-signature.tsx';
import { TextField } from '../kit/ui/form-text.tsx';
import { TickField } from '../kit/ui/form-tick.tsx';
import { Empty, Notice, Panel } from '../kit/ui/panel.tsx';
import { actWords } from './act-words.ts';
import { sessionCrumbs } from './crumbs.ts';
import { ResultTable } from './result-table.tsx';
import { sessionWordsOf } from './session-words.ts';
import { listed, missingWords, sessionWords } from './titles.tsx';

interface ScoresProps {
  readonly form: FormState;
  readonly session: SessionView;
  readonly unmarked: readonly UnmarkedPerson[];
}

/** Enters scores of those who came and are not marked. */
export function ScoresPage({ form, session, unmarked }: ScoresProps) {
  const { page } = form;
  const say = sessionWordsOf(page.lang);
  const act = actWords(page.lang);
  const { id, paper } = session;
  return (
    <Frame
      page={page}
      form={form}
      title={act('scoresTitle', { title: sessionWords(page.lang, session) })}
      current="policies"
      crumbs={sessionCrumbs(page, session)}
    >
      {paper === null || unmarked.length === 0 ? (
        <Empty title={act(paper === null ? 'scoresNoPaper' : 'scoresNone')}>
          <p>
            <a href={paper === null ? paths.sessionAct(id, 'paper') : paths.session(id)}>
              {paper === null ? say('writePaper') : act('backToSession')}
            </a>
          </p>
        </Empty>
      ) : (
        <>
          <p>{act('scoresLead', { points: paper.points, pass: paper.passMark })}</p>
          <PageForm form={form} action={paths.sessionAct(id, 'scores')}>
            {unmarked.map((one) => (
              <OneScore form={form} one={one} most={paper.points} />
            ))}
            <FormActions>
              <Button kind="primary" hotkey="Ctrl+Enter">
                {act('scoresDo')}
              </Button>
              <a href={paths.session(id)}>{act('back')}</a>
            </FormActions>
          </PageForm>
        </>
      )}
    </Frame>
  );
}

function OneScore({ form, one, most }: { form: FormState; one: UnmarkedPerson; most: number }) {
  const say = sessionWordsOf(form.page.lang);
  const act = actWords(form.page.lang);
  const { username, name, chosen, words } = one;
  return (
    <fieldset class="training-row field-wide">
      <legend lang="zh-CN">{name}</legend>
      {words.length === 0 ? null : (
        <details open>
          <summary>{act('answerOf', { name })}</summary>
          <dl class="exam-words" lang="zh-CN">
            {words.map(({ question, answer }) => (
              <>
                <dt>{question}</dt>
                <dd>{answer === '' ? '—' : answer}</dd>
              </>
            ))}
          </dl>
        </details>
      )}
      <Fields>
        <TextField
          form={form}
          name={`points:${username}`}
          label={say('score')}
          hint={chosen === undefined ? undefined : act('chosenPoints', { points: chosen })}
          type="number"
          inputmode="numeric"
          min={chosen ?? 0}
          max={most}
        />
        {chosen === undefined ? (
          <TickField form={form} name={`absent:${username}`} label={say('absent')} />
        ) : null}
      </Fields>
    </fieldset>
  );
}

interface HoldProps {
  readonly form: FormState;
  readonly session: SessionView;
}

/** Closes a session: what it lacks, what follows, the summary, the signature. */
export function ClosePage({ form, session }: HoldProps) {
  const { page } = form;
  const { lang } = page;
  const say = sessionWordsOf(lang);
  const act = actWords(lang);
  const { id, trainer, policies, missing } = session;
  const isTrainer =
    page.who.actor.kind === 'person' && page.who.actor.username === trainer.username;
  const isReady = missing.every((part) => part === 'summary');
  return (
    <Frame
      page={page}
      form={form}
      title={act('closeTitle', { title: sessionWords(lang, session) })}
      current="policies"
      crumbs={sessionCrumbs(page, session)}
    >
      <p>{act('closeLead')}</p>
      {isReady ? null : (
        <Notice tone="warn" title={act('closeMissing', { parts: missingWords(page, session) })}>
          <p>
            <a href={paths.session(id)}>{act('backToSession')}</a>
          </p>
        </Notice>
      )}
      {isTrainer ? null : (
        <Notice tone="info" title={act('closeNotTrainer', { name: trainer.name })} />
      )}
      <Panel title={say('people')}>
        {session.people.length === 0 ? (
          <p class="quiet">{say('nobody')}</p>
        ) : (
          <ResultTable page={page} session={session} />
        )}
      </Panel>
      {policies.length === 0 ? null : (
        <p>{act('closeLearned', { policies: listed(lang, policies) })}</p>
      )}
      {isReady ? (
        <PageForm form={form} action={paths.sessionAct(id, 'close')}>
          <AreaField
            form={form}
            name="summary"
            label={act('closeSummary')}
            hint={act('closeSummaryHint')}
            rows={4}
            required
          />
          <PasswordAgain form={form} />
          <FormActions>
            <Button kind="primary" hotkey="Ctrl+Enter">
              {act('closeDo')}
            </Button>
            <a href={paths.session(id)}>{act('back')}</a>
          </FormActions>
        </PageForm>
      ) : (
        <p>
          <ButtonLink href={paths.session(id)}>{act('back')}</ButtonLink>
        </p>
      )}
    </Frame>
  );
}

/** Calls a session off. */
export function CancelPage({ form, session }: HoldProps) {
  const { page } = form;
  const act = actWords(page.lang);
  return (
    <Frame
      page={page}
      form={form}
      title={act('cancelTitle', { title: sessionWords(page.lang, session) })}
      current="policies"
      crumbs={sessionCrumbs(page, session)}
    >
      <p>{act('cancelLead')}</p>
      <PageForm form={form} action={paths.sessionAct(session.id, 'cancel')}>
        <TextField form={form} name="reason" label={act('reason')} wide required autofocus />
        <FormActions>
          <Button kind="danger" hotkey="Ctrl+Enter">
            {act('cancelDo')}
          </Button>
          <a href={paths.session(session.id)}>{act('cancelBack')}</a>
        </FormActions>
      </PageForm>
    </Frame>
  );
}

interface CorrectProps extends HoldProps {
  readonly what: 'attendance' | 'score' | 'summary';
  readonly people: readonly { readonly username: string; readonly name: string }[];
}

/** Puts a sign-in, a score or the summary right. */
export function CorrectPage({ form, session, what, people }: CorrectProps) {
  const { page } = form;
  const say = sessionWordsOf(page.lang);
  const act = actWords(page.lang);
  const { id, paper } = session;
  return (
    <Frame
      page={page}
      form={form}
      title={act('correctTitle', { title: sessionWords(page.lang, session) })}
      current="policies"
      crumbs={sessionCrumbs(page, session)}
    >
      <p>{act('correctLead')}</p>
      <PageForm form={form} action={paths.sessionAct(id, 'correct', { what })}>
        {what === 'summary' ? (
          <AreaField form={form} name="becomes" label={act('correctTo')} rows={4} required />
        ) : (
          <>
            <SelectField
              form={form}
              name="username"
              label={act('correctWho')}
              empty={act('chooseWho')}
              options={people.map(({ username, name }) => ({ value: username, title: name }))}
              required
            />
            {what === 'attendance' ? (
              <ChoiceField
                form={form}
                name="becomes"
                label={act('correctTo')}
                options={(['present', 'absent'] as const).map((value) => ({
                  value,
                  title: say(`value_${value}`),
                }))}
                required
              />
            ) : (
              <Fields>
                <TextField
                  form={form}
                  name="becomes"
                  label={act('correctTo')}
                  hint={act('correctScoreHint', { points: paper?.points ?? 0 })}
                  type="number"
                  min={0}
                  max={paper?.points}
                />
                <TickField form={form} name="absent" label={say('absent')} />
              </Fields>
            )}
          </>
        )}
        <TextField form={form} name="reason" label={act('reason')} wide required />
        <FormActions>
          <Button kind="danger" hotkey="Ctrl+Enter">
            {act('correctDo')}
          </Button>
          <a href={paths.session(id)}>{act('back')}</a>
        </FormActions>
      </PageForm>
    </Frame>
  );
}
