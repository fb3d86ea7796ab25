import type { Child } from 'hono/jsx';
import type { Category, Field } from '../../catalogue/model.ts';
import { lateReasonName } from '../../records/commands/check-record.ts';
import type { FormState } from '../kit/page/form.ts';
import { Frame } from '../kit/page/frame.tsx';
import { mayAt } from '../kit/page/menu.ts';
import { paths } from '../kit/page/paths.ts';
import { Button } from '../kit/ui/button.tsx';
import { AreaField } from '../kit/ui/form-area.tsx';
import { Fields, FormActions } from '../kit/ui/form-page.tsx';
import { TextField } from '../kit/ui/form-text.tsx';
import { Notice } from '../kit/ui/panel.tsx';
import { TenYearBadge } from '../kit/ui/tag.tsx';
import { FieldInput } from './field-input.tsx';
import { planNew } from './field-plan.ts';
import { newWords } from './new-words.ts';
import { titleIn } from './titles.ts';

interface NewRecordProps {
  readonly form: FormState;
  readonly category: Category;
  readonly draft: string;
  /** The form's address without what was kept of it. */
  readonly afresh: string;
  /** Whether the address asks for what was kept, as after a session that ended while one typed. */
  readonly isResumed: boolean;
  readonly roomCard?: Child;
  /** What stands beside the form. */
  readonly aside?: Child;
}

/** The form of one category: what is needed now in sight, what comes later folded away. */
export function NewRecordPage(props: NewRecordProps) {
  const { form, category, draft, afresh, isResumed, roomCard, aside } = props;
  const { page } = form;
  const say = newWords(page.lang);
  return (
    <Frame
      page={page}
      form={form}
      title={say('title', { category: titleIn(page.lang, category) })}
      current="records"
      crumbs={[{ title: say('records'), href: paths.records() }]}
      badge={category.important ? <TenYearBadge lang={page.lang} /> : null}
    >
      {form.isDraft ? (
        <Notice tone="info" title={say('draft')}>
          <DraftAway {...{ form, afresh, isResumed }} />
        </Notice>
      ) : null}
      <form method="post" class="form filing" novalidate data-draft={draft} data-enter="next">
        <input type="hidden" name="_key" value={form.key} />
        <FirstFields {...{ form, category, isResumed, roomCard }} />
        {aside}
        <DispatchFields {...{ form, category }} />
        <LaterFields {...{ form, category }} />
        <FormActions>
          <Button kind="primary" hotkey="Ctrl+Enter">
            {say('save')}
          </Button>
          {mayDispatch(form, category) ? (
            <Button name="_then" value="dispatch" hotkey="F8">
              {say('saveDispatch')}
            </Button>
          ) : null}
          <Button name="_then" value="new" hotkey="F9">
            {say('saveNew')}
          </Button>
          <span class="draft-state" data-draft-state />
        </FormActions>
      </form>
    </Frame>
  );
}

/**
 * Starts afresh. It has the focus, so that what is typed for the next caller is not added to what was
 * left of the last: Enter begins anew, Tab goes on with the old. Who has just been told that it was
 * kept types on.
 */
function DraftAway(props: Pick<NewRecordProps, 'form' | 'afresh' | 'isResumed'>) {
  const { form, afresh, isResumed } = props;
  const first = (form.error === null && !isResumed) || undefined;
  return (
    <a class="button button-plain" href={afresh} data-autofocus={first}>
      {newWords(form.page.lang)('draftAway')}
    </a>
  );
}

function FirstFields({
  form,
  category,
  isResumed,
  roomCard,
}: Pick<NewRecordProps, 'form' | 'category' | 'isResumed' | 'roomCard'>) {
  const { first } = planNew(category);
  const at = firstBlank(form, first);
  return (
    <>
      <Fields>
        {first.map((field, index) => (
          <FieldInput
            {...{ form, category, field, roomCard }}
            autofocus={index === at && form.error === null && (!form.isDraft || isResumed)}
          />
        ))}
      </Fields>
      <LateReason form={form} />
    </>
  );
}

/** Where typing begins: at the first column that is still blank. */
function firstBlank({ values }: FormState, fields: readonly Field[]): number {
  return Math.max(
    0,
    fields.findIndex(({ name }) => values.get(name) === ''),
  );
}

/** Asked of what is long past; till then a line says what a late entry takes. */
function LateReason({ form }: Pick<NewRecordProps, 'form'>) {
  const say = newWords(form.page.lang);
  const isAsked =
    form.values.get(lateReasonName) !== '' ||
    form.problems.some(({ field }) => field === lateReasonName);
  if (!isAsked) return <p class="quiet">{say('late')}</p>;
  return (
    <Fields>
      <AreaField
        form={form}
        name={lateReasonName}
        label={say('lateReason')}
        hint={say('lateReasonHint')}
        maxlength={2000}
        rows={2}
        required
      />
    </Fields>
  );
}

function mayDispatch({ page }: FormState, category: Category): boolean {
  return category.dispatch !== undefined && mayAt(page, 'order.take');
}

function DispatchFields({ form, category }: Pick<NewRecordProps, 'form' | 'category'>) {
  const { dispatch } = category;
  if (dispatch === undefined || !mayDispatch(form, category)) return null;
  const say = newWords(form.page.lang);
  const known = category.fields.find(({ name }) => name === dispatch.department)?.choices ?? [];
  return (
    <fieldset class="filing-dispatch">
      <legend>{say('dispatch')}</legend>
      <p class="quiet">{say('dispatchHint')}</p>
      <Fields>
        <TextField form={form} name="order.department" label={say('department')} list={known} />
        <TextField form={form} name="order.engineer" label={say('engineer')} />
      </Fields>
    </fieldset>
  );
}

function LaterFields({ form, category }: Pick<NewRecordProps, 'form' | 'category'>) {
  const { later } = planNew(category);
  if (later.length === 0) return null;
  const say = newWords(form.page.lang);
  const isUsed = later.some(
    ({ name }) => form.values.get(name) !== '' || form.problems.some(({ field }) => field === name),
  );
  return (
    <details class="later" open={isUsed}>
      <summary>{say('later')}</summary>
      <p class="quiet">{say('laterHint')}</p>
      <Fields>
        {later.map((field) => (
          <FieldInput {...{ form, category, field }} />
        ))}
      </Fields>
    </details>
  );
}
