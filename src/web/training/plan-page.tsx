import { topics } from '../../training/model/words.ts';
import type { SeriesView } from '../../training/queries/series.ts';
import type { FormState } from '../kit/page/form.ts';
import { Frame } from '../kit/page/frame.tsx';
import { paths } from '../kit/page/paths.ts';
import { Button } from '../kit/ui/button.tsx';
import { TicksField } from '../kit/ui/form-choice.tsx';
import { Fields, FormActions, PageForm } from '../kit/ui/form-page.tsx';
import { SelectField } from '../kit/ui/form-select.tsx';
import { TextField } from '../kit/ui/form-text.tsx';
import { minuteAt } from '../policies/titles.tsx';
import { trainingCrumb } from './crumbs.ts';
import { topicTitle } from './titles.tsx';
import { trainingWords } from './words.ts';

/** How many sessions one form plans. */
export function rowsOf({ class: kind }: Pick<SeriesView, 'class'>, isRepeat: boolean): number {
  return kind === 'weekly' && !isRepeat ? 3 : 1;
}

interface PlanProps {
  readonly form: FormState;
  readonly series: SeriesView;
  readonly staff: readonly { readonly username: string; readonly name: string }[];
  /** The session that is held again. */
  readonly repeats: { readonly id: string; readonly startsAt: string } | undefined;
}

/** Plans sessions of a training: a week's three, or one, or a repeat. */
export function PlanPage({ form, series, staff, repeats }: PlanProps) {
  const { page } = form;
  const { lang } = page;
  const say = trainingWords(lang);
  const people = staff.map(({ username, name }) => ({ value: username, title: name }));
  const rows = rowsOf(series, repeats !== undefined);
  return (
    <Frame
      page={page}
      form={form}
      title={say('planTitle', { title: series.title })}
      current="policies"
      crumbs={[trainingCrumb(page), { title: series.title, href: paths.training(series.id) }]}
    >
      <p>{say(repeats === undefined ? 'planLead' : 'repeatLead')}</p>
      {repeats === undefined ? null : (
        <p>
          <a href={paths.session(repeats.id)}>
            {say('repeatOf', { at: minuteAt(page, repeats.startsAt) })}
          </a>
        </p>
      )}
      <PageForm form={form} action={paths.planTraining(series.id, { repeats: repeats?.id })}>
        {Array.from({ length: rows }, (_, index) => (
          <HourFields
            form={form}
            index={index}
            isOnly={rows === 1}
            hasTopic={series.class === 'weekly' && repeats === undefined}
          />
        ))}
        <Fields>
          <SelectField
            form={form}
            name="trainer"
            label={say('trainer')}
            empty={say('chooseTrainer')}
            options={people}
            required
          />
          <TextField form={form} name="place" label={say('place')} maxlength={60} required />
          <TextField form={form} name="minutes" label={say('minutes')} type="number" required />
        </Fields>
        <div class="policy-picks field-wide">
          <TicksField
            form={form}
            name="expected"
            label={say('expectedPeople')}
            hint={say('expectedHint')}
            options={people}
            required
            wide
          />
        </div>
        <FormActions>
          <Button kind="primary" hotkey="Ctrl+Enter">
            {say('doPlan')}
          </Button>
          <a href={paths.training(series.id)}>{say('back')}</a>
        </FormActions>
      </PageForm>
    </Frame>
  );
}

interface HourProps {
  readonly form: FormState;
  readonly index: number;
  readonly isOnly: boolean;
  readonly hasTopic: boolean;
}

/** One session's day and time, and its topic if it is a weekly one. */
function HourFields({ form, index, isOnly, hasTopic }: HourProps) {
  const { page } = form;
  const say = trainingWords(page.lang);
  return (
    <fieldset class="training-row field-wide">
      <legend>{say('session', { count: index + 1 })}</legend>
      <Fields>
        <TextField
          form={form}
          name={`day${index}`}
          label={say('day')}
          type="date"
          min={page.today}
          required={isOnly}
        />
        <TextField
          form={form}
          name={`time${index}`}
          label={say('time')}
          type="time"
          required={isOnly}
        />
        {hasTopic ? (
          <SelectField
            form={form}
            name={`topic${index}`}
            label={say('topic')}
            empty={say('topicNone')}
            options={topics.map((value) => ({ value, title: topicTitle(page.lang, value) }))}
          />
        ) : null}
      </Fields>
    </fieldset>
  );
}
