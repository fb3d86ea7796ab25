import { controlOf, FieldFrame, type FieldProps, fieldId } from './form-field.tsx';
import { uiWords } from './words.ts';

interface AreaFieldProps extends FieldProps {
  readonly rows?: number | undefined;
  readonly maxlength?: number | undefined;
  readonly autofocus?: boolean | undefined;
}

/** Several lines of words; `maxlength` is said in words and counted by the page, never cut off. */
export function AreaField(props: AreaFieldProps) {
  const { form, name, rows = 3, maxlength } = props;
  const countId = maxlength === undefined ? undefined : `${fieldId(name)}-count`;
  return (
    <FieldFrame field={props} wide={true}>
      <textarea
        {...controlOf(props, countId)}
        class="input area"
        rows={rows}
        data-maxlength={maxlength}
        data-autofocus={props.autofocus === true || undefined}
      >
        {form.values.text(name)}
      </textarea>
      {maxlength === undefined ? null : (
        <p class="field-count" id={countId}>
          {uiWords(form.page.lang)('atMost', { count: maxlength })}
        </p>
      )}
    </FieldFrame>
  );
}
