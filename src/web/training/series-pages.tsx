import type { PaperView, SessionLine } from '../../training/model/views.ts';
import { trainingClasses } from '../../training/model/words.ts';
import type { SeriesView } from '../../training/queries/series.ts';
import type { FormState } from '../kit/page/form.ts';
import { Frame } from '../kit/page/frame.tsx';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { Button, ButtonLink } from '../kit/ui/button.tsx';
import { Facts } from '../kit/ui/facts.tsx';
import { AreaField } from '../kit/ui/form-area.tsx';
import { ChoiceField, TicksField } from '../kit/ui/form-choice.tsx';
import { InChinese } from '../kit/ui/form-field.tsx';
import { Fields, FormActions, PageForm } from '../kit/ui/form-page.tsx';
import { TextField } from '../kit/ui/form-text.tsx';
import { Panel } from '../kit/ui/panel.tsx';
import { minuteAt } from '../policies/titles.tsx';
import { trainingCrumb } from './crumbs.ts';
import { MaterialPanel, Questions } from './material.tsx';
import { paperExample } from './paper-example.ts';
import { SessionTable } from './session-table.tsx';
import { classTitle } from './titles.tsx';
import { trainingWords } from './words.ts';

interface NewProps {
  readonly form: FormState;
  /** Policies of which a version is in force. */
  readonly policies: readonly { readonly code: string; readonly title: string }[];
}

/** Adds a training. */
export function NewTrainingPage({ form, policies }: NewProps) {
  const { page } = form;
  const { lang } = page;
  const say = trainingWords(lang);
  return (
    <Frame
      page={page}
      form={form}
      title={say('newTitle')}
      current="policies"
      crumbs={[trainingCrumb(page)]}
    >
      <p>{say('newLead')}</p>
      <PageForm form={form} action={paths.newTraining()} draft="training-new">
        <ChoiceField
          form={form}
          name="class"
          label={say('class')}
          options={trainingClasses.map((value) => ({ value, title: classTitle(lang, value) }))}
          required
          wide
        />
        <Fields>
          <TextField
            form={form}
            name="title"
            label={say('name')}
            hint={say('nameHint')}
            maxlength={100}
            required
            autofocus
          />
          <TextField form={form} name="minutes" label={say('minutes')} type="number" required />
        </Fields>
        <AreaField
          form={form}
          name="plan"
          label={say('planText')}
          hint={say('planHint')}
          rows={4}
        />
        <AreaField
          form={form}
          name="notes"
          label={say('notesText')}
          hint={say('notesHint')}
          rows={6}
        />
        <PaperFields form={form} />
        <PolicyPicks form={form} policies={policies} />
        <FormActions>
          <Button kind="primary" hotkey="Ctrl+Enter">
            {say('add')}
          </Button>
          <a href={paths.trainings()}>{say('cancel')}</a>
        </FormActions>
      </PageForm>
    </Frame>
  );
}

function PolicyPicks({ form, policies }: NewProps) {
  const say = trainingWords(form.page.lang);
  if (policies.length === 0) return null;
  return (
    <details class="field-wide" open={form.values.all('policies').length > 0}>
      <summary>{say('policies')}</summary>
      <div class="policy-picks">
        <TicksField
          form={form}
          name="policies"
          label={say('policies')}
          hint={say('policiesHelp')}
          options={policies.map(({ code, title }) => ({ value: code, title: `${code} ${title}` }))}
          wide
        />
      </div>
    </details>
  );
}

/** Questions as they are typed, with an example. */
function PaperFields({ form }: { form: FormState }) {
  const say = trainingWords(form.page.lang);
  return (
    <>
      <AreaField form={form} name="paper" label={say('paper')} hint={say('paperHint')} rows={10} />
      <details class="field-wide">
        <summary>{say('paperExample')}</summary>
        <pre lang="zh-CN">{paperExample}</pre>
      </details>
      <TextField
        form={form}
        name="passMark"
        label={say('passMark')}
        hint={say('passMarkHint')}
        type="number"
      />
    </>
  );
}

