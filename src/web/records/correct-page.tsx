import type { Category, Field } from '../../catalogue/model.ts';
import { localMinuteOf } from '../../core/month.ts';
import type { RecordView } from '../../records/model.ts';
import type { FormState } from '../kit/page/form.ts';
import { Frame } from '../kit/page/frame.tsx';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { Button } from '../kit/ui/button.tsx';
import { type Column, DataTable } from '../kit/ui/data-table.tsx';
import { InChinese } from '../kit/ui/form-field.tsx';
import { Fields, FormActions, PageForm } from '../kit/ui/form-page.tsx';
import { TextField } from '../kit/ui/form-text.tsx';
import { Notice } from '../kit/ui/panel.tsx';
import { type Mode, planCorrection, seenField, touchedNames, wasPrefix } from './correct-plan.ts';
import { correctWords } from './correct-words.ts';
import { FieldInput } from './field-input.tsx';
import { StateTag } from './show-page.tsx';
import { headIn } from './titles.ts';

interface CorrectProps {
  readonly form: FormState;
  readonly mode: Mode;
  readonly view: RecordView;
  readonly category: Category;
  /** The dispatch order from which fields were filled in. */
  readonly order: string | undefined;
}

/** The form that appends to a record; where somebody else was faster, with both texts. */
export function CorrectPage(props: CorrectProps) {
  const { form, mode, view, category, order } = props;
  const { page } = form;
  const say = correctWords(page.lang);
  const { main, other } = planCorrection(category, view, mode);
  // What was typed stays, also where the field has meanwhile been filled by somebody else.
  const typedToo = category.fields.filter(
    (field) => form.values.has(field.name) && !main.includes(field) && !other.includes(field),
  );
  const shown = mode === 'correct' ? main : [...main, ...typedToo];
  return (
    <Frame
      page={page}
      form={form}
      title={say(mode, { number: view.number })}
      current="records"
      crumbs={[
        { title: say('records'), href: paths.records() },
        { title: view.number, href: paths.record(view.number) },
      ]}
      badge={<StateTag page={page} view={view} />}
    >
      {form.error?.code === 'stale-version' ? <BothTexts {...{ form, view, category }} /> : null}
      <p class="quiet">
        {say(mode === 'correct' ? 'correctHelp' : 'continueHelp')}{' '}
        {mode === 'correct' ? null : (
          <a href={paths.correctRecord(view.number)}>{say('toCorrect')}</a>
        )}
      </p>
      {order === undefined || form.error !== null ? null : (
        <Notice tone="info" title={say('fromOrder', { order })} />
      )}
      <PageForm form={form}>
        <Seen form={form} fields={[...shown, ...other]} />
        <Fields>
          {shown.map((field, index) => (
            <Correctable {...{ form, view, category, field }} first={index === 0} />
          ))}
        </Fields>
        {other.length === 0 ? null : (
          <details open={other.some(({ name }) => form.values.get(name) !== '')}>
            <summary>{say('otherEmpty')}</summary>
            <Fields>
              {other.map((field) => (
                <Correctable {...{ form, view, category, field }} first={false} />
              ))}
            </Fields>
          </details>
        )}
        <TextField
          form={form}
          name="reason"
          label={say('reason')}
          hint={mode === 'correct' ? say('reasonHint') : undefined}
          wide
          required
        />
        <FormActions>
          <Button kind="primary" hotkey="Ctrl+Enter">
            {say(mode === 'correct' ? 'save' : 'saveContinued')}
          </Button>
          <a href={paths.record(view.number)}>{say('back')}</a>
        </FormActions>
      </PageForm>
    </Frame>
  );
}

/** What the writer had seen, so that nobody's correction is covered unseen. */
function Seen({ form, fields }: { form: FormState; fields: readonly Field[] }) {
  return (
    <>
      <input type="hidden" name={seenField} value={form.values.get(seenField)} />
      {fields.map(({ name }) => (
        <input
          type="hidden"
          name={`${wasPrefix}${name}`}
          value={form.values.text(`${wasPrefix}${name}`)}
        />
      ))}
    </>
  );
}

interface CorrectableProps extends Pick<CorrectProps, 'form' | 'view' | 'category'> {
  readonly field: Field;
  readonly first: boolean;
}

/** A field's own control; a masked one is empty and says what is there. */
function Correctable({ form, view, category, field, first }: CorrectableProps) {
  const autofocus = (first && form.error === null) || undefined;
  if (!view.masked.includes(field.name)) {
    return <FieldInput {...{ form, category, field, autofocus }} />;
  }
  const { lang } = form.page;
  return (
    <TextField
      form={form}
      name={field.name}
      label={headIn(lang, field)}
      hint={correctWords(lang)('maskedHint', { value: String(view.fields[field.name] ?? '') })}
    />
  );
}

interface Line {
  readonly field: Field;
  readonly now: string;
  readonly mine: string;
}

/** The text as somebody else left it, beside the one that was typed. */
function BothTexts({ form, view, category }: Pick<CorrectProps, 'form' | 'view' | 'category'>) {
  const { page } = form;
  const say = correctWords(page.lang);
  const seen = new Set(touchedNames(category, form.values));
  const corrected = new Set(Object.keys(view.corrections.at(-1)?.changes ?? {}));
  const lines = category.fields
    .filter(({ name }) => seen.has(name) || corrected.has(name))
    .map(
      (field): Line => ({
        field,
        now: String(view.fields[field.name] ?? ''),
        mine: seen.has(field.name) ? form.values.text(field.name) : '',
      }),
    );
  return (
    <Notice tone="warn" title={say('staleTitle')}>
      <p>{say('staleHelp')}</p>
      <p>
        <LastCorrection page={page} view={view} />
      </p>
      <DataTable caption={say('staleBoth')} columns={columnsOf(page)} rows={lines} />
    </Notice>
  );
}

function LastCorrection({ page, view }: { page: Page; view: RecordView }) {
  const last = view.corrections.at(-1);
  if (last === undefined) return null;
  const at = localMinuteOf(last.at, page.document.timeZone);
  const { ordinal, by, reason } = last;
  return (
    <InChinese lang={page.lang}>
      {correctWords(page.lang)('staleBy', { ordinal, at, by, reason })}
    </InChinese>
  );
}

function columnsOf(page: Page): Column<Line>[] {
  const say = correctWords(page.lang);
  const shown = (text: string) =>
    text === '' ? (
      <span class="quiet">{say('nothing')}</span>
    ) : (
      <span class="as-typed">{text}</span>
    );
  return [
    { title: say('staleField'), cell: ({ field }) => headIn(page.lang, field) },
    { title: say('staleNow'), wide: true, cell: ({ now }) => shown(now) },
    { title: say('staleMine'), wide: true, cell: ({ mine }) => shown(mine) },
  ];
}
