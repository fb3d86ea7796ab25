import { controlOf, FieldFrame, type FieldProps } from './form-field.tsx';

/** One answer out of several: what is sent, and what is read. */
export interface Option {
  readonly value: string;
  readonly title: string;
  readonly hint?: string | undefined;
  readonly group?: string | undefined;
}

interface SelectFieldProps extends FieldProps {
  readonly options: readonly Option[];
  readonly empty?: string | undefined;
  readonly wide?: boolean | undefined;
}

/** One answer out of a list; `empty` are the words of no answer yet. */
export function SelectField(props: SelectFieldProps) {
  const { form, name, options, empty } = props;
  const chosen = form.values.get(name);
  const groups = [...new Set(options.map((option) => option.group))];
  return (
    <FieldFrame field={props} wide={props.wide}>
      <select {...controlOf(props)} class="input select">
        {empty === undefined ? null : <option value="">{empty}</option>}
        {groups.map((group) => {
          const own = options
            .filter((option) => option.group === group)
            .map((option) => (
              <option value={option.value} selected={option.value === chosen}>
                {option.title}
              </option>
            ));
          return group === undefined ? own : <optgroup label={group}>{own}</optgroup>;
        })}
      </select>
    </FieldFrame>
  );
}
