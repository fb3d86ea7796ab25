import { FieldGroup, type FieldProps, fieldId } from './form-field.tsx';
import type { Option } from './form-select.tsx';

interface ChoiceFieldProps extends FieldProps {
  readonly options: readonly Option[];
  readonly wide?: boolean | undefined;
}

/** One answer out of a few, all in sight. */
export function ChoiceField(props: ChoiceFieldProps) {
  const { form, name, options } = props;
  const chosen = form.values.get(name);
  return (
    <FieldGroup field={props} wide={props.wide}>
      <div class="ticks">
        {options.map((option, index) => (
          <label class="tick">
            <input
              type="radio"
              id={`${fieldId(name)}-${index}`}
              name={name}
              value={option.value}
              checked={option.value === chosen}
              required={props.required === true ? true : undefined}
            />
            <ChoiceWords option={option} />
          </label>
        ))}
      </div>
    </FieldGroup>
  );
}

/** Any number of answers, all in sight. */
export function TicksField(props: ChoiceFieldProps) {
  const { form, name, options } = props;
  const chosen = form.values.all(name);
  return (
    <FieldGroup field={props} wide={props.wide}>
      <div class="ticks">
        {options.map((option, index) => (
          <label class="tick">
            <input
              type="checkbox"
              id={`${fieldId(name)}-${index}`}
              name={name}
              value={option.value}
              checked={chosen.includes(option.value)}
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