interface PaperPageProps {
  readonly form: FormState;
  readonly title: string;
  readonly action: string;
  readonly back: string;
}

/** Writes the questions of a training or of one session. */
export function PaperPage({ form, title, action, back }: PaperPageProps) {
  const { page } = form;
  const say = trainingWords(page.lang);
  return (
    <Frame
      page={page}
      form={form}
      title={say('paperTitle')}
      current="policies"
      crumbs={[trainingCrumb(page), { title, href: back }]}
    >
      <p>{say('paperLead')}</p>
      <PageForm form={form} action={action}>
        <PaperFields form={form} />
        <FormActions>
          <Button kind="primary" hotkey="Ctrl+Enter">
            {say('save')}
          </Button>
          <a href={back}>{say('back')}</a>
        </FormActions>
      </PageForm>
    </Frame>
  );
}

interface SeriesProps {
  readonly page: Page;
  readonly series: SeriesView;
  readonly sessions: readonly SessionLine[];
}

/** A training: its common parts, and the sessions that were planned of it. */
export function SeriesPage({ page, series, sessions }: SeriesProps) {
  const { lang } = page;
  const say = trainingWords(lang);
  const { id, plan, notes, paper, mayKeep } = series;
  return (
    <Frame
      page={page}
      title={series.title}
      current="policies"
      crumbs={[trainingCrumb(page)]}
      actions={
        mayKeep ? (
          <ButtonLink href={paths.planTraining(id)} kind="primary" hotkey="p">
            {say('plan')}
          </ButtonLink>
        ) : null
      }
    >
      <Facts
        pairs={[
          { label: say('class'), value: classTitle(lang, series.class) },
          { label: say('minutes'), value: say('minuteCount', { count: series.minutes }) },
          { label: say('policies'), value: <PolicyLinks page={page} codes={series.policies} /> },
        ]}
      />
      <MaterialPanel
        page={page}
        kind="plan"
        material={plan}
        write={mayKeep ? paths.trainingMaterial(id, 'plan') : undefined}
      />
      <MaterialPanel
        page={page}
        kind="notes"
        material={notes}
        write={mayKeep ? paths.trainingMaterial(id, 'notes') : undefined}
      />
      {mayKeep ? <PaperPanel page={page} paper={paper} write={paths.trainingPaper(id)} /> : null}
      <Panel title={say('ofSeries')}>
        <SessionTable page={page} caption={say('ofSeries')} rows={sessions.toReversed()} kind="all">
          <p class="quiet">{say('noSessions')}</p>
        </SessionTable>
      </Panel>
    </Frame>
  );
}

/** Policies by their codes, as links. */
function PolicyLinks({ page, codes }: { page: Page; codes: readonly string[] }) {
  const say = trainingWords(page.lang);
  if (codes.length === 0) return <span class="quiet">{say('noPolicies')}</span>;
  return (
    <>
      {codes.map((code) => (
        <>
          <a href={paths.policy(code)}>{code}</a>{' '}
        </>
      ))}
    </>
  );
}

interface PaperPanelProps {
  readonly page: Page;
  readonly paper: PaperView | null;
  readonly write: string | undefined;
}

/** The questions with their right answers. */
function PaperPanel({ page, paper, write }: PaperPanelProps) {
  const say = trainingWords(page.lang);
  return (
    <Panel
      title={say('paper')}
      id="paper"
      actions={
        write === undefined ? null : (
          <ButtonLink href={write}>{say(paper === null ? 'write' : 'rewrite')}</ButtonLink>
        )
      }
    >
      {paper === null ? (
        <p class="quiet">{say('none')}</p>
      ) : (
        <details>
          <summary>
            {say('paperFacts', {
              count: paper.questions.length,
              points: paper.points,
              pass: paper.passMark,
            })}
          </summary>
          <Questions lang={page.lang} questions={paper.questions} answers />
          <p class="quiet">
            <InChinese lang={page.lang}>
              {say('by', { name: paper.writtenBy, at: minuteAt(page, paper.writtenAt) })}
            </InChinese>
          </p>
        </details>
      )}
    </Panel>
  );
}
