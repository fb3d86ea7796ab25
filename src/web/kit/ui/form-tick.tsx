import { controlOf, type FieldProps, FieldWords, fieldId, problemOf } from './form-field.tsx';

interface TickFieldProps extends FieldProps {
  readonly value?: string | undefined;
}

/** One thing that is so or is not; sends `value`, which is `yes` unless given. */
export function TickField(props: TickFieldProps) {
  const { form, name, label, value = 'yes' } = props;
  const wrong = problemOf(form, name) !== undefined;
  return (
    <div class={wrong ? 'field field-tick field-wrong' : 'field field-tick'}>
      <label class="tick" for={fieldId(name)}>
        <input
          {...controlOf(props)}
          type="checkbox"
          value={value}
          checked={form.values.all(name).includes(value)}
        />
        <span class="tick-words">
          {label}
          {props.required === true ? (
            <span class="field-must" aria-hidden="true">
              *
            </span>
          ) : null}
        </span>
      </label>
      <FieldWords field={props} />
    </div>
  );
}
