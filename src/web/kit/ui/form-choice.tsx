import { FieldGroup, type FieldProps, fieldId } from './form-field.tsx';
import type { Option } from './form-select.tsx';

interface ChoiceFieldProps extends FieldProps {
  readonly options: readonly Option[];
  readonly wide?: boolean | undefined;
}

/** One answer out of a few, all in sight. */
export function ChoiceField(props: ChoiceFieldProps) {
  const chosen = props.form.values.get(props.name);
  return <Choices field={props} type="radio" chosen={[chosen]} />;
}

/** Any number of answers, all in sight. */
export function TicksField(props: ChoiceFieldProps) {
  return <Choices field={props} type="checkbox" chosen={props.form.values.all(props.name)} />;
}

interface ChoicesProps {
  readonly field: ChoiceFieldProps;
  readonly type: 'radio' | 'checkbox';
  readonly chosen: readonly string[];
}

function Choices({ field, type, chosen }: ChoicesProps) {
  const { name, options, wide, required } = field;
  return (
    <FieldGroup field={field} wide={wide}>
      <div class="ticks" lang={field.lang}>
        {options.map((option, index) => (
          <label class="tick">
            <input
              type={type}
              id={`${fieldId(name)}-${index}`}
              name={name}
              value={option.value}
              checked={chosen.includes(option.value)}
              // On ticks it would make the browser ask for every one of them.
              required={type === 'radio' && required === true ? true : undefined}
            />
            <ChoiceWords option={option} />
          </label>
        ))}
      </div>
    </FieldGroup>
  );
}

function ChoiceWords({ option }: { readonly option: Option }) {
  return (
    <span class="tick-words">
      {option.title}
      {option.hint === undefined ? null : <span class="tick-hint">{option.hint}</span>}
    </span>
  );
}
