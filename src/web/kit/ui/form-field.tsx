import type { Child } from 'hono/jsx';
import type { FieldProblem } from '../../../core/app-error.ts';
import type { FormState } from '../page/form.ts';
import { englishOf } from './rule-words.ts';
import { uiWords } from './words.ts';

/** What every field of a form takes. */
export interface FieldProps {
  readonly form: FormState;
  readonly name: string;
  readonly label: string;
  /** The language of label and choices, where the office wrote them and not we. */
  readonly lang?: 'zh-CN' | undefined;
  readonly hint?: string | undefined;
  readonly required?: boolean | undefined;
}

/** The id of a field, to which the error summary points. */
export function fieldId(name: string): string {
  return `f-${name}`;
}

/** What is wrong with a field, if anything is. */
export function problemOf(form: FormState, name: string): FieldProblem | undefined {
  return form.problems.find((problem) => problem.field === name);
}

/** The ids of the words that belong to a field, for `aria-describedby`. */
function describedBy({ form, name, hint }: FieldProps, more?: string): string | undefined {
  const ids = [
    hint === undefined ? '' : `${fieldId(name)}-hint`,
    problemOf(form, name) === undefined ? '' : `${fieldId(name)}-problem`,
    more ?? '',
  ];
  return ids.filter((id) => id !== '').join(' ') || undefined;
}

/** The attributes that every control of a field carries. */
export function controlOf(field: FieldProps, more?: string) {
  return {
    id: fieldId(field.name),
    name: field.name,
    required: field.required === true ? true : undefined,
    'aria-describedby': describedBy(field, more),
    'aria-invalid': problemOf(field.form, field.name) === undefined ? undefined : 'true',
  } as const;
}

interface FrameProps {
  readonly field: FieldProps;
  readonly wide?: boolean | undefined;
  readonly children?: Child;
}

/** A label, its hint and its problem around one control. */
export function FieldFrame({ field, wide, children }: FrameProps) {
  return (
    <div class={classOfField(field, wide)}>
      <label class="field-label" for={fieldId(field.name)} lang={field.lang}>
        {field.label}
        <RequiredMark required={field.required} />
      </label>
      <FieldWords field={field} />
      {children}
    </div>
  );
}

/** A legend, its hint and its problem around several controls that answer one question. */
export function FieldGroup({ field, wide, children }: FrameProps) {
  const invalid = problemOf(field.form, field.name) !== undefined;
  return (
    <fieldset
      class={classOfField(field, wide)}
      id={fieldId(field.name)}
      tabindex={invalid ? -1 : undefined}
      aria-describedby={describedBy(field)}
    >
      <legend class="field-label" lang={field.lang}>
        {field.label}
        <RequiredMark required={field.required} />
      </legend>
      <FieldWords field={field} />
      {children}
    </fieldset>
  );
}

/** The hint and, where something is wrong, the sentence that says what. */
export function FieldWords({ field }: { readonly field: FieldProps }) {
  const problem = problemOf(field.form, field.name);
  return (
    <>
      {field.hint === undefined ? null : (
        <p class="field-hint" id={`${fieldId(field.name)}-hint`}>
          {field.hint}
        </p>
      )}
      {problem === undefined ? null : (
        <p class="field-problem" id={`${fieldId(field.name)}-problem`}>
          <span class="unseen">{uiWords(field.form.page.lang)('error')}</span>
          <span aria-hidden="true">■ </span>
          <ProblemWords problem={problem} lang={field.form.page.lang} />
        </p>
      )}
    </>
  );
}

/** What is wrong, as the room says it; in English what kind of fault it is stands before it. */
export function ProblemWords({ problem, lang }: { problem: FieldProblem; lang: 'zh' | 'en' }) {
  const english = lang === 'en' ? englishOf(problem) : undefined;
  return (
    <>
      {english === undefined ? null : `${english} `}
      <InChinese lang={lang}>{problem.message}</InChinese>
    </>
  );
}

/** Words that are Chinese in either language of the page, marked as such. */
export function InChinese({ lang, children }: { readonly lang: 'zh' | 'en'; children?: Child }) {
  return lang === 'zh' ? <span>{children}</span> : <span lang="zh-CN">{children}</span>;
}

function RequiredMark({ required }: { readonly required: boolean | undefined }) {
  return required === true ? (
    <span class="field-must" aria-hidden="true">
      *
    </span>
  ) : null;
}

function classOfField(field: FieldProps, wide: boolean | undefined): string {
  const names = ['field'];
  if (wide === true) names.push('field-wide');
  if (problemOf(field.form, field.name) !== undefined) names.push('field-wrong');
  return names.join(' ');
}
