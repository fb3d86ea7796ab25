import { controlOf, FieldFrame, type FieldProps, fieldId } from './form-field.tsx';
import { uiWords } from './words.ts';

interface TextFieldProps extends FieldProps {
  readonly type?:
    | 'text'
    | 'password'
    | 'date'
    | 'datetime-local'
    | 'month'
    | 'time'
    | 'number'
    | 'tel'
    | 'email'
    | 'search'
    | undefined;
  readonly inputmode?: 'text' | 'numeric' | 'decimal' | 'tel' | 'search' | 'email' | undefined;
  readonly autocomplete?: string | undefined;
  readonly wide?: boolean | undefined;
  readonly unit?: string | undefined;
  readonly list?: readonly string[] | undefined;
  readonly min?: string | number | undefined;
  readonly max?: string | number | undefined;
  readonly step?: string | number | undefined;
  readonly maxlength?: number | undefined;
  readonly readonly?: boolean | undefined;
  readonly autofocus?: boolean | undefined;
  /** Whether a button beside it writes the present minute; only where scripts run. */
  readonly now?: boolean | undefined;
}

/** One line of words, figures, a day or a password; what was typed stays, but for a password. */
export function TextField(props: TextFieldProps) {
  const { form, name, type = 'text', list, unit } = props;
  const listId = list === undefined ? undefined : `${fieldId(name)}-list`;
  const unitId = unit === undefined ? undefined : `${fieldId(name)}-unit`;
  return (
    <FieldFrame field={props} wide={props.wide}>
      <span class="field-line">
        <input
          {...controlOf(props, unitId)}
          class={`input input-${type}`}
          type={type}
          value={type === 'password' ? undefined : form.values.get(name)}
          inputmode={props.inputmode}
          autocomplete={props.autocomplete ?? 'off'}
          list={listId}
          min={props.min}
          max={props.max}
          step={props.step}
          maxlength={props.maxlength}
          readonly={props.readonly}
          data-autofocus={props.autofocus === true || undefined}
        />
        {unit === undefined ? null : (
          <span class="field-unit" id={unitId}>
            {unit}
          </span>
        )}
        {props.now === true ? <NowButton {...props} /> : null}
      </span>
      {list === undefined ? null : (
        <datalist id={listId}>
          {list.map((words) => (
            <option value={words} />
          ))}
        </datalist>
      )}
    </FieldFrame>
  );
}

function NowButton({ form, name, label }: FieldProps) {
  const say = uiWords(form.page.lang);
  return (
    <button
      type="button"
      class="field-now"
      data-now-for={fieldId(name)}
      aria-label={say('nowFor', { label })}
      hidden
    >
      {say('now')}
    </button>
  );
}
